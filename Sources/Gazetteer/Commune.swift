import Geodesy

/// A current commune, a municipal arrondissement of Paris, Lyon or Marseille, or Monaco.
public struct Commune: Hashable, Sendable {
  /// INSEE code, five characters: "59481", "2A004".
  public var citycode: String
  /// Official name with article and accents: "Le Quesnoy".
  public var name: String
  /// INSEE code of the city that an arrondissement belongs to; `nil` for a commune.
  public var parent: String?
  /// The point to use: the chef-lieu (town hall), else the centre.
  public var coordinate: Coordinate
  /// True when ``coordinate`` is the commune's centre for want of a trusted chef-lieu.
  public var isCentre: Bool
  /// The centre of the commune's territory, where the sources give one.
  public var centre: Coordinate?
  /// Inhabitants; `nil` where no source gives them.
  public var population: Int?
  /// Square kilometres; `nil` where no source gives them.
  public var surfaceKm2: Double?
  /// SIREN of the intercommunal body; `nil` outside any.
  public var epci: String?

  /// Code of the département or overseas collectivity: "59", "2A", "974", "987"; "MC" for Monaco.
  public var departement: String { Departement.code(ofCitycode: citycode) }

  /// One more than the largest ``number(ofCitycode:)``.
  package static let numbers = 102_000

  /// The five characters of an INSEE code as a number below ``numbers``: Corsica's letters come after all digits. `nil`
  /// for any other text.
  package static func number(ofCitycode citycode: String) -> Int? { number(ofCitycode: citycode.utf8) }

  /// The same for the bytes of a code.
  @inlinable
  package static func number(ofCitycode citycode: some Collection<UInt8>) -> Int? {
    guard citycode.count == 5 else { return nil }
    var number = 0
    for character in citycode {
      switch character {
      case 0x30...0x39: number = number &* 10 &+ Int(character &- 0x30)
      // Only behind the first digit is the number below 10.
      case 0x41 where number == 2, 0x42 where number == 2: number = 100 &+ Int(character &- 0x41)
      default: return nil
      }
    }
    return number
  }
}

/// What a line of the table of communes says.
struct CommuneLine: Sendable {
  var commune: Commune
  /// The first of its postal codes; empty where it has none.
  var mainPostcode: String
}

extension Gazetteer {
  /// The commune or arrondissement with that current INSEE code. O(log n), O(1) when it was asked for before.
  public func commune(_ citycode: String) -> Commune? { communeLine(citycode)?.commune }

  func communeLine(_ citycode: String) -> CommuneLine? {
    Commune.number(ofCitycode: citycode).flatMap { communeLine($0, citycode) }
  }

  /// Reads the commune with that current INSEE code, given as ``Commune/number(ofCitycode:)`` too, and the first of its postal
  /// codes, empty where it has none; `nil` when there is no such commune. O(log n), O(1) when it was asked for before.
  package func withCommune<Result>(
    _ number: Int, _ citycode: String, _ body: (_ commune: Commune, _ mainPostcode: String) -> Result
  ) -> Result? {
    communeCache.withValue(number, { newCommuneLine(citycode) }, { $0.map { body($0.commune, $0.mainPostcode) } })
  }

  /// The inhabitants of the commune with that current INSEE code; `nil` where no source gives them. Complexity as above.
  package func population(ofCommune citycode: String) -> Int? {
    guard let number = Commune.number(ofCitycode: citycode) else { return nil }
    // Without a copy of what else the line says.
    return communeCache.withValue(number, { newCommuneLine(citycode) }, { $0?.commune.population })
  }

  /// Calls `body` with the INSEE code and the name of every commune whose official name's key starts with a prefix, by that.
  /// O(log n) plus these.
  package func forEachCommune(
    keyPrefix: String, _ body: (_ citycode: UnsafeBufferPointer<UInt8>, _ name: String) -> Void
  ) {
    nameTable.forEachLine(withPrefix: keyPrefix.utf8) { line in
      line.withBytes(of: 0) { key in
        line.withBytes(after: key.count) { citycode in
          guard line.isOfficialName(key.count, citycode), let number = Commune.number(ofCitycode: citycode) else {
            return
          }
          let name = communeCache.withValue(number, { newCommuneLine(String(decoding: citycode, as: UTF8.self)) }) {
            $0?.commune.name
          }
          if let name { body(citycode, name) }
        }
      }
      return true
    }
  }

