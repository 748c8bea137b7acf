import GazetteerData

/// The French postal gazetteer: communes, postal codes, CEDEX codes, former communes and names, and what is needed to
/// tell a foreign place from a French one.
///
/// Opening it reads nothing but each table's header; every look-up bisects the table's bytes. A gazetteer is immutable
/// and may be used from any thread.
///
///     let gazetteer = try Gazetteer.embedded()
///     gazetteer.communes(ofPostcode: "59530").count   // 15
public struct Gazetteer: Sendable {
  /// One reference for all tables: copies of a gazetteer cost no more than that.
  private let tables: Tables

  private final class Tables: Sendable {
    let commune: SortedTable
    let postcode: SortedTable
    let cedex: SortedTable
    let former: SortedTable
    let name: SortedTable
    let departement: SortedTable
    let region: SortedTable
    let epci: SortedTable
    let country: SortedTable
    let foreignCity: SortedTable
    let outline: SortedTable
    let source: SortedTable
    /// Communes by ``Commune/number(ofCitycode:)``, each read from its line once.
    let communes = NumberedCache<CommuneLine?>(count: Commune.numbers)

    init(open: (String) throws(GazetteerError) -> TableBytes) throws(GazetteerError) {
      func table(_ file: String, _ header: String) throws(GazetteerError) -> SortedTable {
        try SortedTable(try open(file), name: file, header: header)
      }
      commune = try table(
        "communes.csv",
        "citycode;name;parent;latitude;longitude;point;centre_latitude;centre_longitude;population;surface_km2;epci;"
          + "postcodes;sole_name")
      postcode = try table(
        "postal_codes.csv", "postcode;citycode;label;localities;latitude;longitude;population;surface_km2")
      cedex = try table("cedex_codes.csv", "postcode;kind;citycode;label")
      former = try table(
        "former_communes.csv", "citycode;name;current;date;kind;latitude;longitude;population;surface_km2")
      name = try table("names.csv", "key;citycode;kind;detail;abroad")
      departement = try table(
        "departements.csv", "code;name;region;prefecture;latitude;longitude;west;south;east;north")
      region = try table("regions.csv", "code;name")
      epci = try table("epcis.csv", "siren;name;kind")
      country = try table(
        "countries.csv", "iso2;iso3;insee;name_fr;name_en;native_names;postcode_pattern")
      foreignCity = try table("foreign_cities.csv", "key;country;name;population;latitude;longitude")
      outline = try table("outlines.csv", "code;ring;steps")
      source = try table("sources.csv", "file;source;publisher;vintage;licence;rows;sha256")
    }
  }

  var communeTable: SortedTable { _read { yield tables.commune } }
  var postcodeTable: SortedTable { _read { yield tables.postcode } }
  var cedexTable: SortedTable { _read { yield tables.cedex } }
  var formerTable: SortedTable { _read { yield tables.former } }
  var nameTable: SortedTable { _read { yield tables.name } }
  var departementTable: SortedTable { _read { yield tables.departement } }
  var regionTable: SortedTable { _read { yield tables.region } }
  var epciTable: SortedTable { _read { yield tables.epci } }
  var countryTable: SortedTable { _read { yield tables.country } }
  var foreignCityTable: SortedTable { _read { yield tables.foreignCity } }
  var outlineTable: SortedTable { _read { yield tables.outline } }
  var sourceTable: SortedTable { _read { yield tables.source } }
  var communeCache: NumberedCache<CommuneLine?> { tables.communes }

  /// The gazetteer that is part of the executable.
  ///
  /// Throws ``GazetteerError/malformed(table:line:expected:found:)`` only if the program was built from broken tables.
  public static func embedded() throws(GazetteerError) -> Gazetteer {
    try Gazetteer { file throws(GazetteerError) in
      guard let embedded = gazetteer_file_named(file)?.pointee else {
        throw .malformed(table: file, line: 0, expected: "an embedded table", found: "nothing")
      }
      return TableBytes(static: UnsafeBufferPointer(start: embedded.bytes, count: embedded.size))
    }
  }

  /// The gazetteer in a folder that `gazetteer-build` wrote: another vintage, say.
  public init(directory: String) throws(GazetteerError) {
    try self.init { file throws(GazetteerError) in
      try TableBytes(mapping: "\(directory)/\(file)", table: file)
    }
  }

  private init(open: (String) throws(GazetteerError) -> TableBytes) throws(GazetteerError) {
    tables = try Tables(open: open)
  }
}
