import MapLayers
import SQLite
import SpatialAnalysis

extension SupplierMapContent {
  /// `map.gpkg`: tables `points` (a supplier at a place), `places`, `clusters` and `density`, each with a style that QGIS picks
  /// up. `layer` is the class that gives a point its colour; lists are joined by commas, `contract_list` is JSON. Tables
  /// without features are left out. O(rows).
  ///
  /// Throws what SQLite refuses.
  ///
  /// `cells` are those of the density grid, which may be at hand already.
  public func geoPackage(
    clusters: [PointFeature], density: DensityGrid?, cells: [PolygonFeature]? = nil
  ) throws(SQLiteError) -> [UInt8] {
    let most = mostContractsAtPlace
    let places = GeoPackageWriter.Features.points(count: places.count) { placeFeature($0, mostContracts: most) }
    var tables = [pointTable, placeTable(places, name: "places", title: words.placesTable)]
    tables.append(placeTable(.points(clusters), name: "clusters", title: words.clustersTable))
    if let density { tables.append(densityTable(density, cells ?? density.cellFeatures())) }
    return try GeoPackageWriter.bytes(of: tables.filter { !$0.features.isEmpty })
  }

  private var pointTable: GeoPackageWriter.Table {
    let classes = FacetClasses(options.colourBy ?? options.layerBy, of: self)
    let most = mostContractsOfSupplier
    let features = GeoPackageWriter.Features.points(count: supplierPlaces.count) { number in
      var feature = supplierFeature(supplierPlaces[number], mostContracts: most)
      let main = classes.mainClass(of: supplierPlaces[number].contracts)
      feature.properties.add("layer", classes.classes[main].name)
      return feature
    }
    let style = QGISStyle(
      .classes(
        field: "layer", classes.classes.map { .init(name: DisplayText.inert($0.name), colour: $0.colour) },
        otherColour: QualitativePalette.none),
      labelField: "name")
    return .init(name: "points", title: words.contractsLayer, features: features, style: style)
  }

  private func placeTable(_ features: GeoPackageWriter.Features, name: String, title: String) -> GeoPackageWriter.Table
  {
    let isPlaces = name == "places"
    let style = QGISStyle(
      .circles(
        field: isPlaces ? "contracts" : "point_count",
        colour: isPlaces ? QualitativePalette.colours[1] : QualitativePalette.leftover),
      labelField: isPlaces ? "name" : "point_count")
    return .init(name: name, title: title, features: features, style: style)
  }

  /// A legend of so many colours can be read.
  private static let densityClasses = 8

  private func densityTable(_ density: DensityGrid, _ cells: [PolygonFeature]) -> GeoPackageWriter.Table {
    let top = density.maximum
    // Steps of the square root, as in the picture: else all but the densest cells would have one colour.
    let count = Self.densityClasses
    func value(_ step: Int) -> Double {
      let share = Double(step) / Double(count)
      return top * share * share
    }
    let ranges = (0..<count).map { index -> QGISStyle.Range in
      let (lower, upper) = (value(index), value(index + 1))
      let colour = ColourRamp.viridis.hexadecimal(at: (Double(index) + 0.5) / Double(count))
      // The greatest value is in the last range, however it was rounded.
      return QGISStyle.Range(
        lower: lower, upper: index == count - 1 ? upper * 1.001 : upper, name: words.perSquareKilometre(lower, upper),
        colour: colour)
    }
    return .init(
      name: "density", title: words.heat, features: .areas(cells),
      style: QGISStyle(.ranges(field: "density", ranges)))
  }
}
