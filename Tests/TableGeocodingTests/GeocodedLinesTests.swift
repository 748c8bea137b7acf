import Foundation
import TableGeocoding
import Tables
import Testing

@Suite struct GeocodedLinesTests {
  private func objects(_ tables: [String]) throws -> [[String: Any]] {
    let (text, _) = try geocoded(tables, style: OutputStyle(isJSONLines: true))
    return try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func aRowIsAnObject() throws {
    let found = try objects(["nom;cp;note\n\"A \"\"B\"\" \\ é\";59605;\"x\ny\tz\u{1}\"\nC;;\n"])
    #expect(found.count == 2)
    #expect(found[0]["nom"] as? String == "A \"B\" \\ é" && found[0]["note"] as? String == "x\ny\tz\u{1}")
    #expect(found[0]["cp"] as? String == "59605" && found[0]["result_label"] as? String == "59605 Maubeuge")
    let latitude = try #require(found[0]["latitude"] as? Double)
    #expect(abs(latitude - 50.277) < 0.01 && found[0]["result_radius_m"] as? Int != nil)
    #expect(found[1]["latitude"] is NSNull && found[1]["result_status"] as? String == "empty")
    #expect(found[1]["cp"] as? String == "")
    #expect(found[0].keys.count == 3 + ResultColumn.usual.count)
  }

  @Test func namesStandOnceInAnObject() throws {
    let found = try objects(["cp;x;x;;latitude\n59530;1;2;3;4\n59600;1;2;3;4\n"])
    #expect(
      found[0]["x"] as? String == "1" && found[0]["x_2"] as? String == "2" && found[0]["column_4"] as? String == "3")
    // The table's latitude is text, the result's a number.
    #expect(Set(found[0].keys).count == 5 + ResultColumn.usual.count)
  }

  @Test func severalTablesNameTheirRows() throws {
    let found = try objects(["cp;a\n59530;1\n59600;2\n", "b;code postal\n3;59230\n4;59570\n"])
    #expect(found.map { $0["source_row"] as? Int } == [2, 3, 2, 3])
    #expect(found.map { $0["source_file"] as? String } == ["table0.csv", "table0.csv", "table1.csv", "table1.csv"])
    #expect(found[2]["cp"] as? String == "59230" && found[2]["a"] is NSNull && found[2]["b"] as? String == "3")
  }
}
