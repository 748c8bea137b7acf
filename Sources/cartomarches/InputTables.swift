import Geocoding
import Glibc
import Tables

/// The tables named on the command line, opened and described.
struct InputTables {
  var names: [String] = []
  var readers: [TableReader] = []

  var layouts: [TableLayout] { readers.map(\.layout) }

  private let inputs: [ReadableInput]
  private let options: TableOptions

  /// Opens files in order; `-` is standard input. To be read twice, what cannot be (a pipe) is copied to a file first.
  init(
    _ files: [String], _ options: TableOptions, _ language: Language, isReadTwice: Bool = false
  ) throws(Failure) {
    self.options = options
    inputs = try files.map { file throws(Failure) in
      try ReadableInput(file, isReadTwice: isReadTwice, language)
    }
    names = files
    try open(language)
  }

  /// Opens the tables anew, from their start.
  mutating func rewind(_ language: Language) throws(Failure) {
    readers = []
    try open(language)
  }

  private mutating func open(_ language: Language) throws(Failure) {
    for input in inputs {
      do throws(TableError) {
        readers.append(try TableReader(source: try input.source(), options: options))
      } catch {
        throw Failure(error, language)
      }
    }
  }

  /// Refuses tables without a column that says where. `asksItself` for a command that can ask a remote service,
  /// `companiesSuffice` when it asks one to which company numbers say it.
  func requireLocation(
    _ language: Language, asksItself: Bool = false, companiesSuffice: Bool = false
  ) throws(Failure) {
    for (name, layout) in zip(names, layouts) where !layout.hasLocation {
      if companiesSuffice, layout.column(.siret) != nil { continue }
      let seen = TableErrorWords(language: language).list(layout.columns.map(\.name))
      let advice = ProblemWords(language: language).advice(without: layout, file: name, asksItself: asksItself)
      throw Failure(
        .data,
        language.choose(
          "\(name) : aucune colonne ne dit où (code postal, ville, adresse, coordonnées) ; colonnes vues : \(seen) ; "
            + advice,
          "\(name): no column says where (postal code, city, address, coordinates); columns seen: \(seen); \(advice)"))
    }
  }

  /// Refuses tables of a header alone: there is nothing to draw.
  func requireRows(_ language: Language) throws(Failure) {
    guard layouts.allSatisfy({ $0.problems.contains { $0.kind == .noRecords } }) else { return }
    let names = names.joined(separator: ", ")
    throw Failure(
      .data,
      language.choose(
        "\(names) : un en-tête et aucune ligne ; il n'y a rien à placer",
        "\(names): a header and no rows; there is nothing to place"))
  }

  /// Says on standard error what a reader of the result should know about how the tables were understood; `writesCSV` for a
  /// command that writes the tables again, with or without a header.
  func reportProblems(_ language: Language, writesCSV: Bool = false) {
    let words = ProblemWords(language: language)
    let hasHeader = layouts.contains { $0.headerRow != nil }
    for (name, layout) in zip(names, layouts) {
      var texts = layout.problems.filter(words.isWorthSaying).map { words.text($0, layout) }
      // Who says so himself knows.
      if layout.headerRow == nil, options.hasHeader != false {
        texts.append(words.noHeader(isWritten: writesCSV && !hasHeader))
      }
      for text in texts { Console.error(language.choose("\(name) : \(text)", "\(name): \(text)")) }
    }
  }

  /// Calls `body` with each batch of each table, in order; shows progress on a terminal.
  func forEachBatch(
    _ messages: MessageStyle, _ body: (RecordBatch, Int) throws(Failure) -> Void
  ) throws(Failure) {
    var progress = Progress(readers: readers, messages)
    var rows = 0
    defer { progress.clear() }
    for (table, reader) in readers.enumerated() {
      while true {
        let batch: RecordBatch?
        do throws(TableError) {
          batch = try reader.nextBatch()
        } catch {
          throw Failure(error, messages.language)
        }
        guard let batch else { break }
        try body(batch, table)
        rows += batch.count
        progress.show(rows: rows, bytesRead: readers.reduce(0) { $0 + $1.bytesRead })
      }
    }
  }
}
