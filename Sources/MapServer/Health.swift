import Hummingbird
import MapLayers

/// `GET /health`: whether the service answers.
enum Health {
  static let endpoint = Endpoint.get("/health") { _, _ in
    var json = JSONWriter()
    json.beginObject()
    json.key("status")
    json.text("HEALTHY")
    json.endObject()
    return Response(.ok, ContentType.json, json.takeBytes(), headers: [.cacheControl: "no-store"])
  }
}