  private func communeLine(_ number: Int, _ citycode: String) -> CommuneLine? {
    communeCache.value(number) { newCommuneLine(citycode) }
  }

  private func newCommuneLine(_ citycode: String) -> CommuneLine? {
    communeTable.firstLine(withKey: citycode.utf8).flatMap(communeLine(from:))
  }

  private func communeLine(from line: SortedTable.Line) -> CommuneLine? {
    line.withFields { fields in
      commune(from: fields).map { commune in
        let postcode = fields.withBytes(11) { $0.prefix { $0 != UInt8(ascii: "|") }.asText }
        return CommuneLine(commune: commune, mainPostcode: postcode)
      }
    }
  }

  /// Every commune of a département, by INSEE code. O(log n) plus the communes.
  public func communes(ofDepartement departement: String) -> [Commune] {
    var found: [Commune] = []
    let prefix = departement == Departement.monaco ? Departement.monacoCitycode : departement
    communeTable.forEachLine(withPrefix: prefix.utf8) { line in
      if let commune = commune(from: line) { found.append(commune) }
      return true
    }
    return found
  }

  /// Calls `body` for every commune, by INSEE code. O(n).
  public func forEachCommune(_ body: (Commune) -> Void) {
    communeTable.forEachLine { line in
      if let commune = commune(from: line) { body(commune) }
    }
  }

  /// Calls `body` for every commune of so many people, arrondissements left out, by INSEE code. O(size).
  package func forEachTown(
    leastPopulation: Int, _ body: (_ citycode: String, _ name: String, _ population: Int) -> Void
  ) {
    communeTable.forEachLine { line in
      // Surface, EPCI, codes and whether the name is the only one are behind it.
      guard let population = line.integer(before: 4), population >= leastPopulation, line[2].isEmpty else { return }
      body(line[0], line[1], population)
    }
  }

  /// Calls `body` for every commune, by INSEE code, whose name no other place has, in France or abroad, with its
  /// ``Commune/number(ofCitycode:)``, its name and the first of its postal codes as a number, 0 where it has none. O(size)
  /// without copying.
  package func forEachSoleName(
    _ body: (_ number: Int, _ name: UnsafeBufferPointer<UInt8>, _ mainPostcode: Int) -> Void
  ) {
    communeTable.forEachKeyAndLine { citycode, line in
      guard !line.endsWithEmptyField, let number = Commune.number(ofCitycode: citycode) else { return }
      let postcode = line.withBytes(before: 1) { codes in
        codes.count < 5 ? 0 : Commune.number(ofCitycode: UnsafeBufferPointer(rebasing: codes[..<5])) ?? 0
      }
      line.withBytes(after: citycode.count) { body(number, $0, postcode) }
    }
  }

  private func commune(from line: SortedTable.Line) -> Commune? { line.withFields { commune(from: $0) } }

  private func commune(from fields: SortedTable.Line.Fields) -> Commune? {
    guard let latitude = fields.number(3), let longitude = fields.number(4) else { return nil }
    var centre: Coordinate?
    if let centreLatitude = fields.number(6), let centreLongitude = fields.number(7) {
      centre = Coordinate(latitude: centreLatitude, longitude: centreLongitude)
    }
    return Commune(
      citycode: fields[0], name: fields[1], parent: fields[2].nilIfEmpty,
      coordinate: Coordinate(latitude: latitude, longitude: longitude),
      isCentre: fields.withBytes(5) { $0.elementsEqual("centre".utf8) },
      centre: centre, population: fields.integer(8), surfaceKm2: fields.number(9), epci: fields[10].nilIfEmpty)
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  var asText: String { isEmpty ? "" : String(decoding: UnsafeBufferPointer(rebasing: self), as: UTF8.self) }
}

extension String {
  var nilIfEmpty: String? { isEmpty ? nil : self }
}
