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
  let communeTable: SortedTable
  let postcodeTable: SortedTable
  let cedexTable: SortedTable
  let formerTable: SortedTable
  let nameTable: SortedTable
  let departementTable: SortedTable
  let regionTable: SortedTable
  let epciTable: SortedTable
  let countryTable: SortedTable
  let foreignCityTable: SortedTable
  let outlineTable: SortedTable
  let sourceTable: SortedTable

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
    func table(_ file: String, _ header: String) throws(GazetteerError) -> SortedTable {
      try SortedTable(try open(file), name: file, header: header)
    }
    communeTable = try table(
      "communes.csv",
      "citycode;name;parent;latitude;longitude;point;centre_latitude;centre_longitude;population;surface_km2;epci")
    postcodeTable = try table("postal_codes.csv", "postcode;citycode;label;localities")
    cedexTable = try table("cedex_codes.csv", "postcode;kind;citycode;label")
    formerTable = try table("former_communes.csv", "citycode;name;current;date;kind")
    nameTable = try table("names.csv", "key;citycode;kind;detail")
    departementTable = try table(
      "departements.csv", "code;name;region;prefecture;latitude;longitude;west;south;east;north")
    regionTable = try table("regions.csv", "code;name")
    epciTable = try table("epcis.csv", "siren;name;kind")
    countryTable = try table(
      "countries.csv", "iso2;iso3;insee;name_fr;name_en;native_names;postcode_pattern")
    foreignCityTable = try table("foreign_cities.csv", "key;country;name;population;latitude;longitude")
    outlineTable = try table("outlines.csv", "code;ring;steps")
    sourceTable = try table("sources.csv", "file;source;publisher;vintage;licence;rows;sha256")
  }
}
