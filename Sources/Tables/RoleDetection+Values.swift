extension ColumnRole {
  /// True when values of the role are told by their look: a header cannot stand against them.
  var isTold: Bool {
    switch self {
    case .postcode, .citycode, .siret, .date, .amount, .latitude, .longitude, .city, .country: true
    case .address, .name, .category, .object, .id: false
    }
  }
}

extension ColumnStatistics {
  /// 0 to 1: how well the values are what a role's header promises; `nil` without values.
  func fit(_ role: ColumnRole) -> Double? {
    guard filled > 0 else { return nil }
    switch role {
    case .postcode: return min(1, share(.postcode, .typedPostcode) + 0.8 * share(.fourDigits))
    case .citycode: return min(1, share(.citycode) + 0.8 * share(.fourDigits))
    case .siret: return min(1, share(.siret) + 0.8 * share(.companyNumber))
    case .date: return min(1, share(.date) + 0.8 * share(.year))
    case .amount: return min(1, max(share(.number), share(.amount)) + share(.band))
    case .latitude: return max(share(.latitude), 0.8 * share(.degrees), share(.lambertNorthing), share(.coordinatePair))
    case .longitude: return max(share(.longitude), 0.8 * share(.degrees), share(.lambertEasting))
    case .city: return min(1, max(share(.placeName), 0.5 * share(.text)))
    case .country, .name, .object: return share(.text)
    case .address: return 0.6 * share(.text) + 0.4 * share(.address)
    case .category:
      // A category that is the same on every row tells nothing apart.
      let isUseful = distinctCount > 1 && (distinctShare <= 0.5 || filled < 10)
      return share(.text) * (isUseful ? 0.6 : 0.2) + 0.4 * share(.category)
    case .id: return max(distinctShare, 0.5)
    }
  }

  /// Confidence that the values show a role by themselves; `nil` when they do not. `amongPlaces` says that the header is
  /// of some place: five digits are then no amount.
  func shows(_ role: ColumnRole, amongPlaces: Bool = false) -> Double? {
    // Two cells alike prove nothing, but a table may have two rows.
    let certainty = filled >= 5 ? 1.0 : 0.8
    let shown: Double
    switch role {
    case .postcode:
      let share = share(.postcode, .typedPostcode) + 0.5 * share(.fourDigits)
      shown =
        share >= 0.85 && self.share(.postcode) >= 0.5 && (amongPlaces || !hasRoundNumbers) && !areCitycodes
        ? 0.7 * min(share, 1) : 0
    case .siret:
      shown = share(.siret) >= 0.7 && share(.validSiret) >= 0.5 ? 0.8 * share(.siret) : 0
    case .date: shown = share(.date) >= 0.9 ? 0.6 : 0
    case .amount: shown = share(.band) >= 0.5 ? 0.6 : share(.amount) >= 0.9 && share(.latitude) < 0.5 ? 0.5 : 0
    case .latitude: shown = share(.frenchLatitude) >= 0.9 ? 0.6 : 0
    case .longitude: shown = share(.frenchLongitude) >= 0.9 && share(.amount) < 0.5 ? 0.5 : 0
    case .category: shown = share(.category) >= 0.8 && (distinctShare <= 0.5 || filled < 10) ? 0.7 : 0
    case .address: shown = share(.address) >= 0.5 && share(.text) >= 0.9 ? 0.55 : 0
    case .citycode: shown = areCitycodes ? 0.6 : 0
    case .city, .name, .object, .id, .country: shown = 0
    }
    return shown > 0 ? shown * certainty : nil
  }
}
