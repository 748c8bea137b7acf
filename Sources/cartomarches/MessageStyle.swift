import Geocoding

/// How much a command says beside its result, and in which language.
struct MessageStyle {
  var language: Language
  /// No summary, no progress.
  var isQuiet = false
  var isVerbose = false
}
