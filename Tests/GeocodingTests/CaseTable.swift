import Foundation
import Gazetteer
import Testing

@testable import Geocoding

/// One row of a table of cases.
struct LocationCase: CustomTestStringConvertible {
  var line: String
  var query: LocationQuery
  /// INSEE codes or status words, any of which is right.
  var expected: [String]
  /// What must stand beside it: a method, a département or a country.
  var detail: String?

  var testDescription: String { line }

  /// What the placement is instead of what it should be; `nil` when it is right.
  func fault(_ placement: Placement) -> String? {
    let isRight =
      switch expected[0] {
      case "departement": placement.method == .departement && placement.departement == detail
      case "collectivity": placement.method == .collectivity && placement.departement == detail
      case "not-found" where detail != nil:
        placement.status == .notFound && placement.notes.contains { $0.code.rawValue == detail }
      case "foreign": placement.status == .foreign && placement.notes.contains { $0.detail.hasPrefix(detail ?? "") }
      default:
        expected.contains(placement.citycode.isEmpty ? placement.status.rawValue : placement.citycode)
          && (detail == nil || placement.method?.rawValue == detail)
      }
    guard !isRight else { return nil }
    let notes = placement.notes.map(\.text).joined(separator: "; ")
    return "\(line)  ->  \(placement.status.rawValue) \(placement.citycode) \(placement.method?.rawValue ?? "-") "
      + "\(placement.label) [\(notes)]"
  }
}

enum CaseTable {
  /// Rows `cell | ... | expected detail  # why`; the roles of the cells before the last are given.
  static func read(_ table: String, _ roles: [WritableKeyPath<LocationQuery, String>?]) -> [LocationCase] {
    table.split(separator: "\n").map { line in
      let withoutReason = line.range(of: "  #").map { line[..<$0.lowerBound] } ?? line
      let cells = withoutReason.split(separator: "|", omittingEmptySubsequences: false).map {
        String($0).replacingOccurrences(of: "⏎", with: "\n")
      }
      precondition(cells.count == roles.count + 1, "\(line)")
      var query = LocationQuery()
      for (role, cell) in zip(roles, cells) {
        // One space beside the bar belongs to the table's form; further ones are the cell's.
        var text = cell.hasSuffix(" ") ? String(cell.dropLast()) : cell
        if text.hasPrefix(" ") { text.removeFirst() }
        if text.contains("∅") { continue }
        if let role { query[keyPath: role] = text } else { setNamed(text, in: &query) }
      }
      let right = cells[roles.count].split(separator: " ").map(String.init)
      return LocationCase(
        line: line.trimmingCharacters(in: .whitespaces), query: query,
        expected: right[0].split(separator: "/").map(String.init), detail: right.count > 1 ? right[1] : nil)
    }
  }

  /// `country=BE`, `coordinates=50.2;3.6`.
  private static func setNamed(_ text: String, in query: inout LocationQuery) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch parts[0] {
    case "country": query.country = parts[1]
    case "siret": query.siret = parts[1]
    case "citycode": query.citycode = parts[1]
    default:
      let pair = parts[1].split(separator: ";", omittingEmptySubsequences: false).map(String.init)
      (query.latitude, query.longitude) = (pair[0], pair[1])
    }
  }
}

/// One resolver for all tests of the target: its indexes are built once.
let testedResolver: Resolver = {
  do { return Resolver(gazetteer: try .embedded()) } catch { fatalError("no gazetteer: \(error)") }
}()
