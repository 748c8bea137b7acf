/// One table of `gazetteer/`: a header and rows sorted by the bytes of their columns, from the first on.
public struct GazetteerTable: Sendable {
  /// The file's name.
  public let file: String
  /// The names of the columns.
  public let header: [String]
  /// The rows, sorted, each with as many values as the header.
  public let rows: [[String]]

  /// Sorts the rows. Values that the form cannot hold (`;`, `"`, line breaks) are refused; two equal rows are.
  init(file: String, header: [String], rows: [[String]], report: BuildReport) {
    self.file = file
    self.header = header
    self.rows = rows.sorted(by: Self.precedes)
    for row in self.rows where row.contains(where: { $0.utf8.contains(where: Self.isUnwritable) }) {
      report.refuse(file, nil, "a value holds a delimiter, a quote or a line break: \(row)")
    }
    for (row, next) in zip(self.rows, self.rows.dropFirst()) where row == next {
      report.refuse(file, nil, "two rows are equal: \(row)")
    }
  }

  /// The file's bytes: UTF-8, `;`, LF, a header line. O(n).
  public var bytes: [UInt8] {
    var bytes = Array(header.joined(separator: ";").utf8)
    bytes.append(0x0A)
    for row in rows {
      for (index, value) in row.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ";")) }
        bytes.append(contentsOf: value.utf8)
      }
      bytes.append(0x0A)
    }
    return bytes
  }

  private static func isUnwritable(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ";") || byte == UInt8(ascii: "\"") || byte < 0x20
  }

  private static func precedes(_ row: [String], _ other: [String]) -> Bool {
    for (value, otherValue) in zip(row, other) where !value.utf8.elementsEqual(otherValue.utf8) {
      return value.utf8.lexicographicallyPrecedes(otherValue.utf8)
    }
    return false
  }
}

/// A number with a fixed count of decimals and no exponent, the same on every machine: `48.85660`, `-0.50000`.
func decimal(_ value: Double, decimals: Int) -> String {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let scaled = Int((value * scale).rounded())
  let digits = String(abs(scaled))
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  return (scaled < 0 ? "-" : "") + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}

/// Degrees with 5 decimals, about a metre.
func degrees(_ value: Double?) -> String { value.map { decimal($0, decimals: 5) } ?? "" }

/// A value with what the tables' form cannot hold replaced.
func cleaned(_ text: String, _ file: SourceFile, _ row: SourceRow, _ report: BuildReport) -> String {
  guard text.contains("\"") || text.contains(";") else { return text }
  let cleaned = String(text.map { $0 == "\"" ? "'" : $0 == ";" ? "," : $0 })
  report.repair(.cleanedValue, file.name, row.line, "\"\(text)\" is written \"\(cleaned)\"")
  return cleaned
}
