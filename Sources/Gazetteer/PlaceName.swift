import Geodesy
import Glibc

/// One name under which a commune is known.
public struct PlaceName: Hashable, Sendable {
  /// What kind of name it is, the strongest first.
  public enum Kind: String, Sendable, CaseIterable {
    /// The commune's official name of today.
    case name
    /// A municipal arrondissement.
    case arrondissement
    /// La Poste's delivery label.
    case label
    /// The name of a commune that has since merged or changed its name.
    case former
    /// A locality that La Poste delivers by name.
    case locality
    /// The delivery label of a CEDEX: a business district, a city's usual short name.
    case cedex

    /// The kind of that text; `nil` when there is none. As `init(rawValue:)`, without comparing with every kind.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
      func isText(_ other: StaticString) -> Bool {
        guard let base = text.baseAddress, text.count == other.utf8CodeUnitCount else { return false }
        return memcmp(base, other.utf8Start, text.count) == 0
      }
      switch text.first {
      case UInt8(ascii: "n") where isText("name"): self = .name
      case UInt8(ascii: "a") where isText("arrondissement"): self = .arrondissement
      case UInt8(ascii: "l") where isText("label"): self = .label
      case UInt8(ascii: "l") where isText("locality"): self = .locality
      case UInt8(ascii: "f") where isText("former"): self = .former
      case UInt8(ascii: "c") where isText("cedex"): self = .cedex
      default: return nil
      }
    }

    /// 0 for the strongest kind.
    public var strength: Int {
      switch self {
      case .name: 0
      case .arrondissement: 1
      case .label: 2
      case .former: 3
      case .locality: 4
      case .cedex: 5
      }
    }
  }

  /// The ``PlaceNameKey`` of the name.
  public var key: String
  /// INSEE code of the commune.
  public var citycode: String
  /// What kind of name it is.
  public var kind: Kind
  /// The former commune's INSEE code, or the locality as published; empty for the other kinds.
  public var detail: String
  /// Whether a city abroad has the key too.
  public var isAbroad: Bool
}

/// A commune, or a name of one, that no longer exists.
public struct FormerCommune: Hashable, Sendable {
  /// What became of it; the texts are those of the table.
  public enum Kind: String, Sendable, CaseIterable {
    /// Part of another commune, and no more than that.
    case merged
    /// A delegated commune of a commune nouvelle.
    case delegated
    /// A commune associated with another: a merger of the years 1971 to 2010.
    case associated
    /// The same commune under another name.
    case renamed
    /// The same commune under another INSEE code.
    case recoded
  }

  /// The INSEE code it had.
  public var citycode: String
  /// Its name, official spelling.
  public var name: String
  /// INSEE code of the commune that it is part of today.
  public var current: String
  /// What became of it; `nil` for a kind that this version does not know.
  public var kind: Kind?
  /// Where it was; `nil` for communes that ended before their places were published.
  public var part: CommunePart?
}

/// A part of a commune that was a commune once, or several such parts.
public struct CommunePart: Hashable, Sendable {
  /// The town hall, of several parts that of the most populous.
  public var coordinate: Coordinate
  /// Inhabitants in 1999.
  public var population: Int
  /// Square kilometres; `nil` where the source has none.
  public var surfaceKm2: Double?

  /// Reads latitude, longitude, inhabitants and surface from a field on; `nil` when they are empty.
  init?(_ line: SortedTable.Line, from field: Int) {
    guard let latitude = line.number(field), let longitude = line.number(field + 1) else { return nil }
    coordinate = Coordinate(latitude: latitude, longitude: longitude)
    population = Int(line[field + 2]) ?? 0
    surfaceKm2 = line.number(field + 3)
  }
}

extension Gazetteer {
  /// The communes that bear a name, by INSEE code. O(log n).
  public func places(named key: PlaceNameKey) -> [PlaceName] {
    var found: [PlaceName] = []
    guard !key.text.isEmpty else { return found }
    nameTable.forEachLine(withKey: key.text.utf8) { line in
      placeName(from: line, key: key.text).map { found.append($0) }
    }
    return found
  }

