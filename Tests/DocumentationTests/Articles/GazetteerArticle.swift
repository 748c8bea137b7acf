import Gazetteer

/// The examples of Gazetteer.md.
func gazetteerArticle(_ print: (Any) -> Void) throws {
  let gazetteer = try Gazetteer.embedded()
  print(gazetteer.communes(ofPostcode: "59530").count)  // 15
  print(gazetteer.cedexCode("59605")?.label ?? "no CEDEX")  // MAUBEUGE CEDEX

  for place in gazetteer.places(named: PlaceNameKey("QUESNOY (LE)")) {
    print("\(place.citycode) \(gazetteer.commune(place.citycode)?.name ?? "")")
  }
  // 59481 Le Quesnoy
  // 80617 Parvillers-le-Quesnoy
}
