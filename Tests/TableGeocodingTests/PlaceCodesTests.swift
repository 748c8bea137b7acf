import Gazetteer
import TableGeocoding
import Tables
import Testing

struct PlaceCodesTests {
  /// Codes and names of INSEE's register and La Poste's tables.
  @Test func theGazetteerKnowsCodesAndWhoseTheyAre() throws {
    let codes = PlaceCodes(try Gazetteer.embedded())
    for (code, role, exists) in [
      ("59481", ColumnRole.citycode, true), ("2A004", .citycode, true), ("50508", .citycode, true),
      ("59000", .citycode, false),
      ("80317", .citycode, true), ("79999", .citycode, false), ("59530", .postcode, true), ("59605", .postcode, true),
      ("59999", .postcode, false),
    ] {
      #expect(codes.exists(code, role) == exists, "\(code) \(role)")
    }
    for (code, role, city, expected) in [
      ("59481", ColumnRole.citycode, "LE QUESNOY", true), ("80317", .citycode, "Cherbourg-en-Cotentin", false),
      ("75111", .citycode, "Paris", true), ("59530", .postcode, "Ruesnes", true), ("59530", .postcode, "Lille", false),
      ("75011", .postcode, "PARIS", true), ("59605", .postcode, "Maubeuge", true), ("59481", .citycode, "zzyzx", nil),
    ] as [(String, ColumnRole, String, Bool?)] {
      #expect(codes.isOf(code, role, city) == expected, "\(code) \(city)")
    }
  }
}
