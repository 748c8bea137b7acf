import Hummingbird

/// `GET /openapi.json`: what the service takes and answers, in OpenAPI 3.1.
enum OpenAPIDocument {
  static let endpoint = Endpoint.get("/openapi.json") { request, _ in
    .cacheable(ContentType.json, Array(text.utf8), request)
  }

  static let text = """
    {"openapi":"3.1.0","info":{"title":"cartomarches","version":"1","summary":"Geocoding of French communes and postal codes, and layers of tables",\
    "license":{"name":"MIT","identifier":"MIT"}},
    "paths":{
    \((addressPaths(.addok) + addressPaths(.geoplateforme) + otherPaths).joined(separator: ",\n"))
    },
    "components":{"schemas":{\(schemas)},"responses":{\(responses)}}}

    """

  // MARK: Addresses

  private static func addressPaths(_ dialect: AddressDialect) -> [String] {
    let prefix = dialect.pathPrefix
    let common = [position(dialect), limit(dialect), filters(dialect)]
    return [
      path(
        "\(prefix)/search", "Places that a text may mean", [question(dialect), autocomplete] + common + index(dialect),
        answer("Features"), errors: dialect == .addok ? ["400", "413"] : ["400"]),
      path(
        "\(prefix)/reverse", "Communes near a position",
        [requiredPosition] + [limit(dialect), filters(dialect)] + index(dialect),
        answer("Features"), errors: ["400"]),
      tablePath("\(prefix)/search/csv", "A table with result columns"),
      tablePath("\(prefix)/reverse/csv", "A table of positions with result columns"),
    ]
  }

  private static func question(_ dialect: AddressDialect) -> String {
    let least = dialect == .addok ? 1 : AddressDialect.shortestText
    return query(
      "q", "{\"type\":\"string\",\"minLength\":\(least),\"maxLength\":\(AddressDialect.longestText)}",
      isRequired: true)
  }

  private static var autocomplete: String {
    query("autocomplete", "{\"type\":\"string\",\"pattern\":\"\(flagPattern)\",\"default\":\"1\"}")
  }

  /// 1, 0 and words in any case, or nothing.
  static let flagPattern: String = {
    let words = ["true", "false", "yes", "no", "on", "off"].map { word in
      word.map { "[\($0)\($0.uppercased())]" }.joined()
    }
    return "^(\((["[01tTfFyYnN]"] + words).joined(separator: "|")))?$"
  }()

  /// The Géoplateforme takes an empty value for none.
  private static func optional(_ schema: String, _ dialect: AddressDialect) -> String {
    dialect == .addok ? schema : "{\"anyOf\":[\(schema),{\"type\":\"string\",\"maxLength\":0}]}"
  }

  private static func limit(_ dialect: AddressDialect) -> String {
    let least = dialect == .addok ? 0 : 1
    return query(
      "limit",
      optional("{\"type\":\"integer\",\"minimum\":\(least),\"maximum\":\(dialect.limits.upperBound)}", dialect))
  }

  private static let latitude = #"{"type":"number","minimum":-90,"maximum":90}"#
  private static let longitude = #"{"type":"number","minimum":-180,"maximum":180}"#

  private static func position(_ dialect: AddressDialect) -> String {
    query("lat", optional(latitude, dialect)) + "," + query("lon", optional(longitude, dialect))
  }

  private static let requiredPosition =
    query("lat", latitude, isRequired: true) + "," + query("lon", longitude, isRequired: true)

