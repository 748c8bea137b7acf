import Gazetteer
import Geodesy

extension Resolver {
  /// A city's name without a code that helps: placed when only one commune can be meant.
  func placedByCity(_ reading: LocationReading) -> Resolution? {
    if let several = severalCities(reading) { return several }
    for city in [reading.city, reading.otherCity] where !city.isEmpty {
      var named = communes(named: city, in: reading)
      // In an address a locality's name is as often a street's.
      if reading.isCityFromAddress { named.removeAll { $0.kind == .locality || $0.kind == .cedex } }
      if !reading.isCityFromAddress, reading.known.isEmpty, !named.isEmpty {
        let key = city == reading.city ? reading.key : PlaceNameKey(city)
        named += shortNamedTowns(city, key: key, besides: named)
      }
      if !named.isEmpty { return placed(among: named, typed: city, reading) }
    }
    return nil
  }

  /// Several cities in one cell, "Lille / Arras" or "Lille et Arras", and no code: nothing says which is meant, unless only
  /// one is in the row's département.
  private func severalCities(_ reading: LocationReading) -> Resolution? {
    guard !reading.isCityFromAddress, Self.mayBeSeveral(reading.city), gazetteer.places(named: reading.key).isEmpty
    else { return nil }
    var text = reading.city
    for word in [" et ", " ou ", " & "] {
      while let found = text.range(ofSeparator: word) { text.replaceSubrange(found, with: " / ") }
    }
    let parts = text.split { "/;|".contains($0) }.map { String($0).trimmingSpaces }
    // "Condé / Iton" is Condé-sur-Iton.
    guard (2...ResolverThresholds.mostCities).contains(parts.count),
      gazetteer.places(named: PlaceNameKey(parts.joined(separator: " sur "))).isEmpty
    else { return nil }
    var places: [Bearer] = []
    for part in parts {
      let named = communes(named: part).filter { $0.kind == .name || $0.kind == .arrondissement }
      guard let meant = single(of: sorted(named.compactMap(bearer))) else { return nil }
      if !places.contains(where: { $0.citycode == meant.citycode }) { places.append(meant) }
    }
    guard places.count > 1 else { return nil }
    if let departement = reading.departement ?? options.defaultDepartement {
      let own = places.filter { $0.departement == departement }
      if own.count == 1 { return placed(among: [own[0].named], typed: reading.city, reading) }
    }
    let listed = places.map { "\($0.name) (\($0.departement))" }.joined(separator: ", ")
    return Resolution(
      Placement(status: .ambiguous, notes: reading.notes + [PlacementNote(.severalCities, listed)]),
      candidates: candidates(places, best: nil))
  }

  /// False for a text in which nothing parts one city from another.
  private static func mayBeSeveral(_ text: String) -> Bool {
    var lastFour: UInt32 = 0
    for byte in text.utf8 {
      lastFour = lastFour << 8 | UInt32(byte)
      switch byte {
      case 0x26, 0x2F, 0x3B, 0x7C: return true  // &/;|
      case 0x20 where lastFour == 0x2065_7420 || lastFour == 0x206F_7520: return true  // " et ", " ou "
      default: break
      }
    }
    return false
  }

  /// The first words of a commune's name, or its whole name and more: "Chamonix", "Etaples-sur-Mer".
  func placedByShortName(_ reading: LocationReading) -> Resolution? {
    guard reading.known.isEmpty, (1...ResolverThresholds.longestShortName).contains(reading.city.utf8.count) else {
      return nil
    }
    let key = reading.key.text
    guard key.utf8.count >= ResolverThresholds.leastShortName else { return nil }
    var communes: [Commune] = []
    gazetteer.forEachCommune(keyPrefix: key) { citycode, name in
      if LatinFolding.fold(name).replacingHyphens.dropArticle.hasPrefix(
        reading.city.replacingHyphens.dropArticle + " "),
        let commune = gazetteer.commune(String(decoding: citycode, as: UTF8.self))
      {
        communes.append(commune)
      }
    }
    if let departement = reading.departement {
      communes = communes.filter { $0.departement == departement }
    } else if let departement = options.defaultDepartement, communes.count > 1 {
      let own = communes.filter { $0.departement == departement }
      if !own.isEmpty { communes = own }
    }
    if !reading.isCityFromAddress, let several = mostlyOneTown(communes, reading) { return several }
    guard let commune = communes.first else { return nil }
    guard communes.count == 1 else {
      guard communes.count <= ResolverThresholds.mostBegun, !reading.isCityFromAddress else { return nil }
      return ambiguous(sorted(communes.map { Bearer($0) }), reading)
    }
    var placement = placement(
      at: commune, postcode: "", method: .city, score: ResolverThresholds.shortNameScore, notes: reading.notes)
    placement.notes.append(PlacementNote(.spelling, "\(reading.city) -> \(commune.name)"))
    return weighed(placement) {
      [candidate(commune, postcode: placement.postcode, score: placement.score ?? 0, .spelling)]
    }
  }

