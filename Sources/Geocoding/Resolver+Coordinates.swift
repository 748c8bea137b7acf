import Gazetteer
import Geodesy

extension Resolver {
  /// The row's own coordinates, checked against its code and city.
  func placedByCoordinates(_ query: LocationQuery, _ reading: LocationReading) -> Resolution? {
    guard !query.latitude.isEmpty || !query.longitude.isEmpty else { return nil }
    var others = query
    others.latitude = ""
    others.longitude = ""
    guard let read = CoordinateReading.read(latitude: query.latitude, longitude: query.longitude) else {
      return withoutCoordinates(others, query)
    }
    let stated = resolved(others)
    var notes = read.note.map { [$0] } ?? []
    guard let spot = oriented(read.coordinate, stated: stated.placement, notes: &notes) else {
      return withoutCoordinates(others, query)
    }
    return Resolution(placement(at: spot, stated: stated.placement, notes: notes), candidates: stated.candidates)
  }

  private func withoutCoordinates(_ others: LocationQuery, _ query: LocationQuery) -> Resolution {
    var resolution = resolved(others)
    let typed = "\(query.latitude.trimmingSpaces), \(query.longitude.trimmingSpaces)"
    if resolution.placement.status != .empty, CellReading(typed, as: .address).before.isEmpty == false {
      resolution.placement.notes.append(PlacementNote(.coordinatesUnusable, typed))
    }
    return resolution
  }

  /// The coordinate the right way round; `nil` when neither way is where the row says, nor in any French territory.
  private func oriented(_ coordinate: Coordinate, stated: Placement, notes: inout [PlacementNote]) -> Spot? {
    let read = spot(coordinate)
    if read.isInTerritory || stated.status == .foreign { return read }
    let swapped = spot(Coordinate(latitude: coordinate.longitude, longitude: coordinate.latitude))
    if swapped.isInTerritory {
      notes.append(PlacementNote(.coordinatesSwapped))
      return swapped
    }
    return stated.isPlaced ? nil : read
  }

  /// A coordinate with the commune whose point is nearest.
  private struct Spot {
    let coordinate: Coordinate
    let nearest: Commune?
    /// True in or near a French territory or Monaco.
    let isInTerritory: Bool
  }

  private func spot(_ coordinate: Coordinate) -> Spot {
    let found = indexes.communes(of: gazetteer).nearest(to: coordinate, count: 1).first
    return Spot(
      coordinate: coordinate, nearest: found?.commune,
      isInTerritory: found.map { $0.metres <= ResolverThresholds.territoryMetres } ?? false)
  }

  private func placement(at spot: Spot, stated: Placement, notes: [PlacementNote]) -> Placement {
    var placement = stated
    let coordinate = spot.coordinate
    var radius = ResolverThresholds.coordinatesRadiusMetres
    var farNote: PlacementNote?
    if let point = stated.coordinate, let statedRadius = stated.radiusMetres {
      let metres = point.distance(to: coordinate)
      if metres > Double(statedRadius) + ResolverThresholds.coordinatesToleranceMetres {
        let kilometres = Int((metres / 1_000).rounded())
        farNote = PlacementNote(.farFromCode, "\(kilometres) km, \(stated.label)")
        // One of the two witnesses is wrong: the radius reaches both.
        radius = metres
      }
    }
    if stated.status != .foreign, !stated.isPlaced || farNote != nil, let nearest = spot.nearest, spot.isInTerritory {
      placement = self.placement(
        at: nearest, postcode: "", method: .coordinates, score: ResolverThresholds.exactScore, notes: stated.notes)
    }
    placement.status = stated.status == .foreign || !spot.isInTerritory ? .foreign : .ok
    placement.method = .coordinates
    placement.coordinate = coordinate
    placement.radiusMetres = Extent.rounded(radius)
    placement.score = farNote == nil ? ResolverThresholds.exactScore : ResolverThresholds.contradictionScore
    placement.type = placement.type ?? .municipality
    placement.notes = (stated.status == .empty ? [] : stated.notes) + notes + (farNote.map { [$0] } ?? [])
    return placement
  }
}
