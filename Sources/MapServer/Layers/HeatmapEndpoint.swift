import Dispatch
import Geodesy
import Hummingbird

/// `GET /heatmap/{name}.png?bbox=&width=&height=&radius=`: a layer's density as a picture to lay over a map.
struct HeatmapEndpoint: Sendable {
  let layers: LayerEndpoints
  let gate: WorkGate

  var endpoint: Endpoint {
    .get("/heatmap/{name}.png") { request, context in
      let layer = try layers.layer(context)
      let picture = try picture(QueryParameters(request.uri.query), of: layer)
      let place = try gate.enter()
      let coordinates = layer.features.map(\.coordinate)
      let bytes = try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result { try picture.png(of: coordinates) }) }
      }
      withExtendedLifetime(place) {}
      return .cacheable("image/png", bytes, request)
    }
  }

  private func picture(_ parameters: QueryParameters, of layer: ServedLayer) throws(ServiceError) -> HeatPicture {
    let view = try ViewParameters(parameters)
    guard let box = view.box ?? layer.box?.grown(byDegrees: Self.marginDegrees) else {
      throw .notFound("The layer has no feature.")
    }
    let latitudes = -HeatPicture.farthestLatitude...HeatPicture.farthestLatitude
    return HeatPicture(
      box: BoundingBox(
        west: box.west, south: box.south.clamped(to: latitudes), east: box.east,
        north: box.north.clamped(to: latitudes)),
      width: try size("width", parameters), height: try size("height", parameters),
      radiusMetres: try radius(parameters))
  }

  private func size(_ name: String, _ parameters: QueryParameters) throws(ServiceError) -> Int {
    guard let text = parameters[name] else { return HeatPicture.usualSize }
    guard let size = Int(text), HeatPicture.sizes.contains(size) else {
      throw .invalid(name, "out of range (\(HeatPicture.sizes.lowerBound)..\(HeatPicture.sizes.upperBound))")
    }
    return size
  }

  private func radius(_ parameters: QueryParameters) throws(ServiceError) -> Double {
    guard let text = parameters["radius"] else { return HeatPicture.usualRadiusMetres }
    guard let metres = Double(text), HeatPicture.radii.contains(metres) else {
      let radii = HeatPicture.radii
      throw .invalid("radius", "out of range (\(Int(radii.lowerBound))..\(Int(radii.upperBound))), metres")
    }
    return metres
  }

  /// About the usual radius, so that nothing is cut.
  private static let marginDegrees = 0.25
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    min(max(self, range.lowerBound), range.upperBound)
  }
}

extension BoundingBox {
  fileprivate func grown(byDegrees degrees: Double) -> BoundingBox {
    BoundingBox(west: west - degrees, south: south - degrees, east: east + degrees, north: north + degrees)
  }
}