  /// A commune's whole name and more: "Etaples-sur-Mer".
  func placedByLongName(_ reading: LocationReading) -> Resolution? {
    guard reading.known.isEmpty, !reading.isCityFromAddress else { return nil }
    let words = reading.city.replacingHyphens.split(separator: " ").map(String.init)
    guard words.count > 2, words.count <= ResolverThresholds.mostWordsOfLongName else { return nil }
    for count in stride(from: words.count - 2, through: 1, by: -1)
    where Self.nameExtensions.contains(words[count]) {
      let name = words.prefix(count).joined(separator: " ")
      let named = gazetteer.places(named: PlaceNameKey(name)).filter { $0.kind == .name }
      guard PlaceNameKey(name).text.utf8.count > ResolverThresholds.leastShortName, named.count == 1,
        let only = named.first,
        let commune = gazetteer.commune(only.citycode)
      else { continue }
      var placement = placement(
        at: commune, postcode: "", method: .city, score: ResolverThresholds.citySpellingScore, notes: reading.notes)
      placement.notes.append(PlacementNote(.spelling, "\(reading.city) -> \(commune.name)"))
      return weighed(placement) {
        [candidate(commune, postcode: placement.postcode, score: placement.score ?? 0, .spelling)]
      }
    }
    return nil
  }

  /// What people add to a name to tell it from others: a river, a region, a saint's place.
  private static let nameExtensions: Set<String> = ["sur", "sous", "en", "les", "lez", "s/"]

  /// A name that no commune bears as typed, when one commune's comes near and it alone.
  func placedBySpelling(_ reading: LocationReading) -> Resolution? {
    guard !reading.city.isEmpty, !reading.isCityFromAddress else { return nil }
    let scope = reading.departement.map { SpellingScope.departements([$0]) } ?? .country
    let all = communesSpelt(reading.city, key: reading.key, in: scope)
      .filter { $0.kind != .cedex && $0.kind != .locality }
    // A name of today is likelier meant than one of the past.
    let current = all.filter { $0.kind != .former }
    var named = current.isEmpty ? all : current
    if let departement = options.defaultDepartement, reading.departement == nil, !Self.areOfOneCommune(named) {
      named = named.filter { Departement.code(ofCitycode: $0.citycode) == departement }
    }
    // "Etaples-sur-Mer" is Étaples rather than what was Étables-sur-Mer until 2016.
    if current.isEmpty, let longer = placedByLongName(reading) { return longer }
    guard Self.areOfOneCommune(named), let only = named.first, let commune = gazetteer.commune(only.citycode)
    else { return nil }
    var placement = placement(
      at: commune, postcode: "", method: .city, score: ResolverThresholds.citySpellingScore, notes: reading.notes)
    describe(only, typed: reading.city, of: commune, in: &placement)
    return weighed(placement) {
      [candidate(commune, postcode: placement.postcode, score: placement.score ?? 0, .spelling)]
    }
  }

  /// True for names of which all are of the same commune.
  static func areOfOneCommune(_ named: [NamedCommune]) -> Bool {
    guard let first = named.first else { return false }
    return named.allSatisfy { $0.citycode == first.citycode }
  }

  /// A commune that bears a name, and what tells it from the others.
  private struct Bearer {
    let named: NamedCommune
    /// The commune's own name.
    let name: String
    let people: Int
    var citycode: String { named.citycode }
    var departement: String { Departement.code(ofCitycode: citycode) }

    init(_ named: NamedCommune, _ commune: Commune) {
      self.named = named
      name = commune.name
      people = commune.population ?? 0
    }

    /// A commune by its own name.
    init(_ commune: Commune, edits: Int = 0) {
      self.init(NamedCommune(citycode: commune.citycode, kind: .name, detail: "", edits: edits), commune)
    }
  }

  private func bearer(_ named: NamedCommune) -> Bearer? {
    Commune.number(ofCitycode: named.citycode).flatMap {
      gazetteer.withCommune($0, named.citycode) { commune, _ in Bearer(named, commune) }
    }
  }

