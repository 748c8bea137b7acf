import ArgumentParser
import Geocoding
import Glibc
import TableGeocoding
import Tables

/// `cartomarches geocode FILE... [-o FILE]`.
struct GeocodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "geocode", abstract: "Adds coordinates and what is known of them to the rows of tables.",
    discussion: "Every row comes out once, in order, its cells unchanged. `-` is standard input or output.")

  @Argument(help: "The tables; several are compiled into one.")
  var files: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write (default: standard output).", valueName: "FILE"))
  var output = "-"

  @Option(help: "csv or jsonl (default: by the extension of -o, else csv).")
  var format: Format?

  /// The forms that tables are written in.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case csv, jsonl
  }

  @Option(
    help: ArgumentHelp(
      "Threads that read and geocode (default: one per core).", valueName: "N"))
  var threads: Int?

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Geocoding") var geocoding: GeocodingOptions
  @OptionGroup(title: "Remote geocoding") var remote: RemoteOptions
  @OptionGroup(title: "Output") var writing: WritingOptions
  @OptionGroup var common: CommonOptions

  private static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  private func usedFormat(_ language: Language) throws(Failure) -> Format {
    if let format { return format }
    let suffix = output.split(separator: ".").last?.lowercased() ?? ""
    switch suffix {
    case "jsonl", "ndjson": return .jsonl
    case "xlsx", "xls", "ods", "json", "geojson":
      throw Failure(
        .usage,
        language.choose(
          "-o \(output) : geocode écrit du CSV ou du JSON par lignes ; nommez le fichier .csv (avec --excel pour un "
            + "tableur) ou .jsonl, ou donnez --format",
          "-o \(output): geocode writes CSV or JSON lines; name the file .csv (with --excel for a spreadsheet) or "
            + ".jsonl, or give --format"))
    default: return .csv
    }
  }

  func run() throws {
    let language = common.language
    var style = writing.style
    style.isJSONLines = try usedFormat(language) == .jsonl
    let resolver = try geocoding.resolver(language)
    let provider = try remote.provider(language)
    var tables = try InputTables(
      files, try input.tableOptions(language, resolver.gazetteer), language, isReadTwice: provider != nil)
    try tables.requireLocation(language, remote: remote)
    if !common.quiet { tables.reportProblems(language) }
    let asked = try provider.map { provider throws(Failure) in
      try remote.ask(provider, about: &tables, resolver, common)
    }
    guard !remote.dryRun else { return }

    let geocoder = ParallelGeocoder(
      resolver: resolver, layouts: tables.layouts, names: tables.names, style: style, overlay: asked?.overlay,
      threads: threads ?? Self.coreCount)
    let sink = try GeocodedOutput(path: output, Progress(readers: tables.readers, common), language)
    try sink.write(geocoder.header())
    do throws(GeocodingRunError<Failure>) {
      try geocoder.run(tables.readers) { (bytes, progress) throws(Failure) in try sink.write(bytes, progress) }
    } catch {
      sink.clear()
      switch error {
      case .reading(let error): throw Failure(error, language)
      case .writing(let failure): throw failure
      }
    }
    sink.clear()
    try sink.commit()
    // The process ends: taking apart what is known of some ten thousand places would take a tenth of its time.
    _ = Unmanaged.passRetained(geocoder)
    try writing.finish(geocoder.summary(), common)
    try asked?.finish()
  }
}

/// Where a geocoded table goes, and the line that says how far it is. One thread at a time writes, not always the same:
/// hence `@unchecked Sendable`.
private final class GeocodedOutput: @unchecked Sendable {
  private let file: OutputFile?
  private var progress: Progress

  init(path: String, _ progress: Progress, _ language: Language) throws(Failure) {
    file = path == "-" ? nil : try OutputFile(path: path, language: language)
    self.progress = progress
  }

  func write(_ bytes: [UInt8]) throws(Failure) {
    if let file { try file.write(bytes) } else { try Console.output(bytes) }
  }

  func write(_ bytes: UnsafeRawBufferPointer, _ state: ParallelGeocoder.Progress) throws(Failure) {
    if let file { try file.write(bytes) } else { try Console.output(bytes) }
    progress.show(rows: state.rows, bytesRead: state.bytesRead)
  }

  /// Takes the line off the terminal.
  func clear() { progress.clear() }

  /// Puts the file in its place.
  func commit() throws(Failure) { try file?.commit() }
}

/// Options of the commands that write geocoded tables.
struct WritingOptions: ParsableArguments {
  @Flag(help: "For spreadsheets: a byte order mark, and CR LF at line ends.")
  var excel = false

  @Flag(help: "Put an apostrophe before cells that a spreadsheet would run as a formula.")
  var safeCells = false

  @Option(help: ArgumentHelp("Write the counts of the run as JSON.", valueName: "FILE"))
  var summary: String?

  @Flag(help: "End with 1 when a row could not be placed.")
  var failOnUnplaced = false

  var style: OutputStyle { OutputStyle(isForSpreadsheets: excel, hasSafeCells: safeCells) }

  /// Reports the counts of a run, and ends with 1 if rows were not to be left unplaced.
  func finish(_ counts: GeocodingSummary, _ common: CommonOptions) throws(Failure) {
    let text = SummaryText(summary: counts, language: common.language)
    if let summary {
      let file = try OutputFile(path: summary, language: common.language)
      try file.write(text.json())
      try file.commit()
    }
    if !common.quiet {
      for line in text.lines(isVerbose: common.verbose) { Console.error(line) }
    }
    if failOnUnplaced, counts.unplaced > 0 {
      throw Failure(.unplaced, text.unplacedLine)
    }
  }
}
