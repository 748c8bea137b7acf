import Geodesy

extension ReferenceSystem {
  /// The system as Esri's well-known text (WKT 1), the content of a `.prj` file.
  public var wellKnownText: String {
    func angle(_ degrees: Double) -> String { degrees.description }
    let network =
      "GEOGCS[\"\(networkName)\",DATUM[\"\(datumName)\",SPHEROID[\"\(ellipsoid.name)\","
      + "\(ellipsoid.semiMajorAxisMetres),\(ellipsoid.inverseFlattening)]],PRIMEM[\"Greenwich\",0.0],"
      + "UNIT[\"Degree\",0.0174532925199433]]"
    let method: String
    let parameters: [(String, Double)]
    switch projection {
    case .geographic:
      return network
    case .webMercator:
      method = "Mercator_Auxiliary_Sphere"
      parameters = [
        ("False_Easting", 0), ("False_Northing", 0), ("Central_Meridian", 0), ("Standard_Parallel_1", 0),
        ("Auxiliary_Sphere_Type", 0),
      ]
    case .lambertConic(let conic):
      method = "Lambert_Conformal_Conic"
      parameters = [
        ("False_Easting", conic.falseEastingMetres), ("False_Northing", conic.falseNorthingMetres),
        ("Central_Meridian", conic.originLongitude), ("Standard_Parallel_1", conic.standardParallels[0]),
        ("Standard_Parallel_2", conic.standardParallels[1]), ("Latitude_Of_Origin", conic.originLatitude),
      ]
    case .transverseMercator(let mercator):
      method = "Transverse_Mercator"
      parameters = [
        ("False_Easting", mercator.falseEastingMetres), ("False_Northing", mercator.falseNorthingMetres),
        ("Central_Meridian", mercator.originLongitude), ("Scale_Factor", mercator.scale), ("Latitude_Of_Origin", 0),
      ]
    }
    let listed = parameters.map { "PARAMETER[\"\($0.0)\",\(angle($0.1))]," }.joined()
    return "PROJCS[\"\(name)\",\(network),PROJECTION[\"\(method)\"],\(listed)UNIT[\"Meter\",1.0]]"
  }

  /// The system that a `.prj` file names, if it is one of those this program writes.
  public init?(wellKnownText: String) {
    let parts = wellKnownText.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let zones = (1...60).flatMap { [ReferenceSystem(epsg: 32600 + $0), ReferenceSystem(epsg: 32700 + $0)] }
    guard let found = (Self.all + zones.compactMap { $0 }).first(where: { $0.name == parts[1] }) else { return nil }
    self = found
  }
}
