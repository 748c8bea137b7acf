import Geodesy
import Hummingbird
import MapLayers

/// `GET /layers`, `/layers/{name}.geojson`, `/tiles/{name}/{z}/{x}/{y}.mvt`: the tables' layers, view by view.
struct LayerEndpoints: Sendable {
  let store: LayerStore

  var endpoints: [Endpoint] {
    [
      .get("/layers") { request, _ in .cacheable(ContentType.json, list(try layers()), request) },
      .get("/layers/{name}.geojson") { request, context in try geoJSON(request, try layer(context)) },
      .get("/tiles/{name}/{z}/{x}/{y}.mvt") { request, context in try tile(request, context) },
      .get("/map.svg") { request, _ in .cacheable("image/svg+xml", try layers().drawing, request) },
    ]
  }

  // MARK: Which layer

  func layers() throws(ServiceError) -> LayerSet {
    if let layers = store.layers { return layers }
    guard store.isExpected else { throw .notFound("No tables were named: cartomarches serve FILE... has layers.") }
    throw .busy("The tables are being read.", retryAfterSeconds: 2)
  }

  func layer(_ context: ServiceContext) throws(ServiceError) -> ServedLayer {
    let layers = try layers()
    // A name is looked up among the layers that there are; it is part of no path.
    let name = context.parameters.get("name") ?? ""
    guard let layer = layers.layer(name) else {
      throw .notFound("There is no such layer; /layers lists those that there are.")
    }
    return layer
  }

  private func list(_ layers: LayerSet) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("rows")
    json.integer(layers.rows)
    json.key("placed")
    json.integer(layers.placedRows)
    json.key("layers")
    json.beginArray()
    for layer in layers.layers {
      json.beginObject()
      for (key, text) in [
        ("name", layer.name), ("title", layer.title), ("colour", layer.colour),
        ("geojson", "/layers/\(layer.name).geojson?bbox={west},{south},{east},{north}&zoom={zoom}"),
        ("tiles", "/tiles/\(layer.name)/{z}/{x}/{y}.mvt"), ("heatmap", "/heatmap/\(layer.name).png"),
      ] {
        json.key(key)
        json.text(text)
      }
      json.key("features")
      json.integer(layer.features.count)
      if let box = layer.box {
        json.key("bbox")
        json.beginArray()
        for degrees in [box.west, box.south, box.east, box.north] { json.number(degrees, decimals: 6) }
        json.endArray()
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.takeBytes()
  }

  // MARK: Views

  private func geoJSON(_ request: Request, _ layer: ServedLayer) throws(ServiceError) -> Response {
    let parameters = QueryParameters(request.uri.query)
    let view = try ViewParameters(parameters)
    let features: [PointFeature]
    if view.box == nil, view.zoom == nil {
      features = layer.features
    } else {
      features = layer.view(in: view.box ?? .world, zoom: view.zoom ?? ServedLayer.deepestClusterZoom)
    }
    return .cacheable(ContentType.geoJSON, GeoJSONWriter.collection(features), request)
  }

  private func tile(_ request: Request, _ context: ServiceContext) throws(ServiceError) -> Response {
    let layer = try layer(context)
    func number(_ name: String) -> Int? { context.parameters.get(name).flatMap { Int($0) } }
    guard let zoom = number("z"), let column = number("x"), let row = number("y"),
      let address = VectorTile.Address(zoom: zoom, column: column, row: row)
    else {
      throw .notFound(
        "There is no such tile: z from 0 to \(VectorTile.Address.deepestZoom), x and y from 0 to 2^z - 1.")
    }
    let features = layer.view(in: address.box(grownBy: VectorTile.bufferShare), zoom: zoom)
    return .cacheable(ContentType.vectorTile, VectorTile.bytes(layer: layer.name, features, at: address), request)
  }
}

/// The part of a map that is asked for.
struct ViewParameters {
  /// The box; `nil` when none is named.
  var box: BoundingBox?
  /// The zoom; `nil` when none is named.
  var zoom: Int?

  /// Reads `bbox=west,south,east,north` in degrees and `zoom`, which may have decimals. Throws a 400.
  ///
  /// Maps that are dragged around the world give longitudes beyond 180: the box is taken to where its west is on the map.
  /// East of it is its east, beyond 180 where the antimeridian lies between (RFC 7946, section 5.2).
  init(_ parameters: QueryParameters) throws(ServiceError) {
    if let text = parameters["bbox"] {
      let sides = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
      guard sides.count == 4, let west = sides[0], let south = sides[1], let east = sides[2], let north = sides[3],
        [west, south, east, north].allSatisfy({ $0.isFinite && abs($0) <= Self.largestDegrees })
      else {
        throw .invalid("bbox", "must be west,south,east,north in degrees, up to \(Int(Self.largestDegrees))")
      }
      let start = west - ((west + 180) / 360).rounded(.down) * 360
      let width = east < west ? (east - west).truncatingRemainder(dividingBy: 360) + 360 : min(east - west, 360)
      box = BoundingBox(
        west: start, south: max(min(south, north), -90), east: start + width, north: min(max(south, north), 90))
    }
    if let text = parameters["zoom"] {
      guard let value = Double(text), value.isFinite, (0...Self.largestZoom).contains(value) else {
        throw .invalid("zoom", "out of range (0..\(Int(Self.largestZoom)))")
      }
      zoom = Int(value)
    }
  }

  /// Maps that were dragged around the world ten times.
  static let largestDegrees = 3_600.0
  /// More than any map has.
  static let largestZoom = 30.0
}

extension BoundingBox {
  /// Everything.
  static let world = BoundingBox(west: -180, south: -90, east: 180, north: 90)
}
