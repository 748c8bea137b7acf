import Gazetteer

extension Resolver {
  /// The placement of five digits and a commune's own name that agree, as nearly all rows of a clean table do: what
  /// ``resolved(_:)`` gives for them, without taking cells apart. `nil` for any other query, which is for the steps. O(length).
  ///
  /// `key` is the query's: it says that there is nothing on the row but a code, a city and perhaps a French company number.
  func exactAgreement(_ query: LocationQuery, _ key: ExactKey) -> Placement? {
    guard key.codeForm == .plain, !key.isCodeAlone else { return nil }
    if key.isCityAlone { return exactCity(query) }
    // What is typed around the digits is no part of the code.
    let postcode = query.postcode.utf8.count == 5 ? query.postcode : key.code
    let code = meaning(ofCode: postcode, key.number)
    guard code.isPostal, !code.hasArrondissements else { return nil }
    let index = LatinFolding.withFolded(query.city) { folded -> Int? in
      // What `LocationReading(plain:)` leaves to the full reading, and a name with its article among several.
      guard isNameAlone(folded) else { return nil }
      return gazetteer.soleNamed(
        PlaceNameKey(folded: folded), among: code.numbers, isOnly: folded[0] == UInt8(ascii: "l"))
    }
    guard let index else { return nil }
    let citycode = code.citycodes[index]
    return exactPlacement(
      at: code.numbers[index], citycode, part: code.parts.isEmpty ? nil : code.parts[citycode], postcode: postcode,
      method: .postcodeAndCity, score: ResolverThresholds.exactScore)
  }

  /// The same for a commune's name alone that nothing else bears: no other place of the gazetteer, no territory, no city or
  /// country abroad.
  private func exactCity(_ query: LocationQuery) -> Placement? {
    guard let (number, citycode) = LatinFolding.withFolded(query.city, { communeMeant(byFolded: $0) }) else {
      return nil
    }
    return exactPlacement(
      at: number, citycode, part: nil, postcode: "", method: .city, score: ResolverThresholds.cityScore)
  }

  /// Asks for the memory that ``withOwnPostcode(_:_:)`` reads.
  package func prefetchOwnPostcode(_ name: LocationMeaning) {
    indexes.withPlainNamesMade { $0.prefetchPlace(name.key) }
  }

  /// What a commune's name alone that ``exactCity(_:)`` places means beside the first of the commune's postal codes, and the
  /// ``Commune/number(ofCitycode:)``. When that has a placement of the ``ResolverThresholds/exactScore`` at the commune, the
  /// name's own is the same but for its method, which is ``PlacementMethod/city``, and its ``ResolverThresholds/cityScore``.
  /// `nil` for another name, and for the first that are asked for. O(length).
  package func withOwnPostcode(
    _ name: LocationMeaning, _ city: UnsafeBufferPointer<UInt8>
  ) -> (meaning: LocationMeaning, commune: Int)? {
    guard let place = indexes.withPlainNames(of: gazetteer, { $0.place(name.key) }) ?? nil,
      // A hyphen joins what a space parts: this hangs on how the name is typed.
      !indexes.withCountries(of: gazetteer, { $0.mayEndWithCountry(typed: city) })
    else { return nil }
    return (name.beside(code: place.mainPostcode), place.commune)
  }

  /// The one commune that a folded name alone means, by its ``Gazetteer/Commune/number(ofCitycode:)`` and its INSEE code.
  private func communeMeant(byFolded folded: UnsafeBufferPointer<UInt8>) -> (number: Int, citycode: String)? {
    guard isNameOfCommune(folded) else { return nil }
    let name = PlaceNameKey(folded: folded)
    guard let citycode = gazetteer.soleCommune(named: name), let number = Commune.number(ofCitycode: citycode),
      indexes.withPlainNames(of: gazetteer, { $0.isPlain(number) }) ?? meansOnly(citycode, folded, name)
    else { return nil }
    return (number, citycode)
  }

  /// Whether a name that one commune alone has in the gazetteer means nothing else.
  private func meansOnly(_ citycode: String, _ city: UnsafeBufferPointer<UInt8>, _ key: PlaceNameKey) -> Bool {
    indexes.withTerritories(of: gazetteer, { $0.territory(ofKey: key) }) == nil
      && gazetteer.foreignCities(named: key).isEmpty
      && indexes.withCountries(of: gazetteer, { $0.country(ofKey: key) }) == nil
      && shortNamedTowns(
        String(decoding: city, as: UTF8.self), key: key,
        besides: [NamedCommune(citycode: citycode, kind: .name, detail: "")]
      ).isEmpty
  }

  /// Whether a folded cell alone may be a commune's name, and needs no reading.
  private func isNameOfCommune(_ folded: UnsafeBufferPointer<UInt8>) -> Bool {
    CellReading.isNameOfCommune(folded) && !mayEndWithCountry(folded)
  }

  /// Whether a folded cell is a name and nothing else, which needs no reading.
  private func isNameAlone(_ folded: UnsafeBufferPointer<UInt8>) -> Bool {
    CellReading.isNameAlone(folded) && !mayEndWithCountry(folded)
  }

  private func mayEndWithCountry(_ folded: UnsafeBufferPointer<UInt8>) -> Bool {
    indexes.withCountries(of: gazetteer) { $0.mayEndWithCountry(folded) }
  }
}

extension CellReading {
  /// Whether a folded cell is a name and nothing else, but perhaps for a country behind it. Hyphens and spaces make no difference.
  fileprivate static func isNameAlone(_ folded: UnsafeBufferPointer<UInt8>) -> Bool {
    isPlainName(folded) && !isPlaceholder(folded) && !Arrondissement.isNamed(in: folded)
  }

  /// The same for one that may be a commune's name.
  static func isNameOfCommune(_ folded: UnsafeBufferPointer<UInt8>) -> Bool {
    isNameAlone(folded)
      // "qc", "on": a province behind a city abroad.
      && folded.count > 3 && folded.suffix(3).allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
  }
}