  /// The INSEE code of the one commune that has a key by its official name of today, when no other name has it. O(log n).
  package func soleCommune(named key: PlaceNameKey) -> String? {
    guard !key.text.isEmpty, let line = nameTable.soleLine(withKey: key.text.utf8) else { return nil }
    let keyLength = key.text.utf8.count
    return line.withBytes(after: keyLength) { citycode in
      line.isOfficialName(keyLength, citycode) ? String(decoding: citycode, as: UTF8.self) : nil
    }
  }

  /// The index of the one commune among some, given by ``Commune/number(ofCitycode:)``, whose official name of today has
  /// the key; `nil` when none has, when several do, or one by another of its names too, and with `isOnly` when communes beyond
  /// these bear the name. O(log n).
  package func soleNamed(_ key: PlaceNameKey, among numbers: [Int], isOnly: Bool) -> Int? {
    guard !key.text.isEmpty else { return nil }
    var found: Int?
    var isSole = true
    let keyLength = key.text.utf8.count
    nameTable.forEachLine(withKey: key.text.utf8) { line in
      line.withBytes(after: keyLength) { citycode in
        guard let number = Commune.number(ofCitycode: citycode), let index = numbers.firstIndex(of: number) else {
          if isOnly { isSole = false }
          return
        }
        if found != nil || !line.isOfficialName(keyLength, citycode) { isSole = false }
        found = index
      }
    }
    return isSole ? found : nil
  }

  /// Calls `body` for every name in the gazetteer, by key. O(n).
  public func forEachPlace(_ body: (PlaceName) -> Void) {
    nameTable.forEachLine { line in placeName(from: line).map(body) }
  }

  /// Calls `body` with the key and INSEE code of every name, and the position by which ``place(at:)`` gives it whole. O(n)
  /// without copying.
  package func forEachPlaceKey(
    _ body: (_ key: UnsafeBufferPointer<UInt8>, _ citycode: UnsafeBufferPointer<UInt8>, _ position: Int) -> Void
  ) {
    nameTable.forEachLine { line in
      line.withBytes(of: 0) { key in line.withBytes(of: 1) { body(key, $0, line.start) } }
    }
  }

  /// The name at a position that ``forEachPlaceKey(_:)`` gave. O(1).
  package func place(at position: Int) -> PlaceName? {
    nameTable.line(startingAt: position).flatMap { placeName(from: $0) }
  }

  /// Reads the first `count` bytes of the key at a position that ``forEachPlaceKey(_:)`` gave. O(1).
  package func withPlaceKey<Result>(
    at position: Int, count: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    nameTable.withBytes(at: position, count: count, body)
  }

  /// What became of an INSEE code that is no current commune's, or of a former name under it: the latest change first
  /// found. O(log n).
  public func formerCommunes(_ citycode: String) -> [FormerCommune] {
    var found: [FormerCommune] = []
    formerTable.forEachLine(withKey: citycode.utf8) { line in
      found.append(
        FormerCommune(
          citycode: line[0], name: line[1], current: line[2], kind: FormerCommune.Kind(rawValue: line[4]),
          part: CommunePart(line, from: 5)))
    }
    return found
  }

  private func placeName(from line: SortedTable.Line, key: String? = nil) -> PlaceName? {
    line.withFields { fields in
      fields.withBytes(2, PlaceName.Kind.init).map {
        PlaceName(
          key: key ?? fields[0], citycode: fields[1], kind: $0, detail: fields[3],
          isAbroad: !line.endsWithEmptyField)
      }
    }
  }
}

extension SortedTable.Line {
  /// Whether a line of names, of which the key has so many bytes and the INSEE code is read, has a commune's name of today.
  func isOfficialName(_ keyLength: Int, _ citycode: UnsafeBufferPointer<UInt8>) -> Bool {
    withBytes(after: keyLength + 1 + citycode.count, PlaceName.Kind.init) == .name
  }
}
