import Testing

@testable import Tables

@Suite struct ElementTableTests {
  @Test(arguments: [("suppliers.json", TableFormat.json), ("suppliers.jsonl", .jsonl)])
  func cellsAreThoseOfTheText(_ name: String, _ format: TableFormat) throws {
    let text = try SpreadsheetFixture.table("suppliers.csv")
    let table = try SpreadsheetFixture.table(name)
    #expect(table.layout.format == format)
    #expect(table.header == text.header)
    #expect(table.rows == text.rows.filter { !$0.isEmpty })
    #expect(table.lines == [1, 2, 3, 4])
  }

  @Test func nestedValuesHaveNamesWithDots() throws {
    let table = try SpreadsheetFixture.table(
      json: """
        [{"nom": "A", "siege": {"code postal": "59530", "geo": {"lat": 50.25}}, "lots": [1, "deux", true], "vide": null},
         {"nom": "B", "notes": [{"n": 1}, "x\\"y"], "siege": {"ville": "LE QUESNOY"}, "lots": [], "vide": "plein"}]
        """)
    #expect(table.header == ["nom", "notes", "siege.ville", "siege.code postal", "siege.geo.lat", "lots", "vide"])
    #expect(
      table.rows == [
        ["A", "", "", "59530", "50.25", "1, deux, true"],
        ["B", #"[{"n":1},"x\"y"]"#, "LE QUESNOY", "", "", "", "plein"],
      ])
  }

