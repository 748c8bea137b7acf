import ArgumentParser
import Geocoding
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

  func run() throws {
    try plain().run(try geocoding.resolver(common.language), remote: remote)
  }

  /// What is asked for in plain values, the gazetteer and remote services aside.
  func plain() throws(Failure) -> GeocodeRun {
    let language = common.language
    var style = writing.style
    let ofFile = format == nil ? try Format.ofFile(output, language) : nil
    style.isJSONLines = (format ?? ofFile) == .jsonl
    return GeocodeRun(
      files: files, output: output, threads: threads, tableOptions: try input.tableOptions(language), style: style,
      ending: writing.ending, messages: common.messages)
  }
}

extension GeocodeCommand.Format {
  /// The form that a file's name asks for.
  static func ofFile(_ output: String, _ language: Language) throws(Failure) -> Self {
    switch FileExtension(output)?.name {
    case "jsonl"?, "ndjson"?: return .jsonl
    case let name? where FileExtension.known.subtracting(["csv", "tsv"]).contains(name):
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
}

/// Options of the commands that write geocoded tables.
struct WritingOptions: ParsableArguments {
  @Flag(help: "For spreadsheets: a byte order mark, and CR LF at line ends.")
  var excel = false

  @Flag(help: "Put an apostrophe before cells that a spreadsheet would run as a formula.")
  var safeCells = false

  @OptionGroup var counting: CountingOptions

  var style: OutputStyle { OutputStyle(isForSpreadsheets: excel, hasSafeCells: safeCells) }

  /// What is said of the rows at the end.
  var ending: RunEnding { counting.ending }
}

/// Options of the commands that geocode, on the counts of their rows.
struct CountingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Write the counts of the run as JSON; `-` is standard output.", valueName: "FILE"))
  var summary: String?

  @Flag(help: "End with 1 when a row could not be placed.")
  var failOnUnplaced = false

  /// What is said of the rows at the end.
  var ending: RunEnding { RunEnding(summaryFile: summary, failsOnUnplaced: failOnUnplaced) }
}