  private func placed(among named: [NamedCommune], typed: String, _ reading: LocationReading) -> Resolution? {
    var places = sorted(named.compactMap(bearer))
    if let departement = reading.departement {
      let inDepartement = places.filter { $0.departement == departement }
      if !inDepartement.isEmpty { places = inDepartement }
    }
    if let departement = options.defaultDepartement, single(of: places) == nil {
      let own = places.filter { $0.departement == departement }
      if !own.isEmpty { places = own }
    }
    guard let meant = single(of: places), let commune = gazetteer.commune(meant.citycode) else {
      // A city abroad that dwarfs every French namesake is told apart by the caller; here nothing is.
      return ambiguous(places, reading)
    }
    let score =
      meant.named.kind == .name || meant.named.kind == .arrondissement
      ? ResolverThresholds.cityScore : ResolverThresholds.cityNotOfCodeScore
    var notes = reading.notes
    if places.count > 1 { notes.append(PlacementNote(.homonyms, "\(places.count)")) }
    var placement = placement(
      at: commune, postcode: "", method: .city, score: score,
      marginMetres: reading.isCedex ? Extent.cedexMarginMetres : 0, notes: notes)
    if places.count > 1 || meant.named.edits > 0 { placement.score = ResolverThresholds.dominantCityScore }
    if reading.isCityFromAddress {
      placement.score = min(placement.score ?? 0, ResolverThresholds.cityInAddressScore)
    }
    if reading.isFromCedexNumber, typed != "paris \(reading.cedexNumber ?? 0)" {
      placement.score = min(placement.score ?? 0, ResolverThresholds.cedexNumberScore)
    }
    describe(
      meant.named, typed: typed, of: commune, marginMetres: reading.isCedex ? Extent.cedexMarginMetres : 0,
      in: &placement)
    return weighed(placement) { candidates(places, best: placement.score ?? 0) }
  }

  /// The most populous first.
  private func sorted(_ places: [Bearer]) -> [Bearer] {
    places.sorted { $0.people == $1.people ? $0.citycode < $1.citycode : $0.people > $1.people }
  }

  /// The one place that is meant: the only one, the only one of today with that name, or one that dwarfs the others.
  private func single(of places: [Bearer]) -> Bearer? {
    if places.count == 1 { return places[0] }
    func isCurrent(_ place: Bearer) -> Bool { place.named.kind == .name || place.named.kind == .arrondissement }
    guard let first = places.firstIndex(where: isCurrent) else { return nil }
    let people = places[first].people
    if !places[(first + 1)...].contains(where: isCurrent) {
      // Localities and former communes of the name are not what a bare name means, unless the commune is a hamlet itself.
      let hasFormer = places.contains { $0.named.kind == .former && $0.citycode != places[first].citycode }
      if !hasFormer || people >= ResolverThresholds.hamletPopulation { return places[first] }
    }
    let rest = places.dropFirst().reduce(0) { $0 + $1.people }
    let isLargest = places[0].citycode == places[first].citycode
    return isLargest && Double(people) >= Double(rest) * ResolverThresholds.dominantPopulationRatio
      ? places[first] : nil
  }

  /// Many communes whose names begin alike, one of which has more people than all the others: "Vitry".
  private func mostlyOneTown(_ communes: [Commune], _ reading: LocationReading) -> Resolution? {
    let people = communes.map { $0.population ?? 0 }
    guard communes.count > 1, let most = people.max(), most >= ResolverThresholds.shortNamedTownPopulation,
      most * 2 > people.reduce(0, +)
    else { return nil }
    return ambiguous(sorted(communes.map { Bearer($0, edits: 1) }), reading)
  }

  private func ambiguous(_ places: [Bearer], _ reading: LocationReading) -> Resolution {
    var listed = String(places.count) + ": "
    for (index, place) in places.prefix(ResolverThresholds.namesakesListed).enumerated() {
      if index > 0 { listed.append(", ") }
      listed.append(place.name)
      listed.append(" (")
      listed.append(place.departement)
      listed.append(")")
    }
    if places.count > ResolverThresholds.namesakesListed { listed.append(", ...") }
    let note = PlacementNote(.homonyms, listed)
    return weighed(Placement(status: .ambiguous, notes: reading.notes + [note])) { candidates(places, best: nil) }
  }

  private func candidates(_ places: [Bearer], best: Double?) -> [Candidate] {
    let share = (100 / Double(max(1, places.count))).rounded() / 100
    return places.prefix(ResolverThresholds.candidateCount).enumerated().compactMap { index, place in
      gazetteer.commune(place.citycode).map {
        candidate(
          $0, postcode: gazetteer.mainPostcode(ofCommune: place.citycode),
          score: index == 0 ? best ?? share : best == nil ? share : 1 - (best ?? 0),
          place.named.kind == .name ? .name : .otherName)
      }
    }
  }
}
