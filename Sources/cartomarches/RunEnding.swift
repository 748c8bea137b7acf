import TableGeocoding

/// What is said of the rows at the end of a run.
struct RunEnding {
  /// The file for the counts as JSON; `nil` for none.
  var summaryFile: String?
  /// Whether rows that could not be placed make the run end with 1.
  var failsOnUnplaced = false

  /// True when nobody hears of the counts.
  func ignoresCounts(_ messages: MessageStyle) -> Bool { messages.isQuiet && summaryFile == nil && !failsOnUnplaced }

  /// Reports the counts of a run, and ends with 1 if rows were not to be left unplaced.
  func finish(_ counts: GeocodingSummary, _ messages: MessageStyle) throws(Failure) {
    let text = SummaryText(summary: counts, language: messages.language)
    if let summaryFile {
      let file = try OutputFile(path: summaryFile, language: messages.language)
      try file.write(text.json())
      try file.commit()
    }
    if !messages.isQuiet {
      for line in text.lines(isVerbose: messages.isVerbose) { Console.error(line) }
    }
    if failsOnUnplaced, counts.unplaced > 0 {
      throw Failure(.unplaced, text.unplacedLine)
    }
  }
}
