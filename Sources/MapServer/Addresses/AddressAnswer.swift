import Geocoding
import Geodesy
import MapLayers

/// Writes found places as the national address service writes them: a GeoJSON FeatureCollection.
struct AddressAnswer {
  let dialect: AddressDialect
  /// Whether a position was asked about.
  var isReverse = false

  /// The whole answer. `text` is repeated in it for a search.
  func collection(_ places: [FoundPlace], to wanted: AddressParameters, text: String?) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("type")
    json.text("FeatureCollection")
    if dialect == .addok {
      json.key("version")
      json.text("draft")
    }
    json.key("features")
    json.beginArray()
    for place in places { feature(place, to: &json) }
    json.endArray()
    if dialect == .addok { context(of: wanted, text: text, to: &json) }
    json.endObject()
    return json.takeBytes()
  }

  /// What addok repeats of the request.
  private func context(of wanted: AddressParameters, text: String?, to json: inout JSONWriter) {
    json.key("attribution")
    json.text("La Poste, Insee, IGN")
    json.key("licence")
    json.text("ETALAB-2.0")
    if let text {
      json.key("query")
      json.text(text)
    }
    if !wanted.filters.isEmpty {
      json.key("filters")
      json.beginObject()
      for filter in wanted.filters {
        json.key(filter.name)
        json.beginArray()
        for value in filter.values { json.text(value) }
        json.endArray()
      }
      json.endObject()
    }
    if let centre = wanted.query.centre {
      json.key("center")
      position(centre, to: &json)
    }
    json.key("limit")
    json.integer(wanted.query.limit)
  }

  private func position(_ coordinate: Coordinate, to json: inout JSONWriter) {
    json.beginArray()
    json.number(coordinate.longitude, decimals: 6)
    json.number(coordinate.latitude, decimals: 6)
    json.endArray()
  }

  private func feature(_ place: FoundPlace, to json: inout JSONWriter) {
    guard let coordinate = place.placement.coordinate else { return }
    json.beginObject()
    json.key("type")
    json.text("Feature")
    json.key("geometry")
    json.beginObject()
    json.key("type")
    json.text("Point")
    json.key("coordinates")
    position(coordinate, to: &json)
    json.endObject()
    json.key("properties")
    json.beginObject()
    properties(of: place, at: coordinate, to: &json)
    json.endObject()
    json.endObject()
  }

  /// The service's own properties, then ours; what is not known is left out, as the service does.
  private func properties(of place: FoundPlace, at coordinate: Coordinate, to json: inout JSONWriter) {
    let placement = place.placement
    func text(_ key: String, _ value: String) {
      guard !value.isEmpty else { return }
      json.key(key)
      json.text(value)
    }
    // The Géoplateforme writes the code before the name for a position alone.
    text("label", dialect == .geoplateforme && isReverse ? placement.label : place.name)
    json.key("score")
    json.number(min(1, place.score), decimals: 6)
    text("id", placement.citycode)
    text("type", place.type)
    text("name", place.name)
    text("postcode", placement.postcode)
    text("citycode", placement.citycode)
    if let system = ReferenceSystem.official(at: coordinate) {
      let grid = system.grid(of: coordinate)
      json.key("x")
      json.number(grid.easting, decimals: 2)
      json.key("y")
      json.number(grid.northing, decimals: 2)
    }
    text("city", placement.city)
    text("district", placement.district)
    text("oldcitycode", placement.oldCitycode)
    text("oldcity", placement.oldCity)
    text("context", placement.context)
    if let population = place.population {
      json.key("population")
      json.integer(population)
    }
    json.key("importance")
    json.number(place.importance, decimals: 5)
    text(place.type, place.name)
    if let distance = place.distanceMetres {
      json.key("distance")
      json.integer(Int(distance.rounded()))
    }
    if dialect == .geoplateforme { text("_type", "address") }
    text("method", placement.method?.rawValue ?? "")
    if let radius = placement.radiusMetres {
      json.key("radius_m")
      json.integer(radius)
    }
  }
}
