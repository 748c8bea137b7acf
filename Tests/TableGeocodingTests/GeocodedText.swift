import Gazetteer
import Geocoding
import TableGeocoding
import Tables

/// Geocodes texts of tables and returns the output's text.
func geocoded(
  _ tables: [String], names: [String]? = nil, options: TableOptions = TableOptions(), style: OutputStyle = OutputStyle()
) throws -> (text: String, summary: GeocodingSummary) {
  let names = names ?? tables.indices.map { "table\($0).csv" }
  let readers = try zip(tables, names).map { text, name in
    try TableReader(source: ByteSource(bytes: Array(text.utf8), name: name), options: options)
  }
  let geocoder = TableGeocoder(
    resolver: Resolver(gazetteer: try .embedded()), layouts: readers.map(\.layout), names: names, style: style)
  var output = geocoder.header()
  for (table, reader) in readers.enumerated() {
    while let batch = try reader.nextBatch() { geocoder.append(batch, ofTable: table, to: &output) }
  }
  return (String(decoding: output, as: UTF8.self), geocoder.summary())
}

/// Reads CSV by the letter of RFC 4180, a character at a time: a second opinion, not the program's own scanner.
func parseCSV(_ text: String, delimiter: Character = ",") -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var cell = ""
  var isQuoted = false
  var characters = Array(text.unicodeScalars)[...]
  let separator = delimiter.unicodeScalars.first
  while let scalar = characters.popFirst() {
    if isQuoted {
      if scalar == "\"" {
        if characters.first == "\"" { cell.unicodeScalars.append(characters.removeFirst()) } else { isQuoted = false }
      } else {
        cell.unicodeScalars.append(scalar)
      }
    } else if scalar == "\"" {
      isQuoted = true
    } else if scalar == separator {
      row.append(cell)
      cell = ""
    } else if scalar == "\n" || scalar == "\r" {
      if scalar == "\r", characters.first == "\n" { characters.removeFirst() }
      rows.append(row + [cell])
      row = []
      cell = ""
    } else {
      cell.unicodeScalars.append(scalar)
    }
  }
  if !row.isEmpty || !cell.isEmpty { rows.append(row + [cell]) }
  return rows
}

/// The rows of a geocoded CSV below its header, by column name; a name that occurs twice keeps its first column.
func records(_ text: String, delimiter: Character = ",") -> [[String: String]] {
  let rows = parseCSV(text, delimiter: delimiter)
  guard let header = rows.first else { return [] }
  return rows.dropFirst().map { row in
    Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first })
  }
}
