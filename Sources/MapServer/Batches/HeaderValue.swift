/// The value of a header field with its parameters: `form-data; name="data"; filename="marches.csv"`.
struct HeaderValue {
  /// What stands before the parameters.
  var text = ""
  /// The parameters by their names in lower case; of two alike the first.
  var parameters: [String: String] = [:]

  /// Reads a value; quoted parameters may hold `;`, and `\"` for a quote. What browsers write as %22 stays so.
  init(_ value: String) {
    var pieces: [String] = [""]
    var isQuoted = false
    var isEscaped = false
    for character in value {
      if isEscaped {
        pieces[pieces.count - 1].append(character)
        isEscaped = false
      } else if isQuoted, character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if character == ";", !isQuoted {
        pieces.append("")
      } else {
        pieces[pieces.count - 1].append(character)
      }
    }
    text = Self.trimmed(pieces[0][...])
    for piece in pieces.dropFirst() {
      let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = Self.trimmed(parts[0]).lowercased()
      guard parts.count == 2, parameters[name] == nil else { continue }
      parameters[name] = Self.trimmed(parts[1])
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " || $0 == "\t" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
