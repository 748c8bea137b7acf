import SharedTesting

/// A table with a header, a column of postal codes and nasty cells.
struct RandomTable {
  var delimiter: String
  /// Raw cells, quoted as they stand in the text; the header first.
  var records: [[String]]

  var text: String { records.map { $0.joined(separator: delimiter) + "\n" }.joined() }

  private static let codes = ["59530", "59605", "2500", "75016", "", "N/A", "59 530", "24710", "F-59530", "97150"]
  private static let pieces = [
    "SARL Dupont", "é", "œ", "\"", "\n", ",", ";", "\t", "|", " ", "=1+1", "12,5", "日本", "\u{1F600}", "a", "'", "\\",
  ]

  init(using random: inout SeededGenerator) {
    delimiter = [",", ";", "\t", "|"].randomElement(using: &random) ?? ","
    let columns = Int.random(in: 2...6, using: &random)
    records = [["code postal"] + (1..<columns).map { "libelle \($0)" }]
    for _ in 0..<Int.random(in: 3...40, using: &random) {
      let code = Self.codes.randomElement(using: &random) ?? ""
      records.append([code] + (1..<columns).map { _ in Self.cell(using: &random, delimiter: delimiter) })
    }
  }

  private static func cell(using random: inout SeededGenerator, delimiter: String) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...4, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
    let needsQuotes = text.contains { $0 == "\"" || $0 == "\n" || String($0) == delimiter }
    guard needsQuotes || Bool.random(using: &random) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
