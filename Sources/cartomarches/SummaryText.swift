import Geocoding
import MapLayers
import SupplierMaps
import TableGeocoding

/// The counts of a run, as lines for a person and as JSON.
struct SummaryText {
  var summary: GeocodingSummary
  var language: Language

  var unplacedLine: String {
    language.choose(
      "non placées : \(summary.unplacedRecords) sur \(rows(summary.rows))",
      "not placed: \(summary.unplacedRecords) of \(rows(summary.rows))")
  }

  /// Rows, what placed them, why others were not, and the values that failed most.
  func lines(isVerbose: Bool) -> [String] {
    var lines = [
      language.choose(
        "\(rows(summary.rows)), \(placed(summary.placed))\(list(methods))",
        "\(rows(summary.rows)), \(placed(summary.placed))\(list(methods))")
    ]
    if summary.otherRows > 0 {
      lines.append(
        language.choose(
          "\(rows(summary.otherRows)) sans marché\(list(otherRows))",
          "\(rows(summary.otherRows)) without a contract\(list(otherRows))"))
    }
    let unplaced = summary.unplacedRecords
    if unplaced > 0 {
      lines.append(
        language.choose(
          "\(unplaced) non \(unplaced < 2 ? "placée" : "placées")\(list(reasons))",
          "\(unplaced) not placed\(list(reasons))"))
      let worst = summary.worstValues()
      if !worst.isEmpty {
        let values = worst.map { value in
          let quoted = language.quoted(value.text)
          return value.rows > 1 ? "\(quoted) × \(value.rows)" : quoted
        }
        lines.append("  " + values.joined(separator: ", "))
      }
    }
    if isVerbose {
      for (code, rows) in notes { lines.append("  \(code): \(rows)") }
    }
    return lines
  }

  /// What became of the holders that stand beside the first in their rows; `nil` without any.
  func furtherHolders(_ content: SupplierMapContent) -> String? {
    let (count, placed) = (content.furtherHolderCount, content.placedFurtherHolderCount)
    guard count > 0 else { return nil }
    return language.choose(
      "\(count) \(count < 2 ? "autre titulaire" : "autres titulaires") dans ces lignes, \(self.placed(placed))",
      "\(count) further \(count == 1 ? "holder" : "holders") in these rows, \(placed) placed")
  }

  private func rows(_ count: Int) -> String { language.rows(count) }

  private func placed(_ count: Int) -> String {
    language.choose(count < 2 ? "\(count) placée" : "\(count) placées", "\(count) placed")
  }

  private var methods: [(String, Int)] {
    PlacementMethod.allCases.compactMap { method in summary.rowsByMethod[method].map { (method.rawValue, $0) } }
  }

  private var reasons: [(String, Int)] {
    PlacementStatus.allCases.compactMap { status in
      let rows = summary.rowsByStatus[status, default: 0]
      let others =
        switch status {
        case .foreign: summary.rowsByMethod[.foreignCity, default: 0]
        case .empty: summary.otherRows
        default: 0
        }
      return status == .ok || rows == others ? nil : (status.rawValue, rows - others)
    }
  }

  private var otherRows: [(String, Int)] {
    PlacementNote.Code.ofOtherRows.compactMap { code in summary.rowsByNote[code].map { (code.rawValue, $0) } }
  }

  private var notes: [(String, Int)] {
    PlacementNote.Code.allCases.compactMap { code in summary.rowsByNote[code].map { (code.rawValue, $0) } }
  }

  private func list(_ counts: [(String, Int)]) -> String {
    counts.isEmpty ? "" : language.choose(" : ", ": ") + counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  /// One JSON document: rows, placed, unplaced, other_rows (those among the unplaced that are no contract), by_status, by_method, by_note, worst_values.
  func json() -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    for (key, value) in [
      ("rows", summary.rows), ("placed", summary.placed), ("unplaced", summary.unplaced),
      ("other_rows", summary.otherRows),
    ] {
      json.key(key)
      json.integer(value)
    }
    let statuses = PlacementStatus.allCases.compactMap { status in
      summary.rowsByStatus[status].map { (status.rawValue, $0) }
    }
    for (key, counts) in [("by_status", statuses), ("by_method", methods), ("by_note", notes)] {
      json.key(key)
      json.beginObject()
      for (name, rows) in counts {
        json.key(name)
        json.integer(rows)
      }
      json.endObject()
    }
    json.key("worst_values")
    json.beginArray()
    for value in summary.worstValues() {
      json.beginObject()
      json.key("value")
      json.text(value.text)
      json.key("rows")
      json.integer(value.rows)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.takeBytes() + [0x0A]
  }
}
