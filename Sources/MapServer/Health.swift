import Hummingbird
import MapLayers

/// `GET /health`: 200 once everything is read and requests are answered; `GET /health/live`: 200 while the process works.
struct Health: Sendable {
  let store: LayerStore

  var endpoints: [Endpoint] {
    [
      .get("/health") { _, _ in answer(isReady: store.isReady) },
      .get("/health/live") { _, _ in answer(isReady: true) },
    ]
  }

  private func answer(isReady: Bool) -> Response {
    var json = JSONWriter()
    json.beginObject()
    json.key("status")
    json.text(isReady ? "HEALTHY" : "STARTING")
    json.key("ready")
    json.boolean(isReady)
    if !isReady {
      json.key("code")
      json.integer(503)
      json.key("message")
      json.text("The tables are being read.")
    }
    json.endObject()
    return Response(
      isReady ? .ok : .serviceUnavailable, ContentType.json, json.takeBytes(), headers: [.cacheControl: "no-store"])
  }
}