  private static func filters(_ dialect: AddressDialect) -> String {
    let patterns =
      dialect == .addok
      ? [#"{"type":"string"}"#, #"{"type":"string"}"#, #"{"type":"string"}"#]
      : [
        #"{"type":"string","pattern":"^([0-9]{5})?$"}"#,
        #"{"type":"string","pattern":"^([0-9]{5}|[0-9][AB][0-9]{3})?$"}"#,
        #"{"type":"string","enum":["housenumber","street","locality","municipality",""]}"#,
      ]
    return zip(["postcode", "citycode", "type"], patterns).map { query($0, $1) }.joined(separator: ",")
  }

  private static func index(_ dialect: AddressDialect) -> [String] {
    let names = #"{"type":"string","pattern":"^((address|poi|parcel)(,(address|poi|parcel))*)?$"}"#
    return dialect == .addok ? [] : [query("index", names)]
  }

  private static func tablePath(_ path: String, _ summary: String) -> String {
    """
    "\(path)":{"post":{"summary":"\(summary)","requestBody":{"required":true,"content":{"multipart/form-data":{"schema":\
    {"$ref":"#/components/schemas/TableForm"}}}},"responses":{"200":{"description":"The table",\
    "content":{"text/csv":{"schema":{"type":"string"}}}},\(errorResponses(["400", "408", "413", "414", "415", "431", "503"]))}}}
    """
  }

  // MARK: Layers and the service itself

  private static let name = pathParameter("name", #"{"type":"string","minLength":1}"#)

  private static var otherPaths: [String] {
    let view = [bbox]
    let zoom = query("zoom", #"{"type":"number","minimum":0,"maximum":\#(Int(ViewParameters.largestZoom))}"#)
    let (sizes, radii) = (HeatPicture.sizes, HeatPicture.radii)
    let size = #"""
      {"type":"integer","minimum":\#(sizes.lowerBound),"maximum":\#(sizes.upperBound),"default":\#(HeatPicture.usualSize)}
      """#
    let radius = #"{"type":"number","minimum":\#(Int(radii.lowerBound)),"maximum":\#(Int(radii.upperBound))}"#
    let tile = ["z", "x", "y"].map { pathParameter($0, #"{"type":"integer","minimum":0}"#) }
    let missing = ["404", "503"]
    return [
      path("/layers", "The layers of the tables", [], answer("Layers"), errors: missing),
      path(
        "/layers/{name}.geojson", "A layer, or what a view shows of it", [name] + view + [zoom],
        answer("Features", "application/geo+json"), errors: ["400", "404", "503"]),
      path(
        "/tiles/{name}/{z}/{x}/{y}.mvt", "A vector tile of a layer", [name] + tile,
        binary("application/vnd.mapbox-vector-tile"), errors: missing),
      path(
        "/heatmap/{name}.png", "A picture of a layer's density",
        [name] + view + [
          query("width", size), query("height", size), query("radius", radius),
        ], binary("image/png"), errors: ["400", "404", "503"]),
      path("/map.svg", "A drawing of all layers", [], binary("image/svg+xml"), errors: missing),
      path("/health", "Whether the service is alive and ready", [], answer("Health"), errors: ["503"]),
      path("/health/live", "Whether the process works", [], answer("Health"), errors: []),
      path("/metrics", "Counts for Prometheus", [], binary("text/plain"), errors: []),
      path("/openapi.json", "This document", [], answer("Document"), errors: []),
      path("/", "A page with a search box and the map", [], binary("text/html"), errors: []),
    ]
  }

  private static let bbox = """
    {"name":"bbox","in":"query","required":false,"style":"form","explode":false,"description":"west,south,east,north in degrees",\
    "schema":{"type":"array","items":{"type":"number","minimum":-\(Int(ViewParameters.largestDegrees)),\
    "maximum":\(Int(ViewParameters.largestDegrees))},"minItems":4,"maxItems":4}}
    """

  // MARK: Pieces

  private static func path(
    _ path: String, _ summary: String, _ parameters: [String], _ answer: String, errors: [String]
  ) -> String {
    let responses = ["\"200\":\(answer)", errorResponses(errors + ["414", "431"])].joined(separator: ",")
    return """
      "\(path)":{"get":{"summary":"\(summary)","parameters":[\(parameters.joined(separator: ","))],"responses":{\(responses)}}}
      """
  }

  private static func query(_ name: String, _ schema: String, isRequired: Bool = false) -> String {
    "{\"name\":\"\(name)\",\"in\":\"query\",\"required\":\(isRequired),\"schema\":\(schema)}"
  }

  private static func pathParameter(_ name: String, _ schema: String) -> String {
    "{\"name\":\"\(name)\",\"in\":\"path\",\"required\":true,\"schema\":\(schema)}"
  }

  private static func answer(_ schema: String, _ type: String = "application/json") -> String {
    "{\"description\":\"Found\",\"content\":{\"\(type)\":{\"schema\":{\"$ref\":\"#/components/schemas/\(schema)\"}}}}"
  }

  private static func binary(_ type: String) -> String {
    "{\"description\":\"Found\",\"content\":{\"\(type)\":{}}}"
  }

  private static func errorResponses(_ statuses: [String]) -> String {
    statuses.map { "\"\($0)\":{\"$ref\":\"#/components/responses/Error\"}" }.joined(separator: ",")
  }
}
