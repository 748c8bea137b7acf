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
  }

  /// The ``PlaceNameKey`` of the name.
  public var key: String
  /// INSEE code of the commune.
  public var citycode: String
  /// What kind of name it is.
  public var kind: Kind
  /// The former commune's INSEE code, or the locality as published; empty for the other kinds.
  public var detail: String
}

/// A commune, or a name of one, that no longer exists.
public struct FormerCommune: Hashable, Sendable {
  /// The INSEE code it had.
  public var citycode: String
  /// Its name, official spelling.
  public var name: String
  /// INSEE code of the commune that it is part of today.
  public var current: String
  /// `merged`, `delegated`, `associated`, `renamed` or `recoded`.
  public var kind: String
}

extension Gazetteer {
  /// The communes that bear a name, by INSEE code. O(log n).
  public func places(named key: PlaceNameKey) -> [PlaceName] {
    var found: [PlaceName] = []
    guard !key.text.isEmpty else { return found }
    nameTable.forEachLine(withKey: key.text.utf8) { line in placeName(from: line).map { found.append($0) } }
    return found
  }

  /// Calls `body` for every name whose key starts with a prefix, in order, until it returns false.
  public func forEachPlace(keyPrefix: String, _ body: (PlaceName) -> Bool) {
    nameTable.forEachLine(withPrefix: keyPrefix.utf8) { line in placeName(from: line).map(body) ?? true }
  }

  /// Calls `body` for every name in the gazetteer, by key. O(n).
  public func forEachPlace(_ body: (PlaceName) -> Void) {
    nameTable.forEachLine { line in placeName(from: line).map(body) }
  }

  /// What became of an INSEE code that is no current commune's, or of a former name under it: the latest change first
  /// found. O(log n).
  public func formerCommunes(_ citycode: String) -> [FormerCommune] {
    var found: [FormerCommune] = []
    formerTable.forEachLine(withKey: citycode.utf8) { line in
      found.append(FormerCommune(citycode: line[0], name: line[1], current: line[2], kind: line[4]))
    }
    return found
  }

  private func placeName(from line: SortedTable.Line) -> PlaceName? {
    guard let kind = PlaceName.Kind(rawValue: line[2]) else { return nil }
    return PlaceName(key: line[0], citycode: line[1], kind: kind, detail: line[3])
  }
}
