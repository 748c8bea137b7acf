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
      guard CellReading.isPlainName(folded), !CellReading.isPlaceholder(folded), !Arrondissement.isNamed(in: folded),
        !indexes.countries(of: gazetteer).mayEndWithCountry(folded)
      else { return nil }
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
    LatinFolding.withFolded(query.city) { folded -> Placement? in
      guard CellReading.isPlainName(folded), !CellReading.isPlaceholder(folded), !Arrondissement.isNamed(in: folded),
        // "qc", "on": a province behind a city abroad.
        folded.count > 3, folded.suffix(3).allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }),
        !indexes.countries(of: gazetteer).mayEndWithCountry(folded)
      else { return nil }
      let name = PlaceNameKey(folded: folded)
      guard let (citycode, isBeginning) = gazetteer.soleCommune(named: name, beginning: Self.singularLength(name)),
        let number = Commune.number(ofCitycode: citycode),
        indexes.territories(of: gazetteer).territory(ofKey: name) == nil,
        gazetteer.foreignCities(named: name).isEmpty,
        !isBeginning
          || shortNamedTowns(
            query.city, key: name, besides: [NamedCommune(citycode: citycode, kind: .name, detail: "")]
          ).isEmpty,
        indexes.countries(of: gazetteer).country(ofKey: name) == nil
      else { return nil }
      return exactPlacement(
        at: number, citycode, part: nil, postcode: "", method: .city, score: ResolverThresholds.cityScore)
    }
  }
}
