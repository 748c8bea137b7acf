/// One commune that a postal code serves.
public struct PostalCode: Hashable, Sendable {
  /// Five digits.
  public var postcode: String
  /// INSEE code of the commune or arrondissement.
  public var citycode: String
  /// La Poste's delivery label: "LE QUESNOY".
  public var label: String
  /// Localities that La Poste delivers under this code and commune, in capitals.
  public var localities: [String]
  /// The part of a merged commune that the code serves, where it does not serve all of it; `nil` for all or unknown.
  public var part: CommunePart?
}

/// A code that is no area's: of a delivery office, the army, or a special service.
public struct CedexCode: Hashable, Sendable {
  /// What kind of code it is.
  public enum Kind: String, Sendable {
    /// Business mail of a delivery office.
    case cedex
    /// Army post, 00xxx.
    case army
    /// A service without a place: 99999.
    case special
  }

  /// Five digits.
  public var postcode: String
  /// What kind of code it is.
  public var kind: Kind
  /// INSEE code of the delivery office's commune; `nil` for codes without one.
  public var citycode: String?
  /// Delivery label: "MAUBEUGE CEDEX".
  public var label: String
}

extension Gazetteer {
  /// The communes that share a postal code, by INSEE code; empty when the code is none. O(log n).
  public func communes(ofPostcode postcode: String) -> [PostalCode] {
    var found: [PostalCode] = []
    postcodeTable.forEachLine(withKey: postcode.utf8) { found.append(postalCode(from: $0)) }
    return found
  }

  /// The INSEE codes of the communes that share a postal code, in order, each with the part of it that the code serves
  /// where that is not all; empty when the code is none. What ``communes(ofPostcode:)`` says without its names, which take
  /// most of its time. O(log n).
  public func communesServed(byPostcode postcode: String) -> [(citycode: String, part: CommunePart?)] {
    var found: [(citycode: String, part: CommunePart?)] = []
    postcodeTable.forEachLine(withKey: postcode.utf8) { line in
      found.append((line[1], line.endsWithEmptyField ? nil : CommunePart(line, from: 4)))
    }
    return found
  }

  /// The CEDEX, army or special code; `nil` when the code is none of these. O(log n).
  public func cedexCode(_ postcode: String) -> CedexCode? {
    cedexTable.firstLine(withKey: postcode.utf8).flatMap(cedexCode(from:))
  }

  /// The postal codes of a commune, in order; none for Paris, Lyon and Marseille, whose arrondissements have them. O(log n).
  public func postcodes(ofCommune citycode: String) -> [String] {
    communeTable.firstLine(withKey: citycode.utf8)?[11].split(separator: "|").map(String.init) ?? []
  }

  /// The first of a commune's postal codes; empty where it has none. O(log n), O(1) when it was asked for before.
  public func mainPostcode(ofCommune citycode: String) -> String { communeLine(citycode)?.mainPostcode ?? "" }

  /// Up to `count` CEDEX codes on each side of a code that the table may lack, nearest first. O(log n).
  public func cedexCodes(near postcode: String, count: Int) -> [CedexCode] {
    var (before, after) = cedexTable.neighbours(of: postcode.utf8)
    var found: [CedexCode] = []
    for _ in 0..<count {
      if let line = before {
        cedexCode(from: line).map { found.append($0) }
        before = cedexTable.line(before: line)
      }
      if let line = after {
        cedexCode(from: line).map { found.append($0) }
        after = cedexTable.line(after: line)
      }
    }
    guard let number = Int(postcode) else { return found }
    func distance(_ code: CedexCode) -> Int { Int(code.postcode).map { abs($0 - number) } ?? .max }
    return found.sorted { (distance($0), $0.postcode) < (distance($1), $1.postcode) }
  }

  /// Calls `body` for every postal code and commune, in order. O(n).
  public func forEachPostalCode(_ body: (PostalCode) -> Void) {
    postcodeTable.forEachLine { body(postalCode(from: $0)) }
  }

  /// Calls `body` for every postal code, as a number, and commune, by its ``Commune/number(ofCitycode:)``, of which it serves a part
  /// alone. O(size) without copying.
  package func forEachPartServed(_ body: (_ postcode: Int, _ number: Int) -> Void) {
    postcodeTable.forEachLine { line in
      guard !line.endsWithEmptyField else { return }
      let codes = line.withBytes(of: 0) { postcode in
        line.withBytes(after: postcode.count) { citycode in
          (Commune.number(ofCitycode: postcode), Commune.number(ofCitycode: citycode))
        }
      }
      if let postcode = codes.0, let number = codes.1 { body(postcode, number) }
    }
  }

  /// Calls `body` for every CEDEX, army and special code, in order. O(n).
  public func forEachCedexCode(_ body: (CedexCode) -> Void) {
    cedexTable.forEachLine { line in cedexCode(from: line).map(body) }
  }

  private func postalCode(from line: SortedTable.Line) -> PostalCode {
    PostalCode(
      postcode: line[0], citycode: line[1], label: line[2],
      localities: line[3].split(separator: "|").map(String.init), part: CommunePart(line, from: 4))
  }

  private func cedexCode(from line: SortedTable.Line) -> CedexCode? {
    guard let kind = CedexCode.Kind(rawValue: line[1]) else { return nil }
    return CedexCode(postcode: line[0], kind: kind, citycode: line[2].nilIfEmpty, label: line[3])
  }
}