  @Test(arguments: [
    (#"{"total_count": 2, "results": [{"ville": "LILLE"}, {"ville": "LENS"}]}"#, [["LILLE"], ["LENS"]]),
    (#"{"ville": "LILLE"}"#, [["LILLE"]]),
    ("{\"ville\": \"LILLE\"}\n\n{\"ville\": \"LENS\"}\n", [["LILLE"], ["LENS"]]),
    (#"[{"ville": "L\u00c9NS \ud83d\ude00 \ud83d \u0041"}]"#, [["LÉNS 😀 \u{FFFD} A"]]),
    (#"[{"ville": "premier", "ville": "dernier"}]"#, [["dernier"]]),
    (
      #"[{"ville": 59530.0}, {"ville": 1e400}, {"ville": NaN}, {"ville": -0.50}]"#,
      [["59530"], ["1e400"], [], ["-0.50"]]
    ),
    (#"[{"ville": 123456789012345678901234567890}]"#, [["123456789012345678901234567890"]]),
    ("\u{FEFF}[{\"ville\": \"a;b\\\"c\\nd\"}]", [["a;b\"c\nd"]]),
  ])
  func documents(_ json: String, _ rows: [[String]]) throws {
    let table = try SpreadsheetFixture.table(json: json)
    #expect(table.header == ["ville"])
    #expect(table.rows == rows)
  }

  @Test func rowsOfJSONLinesAreTheirLines() throws {
    let table = try SpreadsheetFixture.table(json: "{\"ville\": \"A\"}\n\n\n{\"ville\": \"B\"}\n{\"ville\": \"C\"}")
    #expect(table.lines == [1, 4, 5])
  }

  @Test(arguments: ["keys", "columns", "fields"]) func keysNameTheColumnsOfLists(_ key: String) throws {
    let table = try SpreadsheetFixture.table(
      json: #"{"source": "x", "\#(key)": ["postcode", "city", "geo"], "index": [0, 1], "data": "#
        + #"[["59530", "LE QUESNOY", {"lat": 50.25}], ["59000", "LILLE"]]}"#)
    #expect(table.header == ["postcode", "city", "geo.lat"])
    #expect(table.rows == [["59530", "LE QUESNOY", "50.25"], ["59000", "LILLE"]])
    #expect(table.layout.column(.postcode)?.index == 0 && table.layout.column(.city)?.index == 1)
    // Wherever they stand, and fewer than there are columns.
    let after = try SpreadsheetFixture.table(json: #"{"data": [["59530", "x"], ["59000", "y"]], "\#(key)": ["cp"]}"#)
    #expect(after.header == ["cp", "column_2"] && after.rows.count == 2)
    // Objects have keys of their own.
    let objects = try SpreadsheetFixture.table(json: #"{"\#(key)": ["a"], "data": [{"ville": "LILLE"}]}"#)
    #expect(objects.header == ["ville"])
  }

  @Test func listsOfListsHaveTheirOwnHeader() throws {
    let table = try SpreadsheetFixture.table(
      json: #"[["Nom", "Code postal"], ["BÂTI NORD", "59530"], ["ÉD", 1000], []]"#)
    #expect(table.header == ["Nom", "Code postal"])
    #expect(table.rows == [["BÂTI NORD", "59530"], ["ÉD", "1000"]])
    let lines = try SpreadsheetFixture.table(json: "[\"Nom\", \"Code postal\"]\n[\"BÂTI NORD\", 59530]\n")
    #expect(lines.header == table.header)
    #expect(lines.rows == [["BÂTI NORD", "59530"]])
    #expect(lines.layout.format == .jsonl)
  }

  @Test func pointsOfGeoJSON() throws {
    let table = try SpreadsheetFixture.table(
      json: """
        {"type": "FeatureCollection", "name": "f", "features": [
          {"type": "Feature", "id": 7, "properties": {"nom": "A"}, "geometry": {"type": "Point", "coordinates": [3.63, 50.25, 9]}},
          {"type": "Feature", "properties": {"nom": "B"}, "geometry": null},
          {"type": "Feature", "properties": {"nom": "C"}, "geometry": {"type": "Polygon", "coordinates": [[[0, 0]]]}}]}
        """)
    #expect(table.header == ["id", "nom", "latitude", "longitude"])
    #expect(table.rows == [["7", "A", "50.25", "3.63"], ["", "B"], ["", "C"]])
    #expect(table.layout.column(.latitude)?.header == "latitude")
  }

  /// Keys that come after the part that the columns are known from are kept, and said.
  @Test func lateKeysAreKeptApart() throws {
    let json = """
      {"ville": "LILLE", "texte": "x"}
      {"ville": "LENS", "neuf": {"a": ["é\\n"]}, "encore": 1}
      {"ville": "LOOS", "encore": 2}
      """
    let source = ByteSource(bytes: Array(json.utf8), name: "j")
    let document = try ElementTable(source, isMarkup: false, options: TableOptions(), sampleBytes: 40)
    let table = try ReadTable(ByteSource(rendered: document, path: "j", size: nil), TableOptions())
    #expect(table.header == ["ville", "texte", "other_keys"])
    #expect(
      table.rows == [
        ["LILLE", "x"], ["LENS", "", #"{"neuf.a":["é\n"],"encore":1}"#], ["LOOS", "", #"{"encore":2}"#],
      ])
    let late = table.problems.filter { $0.kind == .unknownKey }
    #expect(
      late == [TableProblem(.unknownKey, row: 2, text: "neuf.a"), TableProblem(.unknownKey, row: 2, text: "encore")])
    #expect(table.lines == [1, 2, 3])
  }

  @Test(arguments: [
    ("[{\"a\": 1}, {\"a\"", TableError.truncated(path: "j")), ("[{\"a\": \"x", .truncated(path: "j")),
    ("[{\"a\": 1}\n{\"a\": 2}]", .damaged(path: "j", part: "", line: 2)),
    ("[{\"a\": 1},\n\n]", .damaged(path: "j", part: "", line: 3)),
    ("[{\"a\": vrai}]", .damaged(path: "j", part: "", line: 1)),
    ("[{\"a\": \"\\u00zz\"}]", .damaged(path: "j", part: "", line: 1)), ("[]", .emptyFile(path: "j")),
    ("{\"marches\": []}", .emptyFile(path: "j")), ("{\"a\": 1}}", .damaged(path: "j", part: "", line: 1)),
    (String(repeating: "[", count: 1 << 20), .damaged(path: "j", part: "", line: 1)),
    ("[" + String(repeating: "{\"a\":", count: 1 << 20), .damaged(path: "j", part: "", line: 1)),
  ])
  func brokenDocumentsAreRefused(_ json: String, _ expected: TableError) {
    #expect(SpreadsheetFixture.error { ByteSource(bytes: Array(json.utf8), name: "j") } == expected)
  }

  /// Bytes that are no UTF-8 are read as those of a text are: as Windows-1252, and said.
  @Test func bytesOfAnotherEncoding() throws {
    let bytes = Array("[{\"ville\": \"B".utf8) + [0xE9] + Array("THUNE\"}]".utf8)
    let table = try ReadTable(ByteSource(bytes: bytes, name: "j"), TableOptions())
    #expect(table.rows == [["BéTHUNE"]])
  }
}
