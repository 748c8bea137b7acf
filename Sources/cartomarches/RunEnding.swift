import Geocoding
import TableGeocoding

/// What is said of the rows at the end of a run.
struct RunEnding {
  /// The file for the counts as JSON; `nil` for none.
  var summaryFile: String?
  /// Whether rows that could not be placed make the run end with 1.
  var failsOnUnplaced = false

  /// Refuses to mix the counts with a result that goes to standard output.
  func check(output: String, _ language: Language) throws(Failure) {
    guard summaryFile == "-", output == "-" else { return }
    throw Failure(
      .usage,
      language.choose(
        "--summary - : la sortie standard a déjà le résultat ; donnez -o FICHIER, ou un fichier à --summary",
        "--summary -: standard output has the result already; give -o FILE, or a file to --summary"))
  }

  /// True when nobody hears of the counts.
  func ignoresCounts(_ messages: MessageStyle) -> Bool { messages.isQuiet && summaryFile == nil && !failsOnUnplaced }

  /// Reports the counts of a run, and ends with 1 if rows were not to be left unplaced.
  func finish(_ counts: GeocodingSummary, _ messages: MessageStyle) throws(Failure) {
    try report(counts, messages)
    if failsOnUnplaced, counts.unplacedRecords > 0 {
      throw Failure(.unplaced, SummaryText(summary: counts, language: messages.language).unplacedLine)
    }
  }

  /// Reports the counts of a run.
  func report(_ counts: GeocodingSummary, _ messages: MessageStyle) throws(Failure) {
    let text = SummaryText(summary: counts, language: messages.language)
    if let summaryFile { try OutputFile.write(text.json(), to: summaryFile, messages.language) }
    guard !messages.isQuiet else { return }
    for line in text.lines(isVerbose: messages.isVerbose) { Console.error(line) }
  }
}
