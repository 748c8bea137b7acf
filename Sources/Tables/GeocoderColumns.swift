/// The columns in which a geocoder said how fine and how sure its answer is, beside its coordinates. Places are 0-based.
public struct GeocoderColumns: Hashable, Sendable {
  /// `housenumber`, `street`, `locality`, `municipality`...
  public var type: Int?
  /// 0 to 1.
  public var score: Int?
  /// The INSEE code of the commune found.
  public var citycode: Int?
  /// Metres, in tables that this program wrote.
  public var radiusMetres: Int?

  /// The places of the columns that there are.
  public var all: [Int] { [type, score, citycode, radiusMetres].compactMap { $0 } }

  /// Those of a table that is a geocoder's answer; `nil` for other tables.
  init?(_ columns: [TableColumn], _ known: KnownLayout?) {
    guard known == .geocoded || known == .geoSirene else { return nil }
    func place(_ names: String...) -> Int? {
      columns.first { names.contains(HeaderText($0.header).words.joined()) }?.index
    }
    type = place("resulttype", "geotype")
    score = place("resultscore", "geoscore")
    citycode = place("resultcitycode", "geoinsee")
    radiusMetres = place("resultradiusm")
  }
}
