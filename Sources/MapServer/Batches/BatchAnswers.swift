import Geocoding
import Geodesy
import TableGeocoding

extension PlaceSearch {
  /// Answers to rows that hold a position: the commune that `/reverse` gives, and how far away its point is. Postal and INSEE codes of
  /// the row filter.
  var nearest: AnswerOverlay {
    AnswerOverlay(answer: { query in
      if [query.latitude, query.longitude].allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
        return AnswerOverlay.Answer(Resolution(Placement(status: .empty, notes: [PlacementNote(.noLocation)])))
      }
      guard let position = position(query) else {
        let typed = "\(query.latitude), \(query.longitude)"
        return AnswerOverlay.Answer(
          Resolution(Placement(status: .notFound, notes: [PlacementNote(.coordinatesUnusable, typed)])))
      }
      let wanted = PlaceSearchQuery(
        limit: 1, postcodes: query.postcode.isEmpty ? [] : [query.postcode],
        citycodes: query.citycode.isEmpty ? [] : [query.citycode])
      guard let found = places(near: position, wanted).first else {
        return AnswerOverlay.Answer(Resolution(Placement(status: .notFound, notes: [PlacementNote(.nothingFits)])))
      }
      return AnswerOverlay.Answer(Resolution(found.placement), distanceMetres: found.distanceMetres)
    })
  }

  /// The position of a row: two numbers as they stand, else however the resolver reads them.
  private func position(_ query: LocationQuery) -> Coordinate? {
    if let latitude = Double(query.latitude), let longitude = Double(query.longitude) {
      let plain = Coordinate(latitude: latitude, longitude: longitude)
      if plain.isValid { return plain }
    }
    return resolver.place(LocationQuery(latitude: query.latitude, longitude: query.longitude)).coordinate
  }
}

extension Resolver {
  /// Answers to rows whose position is not where they are but near to it: of places that fit a row alike the nearest.
  var preferringCentre: AnswerOverlay {
    AnswerOverlay(answer: { query in
      var text = query
      text.latitude = ""
      text.longitude = ""
      let found = resolve(text)
      guard found.placement.status == .ambiguous, let latitude = Double(query.latitude),
        let longitude = Double(query.longitude)
      else { return AnswerOverlay.Answer(found) }
      let centre = Coordinate(latitude: latitude, longitude: longitude)
      let candidates = found.candidates.filter { !$0.citycode.isEmpty }
      guard centre.isValid,
        let nearest = candidates.min(by: {
          $0.coordinate.distance(to: centre) < $1.coordinate.distance(to: centre)
        })
      else { return AnswerOverlay.Answer(found) }
      text.citycode = nearest.citycode
      let placement = place(text)
      return AnswerOverlay.Answer(placement.isPlaced ? Resolution(placement) : found)
    })
  }
}
