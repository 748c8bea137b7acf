import Gazetteer

/// The names by which a commune is found, under their keys.
struct NameIndex {
  private struct Place: Hashable {
    let key: String
    let citycode: String
  }

  private var entries: [Place: (kind: PlaceName.Kind, detail: String)] = [:]

  init(
    register: CommuneRegister, history: CommuneHistory, postalCodes: PostalCodes, cedexCodes: CedexCodes
  ) {
    for commune in register.byCode.values {
      add(commune.name, commune.citycode, commune.isArrondissement ? .arrondissement : .name, "")
    }
    for former in history.former { add(former.name, former.current, .former, former.citycode) }
    for row in postalCodes.rows {
      addPostal(row.label, row, register)
      addPostal(row.communeName, row, register)
      add(row.locality, row.citycode, .locality, row.locality)
    }
    for place in KnownFacts.localities where register[place.citycode] != nil {
      add(place.name, place.citycode, .locality, place.name)
    }
    addCedex(cedexCodes, register: register)
    for place in KnownFacts.businessDistricts where register[place.citycode] != nil {
      add(place.name, place.citycode, .cedex, place.name)
    }
  }

  /// One row for each key and commune, with the strongest kind; cities abroad are given by their keys.
  func rows(besides abroad: Set<String>) -> [[String]] {
    entries.map {
      [$0.key.key, $0.key.citycode, $0.value.kind.rawValue, $0.value.detail, abroad.contains($0.key.key) ? "1" : ""]
    }
  }

  /// The communes, by INSEE code, whose official names no other place in France has, and no city abroad, given by their keys.
  func soleNames(besides abroad: Set<String>) -> Set<String> {
    var bearers: [String: Int] = [:]
    for place in entries.keys { bearers[place.key, default: 0] += 1 }
    let sole = entries.filter { place, entry in
      entry.kind == .name && bearers[place.key] == 1 && !abroad.contains(place.key)
    }
    return Set(sole.keys.map(\.citycode))
  }

  private mutating func addPostal(_ text: String, _ row: PostalRow, _ register: CommuneRegister) {
    // The label of Marseille's arrondissements is the city's: it does not name one of them.
    if let parent = register[row.citycode]?.parent, !parent.isEmpty,
      PlaceNameKey(text).text == PlaceNameKey(register[parent]?.name ?? "").text
    {
      return
    }
    // The name of the commune that this one was split off from is no name of this one.
    if row.hasOthersName { return }
    add(text, row.citycode, row.isOwn ? .label : .former, row.isOwn ? text : row.publishedCitycode)
  }

  /// A CEDEX label serves only where nothing else in the département has the name.
  private mutating func addCedex(_ cedexCodes: CedexCodes, register: CommuneRegister) {
    var taken: [String: Set<String>] = [:]
    for place in entries.keys {
      taken[register[place.citycode]?.territory ?? "", default: []].insert(place.key)
    }
    for entry in cedexCodes.entries where entry.kind == .cedex {
      let territory = register[entry.citycode]?.territory ?? ""
      if taken[territory]?.contains(PlaceNameKey(entry.label).text) == true { continue }
      add(entry.label, entry.citycode, .cedex, entry.label)
    }
  }

  private mutating func add(_ text: String, _ citycode: String, _ kind: PlaceName.Kind, _ detail: String) {
    let place = Place(key: PlaceNameKey(text).text, citycode: citycode)
    if place.key.isEmpty { return }
    if let known = entries[place] {
      if known.kind.strength < kind.strength { return }
      if known.kind == kind, !detail.utf8.lexicographicallyPrecedes(known.detail.utf8) { return }
    }
    entries[place] = (kind, detail)
  }
}
