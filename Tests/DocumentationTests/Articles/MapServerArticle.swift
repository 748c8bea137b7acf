import Gazetteer
import Geocoding
import Logging
import MapServer

/// The examples of MapServer.md.
func mapServerArticle(_ print: (Any) -> Void) async throws {
  let search = PlaceSearch(resolver: Resolver(gazetteer: try Gazetteer.embedded()))
  for place in search.places(PlaceSearchQuery(text: "le quesn", limit: 1)) {
    print("\(place.placement.label), \(place.type)")  // 59530 Le Quesnoy, municipality
  }

  let (ports, listening) = AsyncStream.makeStream(of: Int.self)
  let options = ServiceOptions(port: 0)
  let service = MapService(search: search, options: options, logger: Logger(label: "maps")) { listening.yield($0) }
  async let ended: Void = service.run()
  for await port in ports {
    print(port > 0)  // true
    await service.stop()
    listening.finish()
  }
  try await ended
}
