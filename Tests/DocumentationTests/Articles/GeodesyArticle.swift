import Geodesy

/// The examples of Geodesy.md.
func geodesyArticle(_ print: (Any) -> Void) throws {
  let leQuesnoy = Coordinate(latitude: 50.2486, longitude: 3.6364)
  let lille = Coordinate(latitude: 50.6365, longitude: 3.0635)
  print(Int(leQuesnoy.distance(to: lille).rounded()))  // 59214

  let position = ReferenceSystem.lambert93.grid(of: leQuesnoy)
  print("\(Int(position.easting.rounded())) \(Int(position.northing.rounded()))")  // 745446 7016920

  print(ReferenceSystem.official(at: Coordinate(latitude: -21.115, longitude: 55.536))?.epsg ?? 0)  // 2975
}
