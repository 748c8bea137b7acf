import Geodesy

/// Surfaces of the communes for which no source has one: overseas, and the arrondissements.
enum CommuneSurfaces {
  /// Neighbours whose distance says how large a commune is.
  private static let neighbourCount = 3
  /// Of the mean distance to these, the radius of a disc as large as the commune: in a regular grid of communes it would
  /// be 0.525. With 0.55 and the radius of a commune with a centre alone (`Extent.centreDiscShare`) 97.5 % of 11,514 stations
  /// and schools of the mainland lie within it.
  private static let shareOfDistance = 0.55

  /// Gives every commune without a surface a known one, else the estimate from its neighbours in the same territory.
  static func complete(_ register: inout CommuneRegister) {
    let territories = Dictionary(grouping: register.byCode.values, by: \.territory)
    for code in register.codes {
      guard let commune = register[code], commune.surfaceHectares == nil, let point = commune.centre ?? commune.point
      else { continue }
      if let known = KnownFacts.surfacesKm2[code] {
        register[code]?.surfaceHectares = Int((known * 100).rounded())
        continue
      }
      let distances = (territories[commune.territory] ?? []).filter {
        $0.citycode != code && !KnownFacts.citiesWithArrondissements.contains($0.citycode)
      }.compactMap { ($0.centre ?? $0.point)?.distance(to: point) }.sorted().prefix(neighbourCount)
      guard !distances.isEmpty else { continue }
      var kilometres = distances.reduce(0, +) / Double(distances.count) / 1_000 * shareOfDistance
      // The sea between islands is nobody's surface.
      if KnownFacts.archipelagos.contains(commune.territory) {
        kilometres = min(kilometres, KnownFacts.widestIslandKilometres)
      }
      register[code]?.surfaceHectares = Int((.pi * kilometres * kilometres * 100).rounded())
    }
  }
}
