/// The tables of `gazetteer/`, built from a folder of official files.
///
/// The same files give the same bytes. About three seconds for all of France in a release build.
public struct GazetteerBuild: Sendable {
  /// The twelve tables.
  public let tables: [GazetteerTable]
  /// What was put right in the sources, in the order of the stages.
  public let repairs: [Repair]

  /// Reads and checks the sources and makes the tables. Throws all problems of the stage that found any.
  public init(sources directory: String) throws(SourceRefusal) {
    let report = BuildReport()
    let sources = Sources(in: directory, report: report)
    try report.stopIfRefused()

    var register = CommuneRegister(communes: sources.communes, overseas: sources.overseas, report: report)
    register.addMonaco(cities: sources.foreignCities, report: report)
    register.addPopulations(sources.population, mayotte: sources.populationMayotte, report: report)
    try report.stopIfRefused()

    let history = CommuneHistory(
      register: register, changes: sources.changes, passage: sources.passage, report: report)
    register.addEPCIs(sources.epcis, history: history, report: report)
    try report.stopIfRefused()

    let postalCodes = PostalCodes(sources.postalCodes, register: register, history: history, report: report)
    let points = CommunePoints(
      sources.chefsLieux, outlines: sources.outlines, history: history, report: report)
    try report.stopIfRefused()
    postalCodes.refuseUnservedCommunes(register: register, report: report)
    points.place(in: &register, postalCodes: postalCodes, history: history)
    CommuneSurfaces.complete(&register)
    postalCodes.refuseScattered(register: register, report: report)
    let cedexCodes = CedexCodes(sources.cedex, postalCodes: postalCodes, history: history, report: report)
    try report.stopIfRefused()

    let names = NameIndex(
      register: register, history: history, postalCodes: postalCodes, cedexCodes: cedexCodes)
    let formerPlaces = points.formerPlaces(history.former, register: register)
    let servedParts = points.servedParts(postalCodes, history.former, places: formerPlaces)
    let others = Self.otherTables(sources, register, report)
    let abroad = Set(others.first { $0.file == Self.foreignCities }?.rows.map { $0[0] } ?? [])
    tables =
      Self.communeTables(register, postalCodes, cedexCodes, names, abroad, report)
      + [
        Self.postalCodeTable(postalCodes, register, servedParts, report),
        Self.formerCommuneTable(history, formerPlaces, report),
      ] + others
    try report.stopIfRefused()
    repairs = report.repairs
  }

  private static let foreignCities = "foreign_cities.csv"

  private static func communeTables(
    _ register: CommuneRegister, _ postalCodes: PostalCodes, _ cedexCodes: CedexCodes, _ names: NameIndex,
    _ abroad: Set<String>, _ report: BuildReport
  ) -> [GazetteerTable] {
    let postcodes = Dictionary(grouping: postalCodes.rows, by: \.citycode).mapValues {
      Set($0.map(\.postcode)).sorted().joined(separator: "|")
    }
    let sole = names.soleNames(besides: abroad)
    return [
      GazetteerTable(
        file: "communes.csv",
        header: [
          "citycode", "name", "parent", "latitude", "longitude", "point", "centre_latitude", "centre_longitude",
          "population", "surface_km2", "epci", "postcodes", "sole_name",
        ],
        rows: register.byCode.values.map { commune in
          [
            commune.citycode, commune.name, commune.parent,
            degrees(commune.point?.latitude), degrees(commune.point?.longitude),
            commune.pointIsChefLieu ? "chef-lieu" : "centre",
            degrees(commune.centre?.latitude), degrees(commune.centre?.longitude),
            commune.population.map(String.init) ?? "",
            commune.surfaceHectares.map { decimal(Double($0) / 100, decimals: 2) } ?? "", commune.epci,
            postcodes[commune.citycode] ?? "", sole.contains(commune.citycode) ? "1" : "",
          ]
        }, report: report),
      GazetteerTable(
        file: "cedex_codes.csv", header: ["postcode", "kind", "citycode", "label"],
        rows: cedexCodes.entries.map { [$0.postcode, $0.kind.rawValue, $0.citycode, $0.label] }, report: report),
      GazetteerTable(
        file: "names.csv", header: ["key", "citycode", "kind", "detail", "abroad"], rows: names.rows(besides: abroad),
        report: report),
    ]
  }

  private static func postalCodeTable(
    _ postalCodes: PostalCodes, _ register: CommuneRegister, _ parts: [[String]: FormerPlace], _ report: BuildReport
  ) -> GazetteerTable {
    GazetteerTable(
      file: "postal_codes.csv",
      header: ["postcode", "citycode", "label", "localities", "latitude", "longitude", "population", "surface_km2"],
      rows: postalCodes.entries(register: register).map {
        [$0.postcode, $0.citycode, $0.label, $0.localities.joined(separator: "|")]
          + (parts[[$0.postcode, $0.citycode]]?.values ?? FormerPlace.unknown)
      }, report: report)
  }

  private static func formerCommuneTable(
    _ history: CommuneHistory, _ places: [[String]: FormerPlace], _ report: BuildReport
  ) -> GazetteerTable {
    GazetteerTable(
      file: "former_communes.csv",
      header: [
        "citycode", "name", "current", "date", "kind", "latitude", "longitude", "population", "surface_km2",
      ],
      rows: history.former.map {
        [$0.citycode, $0.name, $0.current, $0.date, $0.kind.rawValue]
          + (places[[$0.citycode, $0.name]]?.values ?? FormerPlace.unknown)
      }, report: report)
  }

  private static func otherTables(
    _ sources: Sources, _ register: CommuneRegister, _ report: BuildReport
  ) -> [GazetteerTable] {
    [
      GazetteerTable(
        file: "departements.csv",
        header: [
          "code", "name", "region", "prefecture", "latitude", "longitude", "west", "south", "east", "north",
        ],
        rows: Territories.departements(
          sources.departements, overseas: sources.overseas, register: register, regions: sources.regions,
          report: report), report: report),
      GazetteerTable(
        file: "regions.csv", header: ["code", "name"], rows: Territories.regions(sources.regions), report: report),
      GazetteerTable(
        file: "epcis.csv", header: ["siren", "name", "kind"],
        rows: Territories.epcis(sources.epcis, report: report), report: report),
      GazetteerTable(
        file: "countries.csv",
        header: ["iso2", "iso3", "insee", "name_fr", "name_en", "native_names", "postcode_pattern"],
        rows: ForeignPlaces.countries(sources.foreignCountries, report: report), report: report),
      GazetteerTable(
        file: Self.foreignCities, header: ["key", "country", "name", "population", "latitude", "longitude"],
        rows: ForeignPlaces.cities(sources.foreignCities, report: report), report: report),
      GazetteerTable(
        file: "outlines.csv", header: ["code", "ring", "steps"],
        rows: DrawnOutlines.rows(europe: sources.simplifiedOutlines, all: sources.outlines, report: report),
        report: report),
      GazetteerTable(
        file: "sources.csv", header: ["file", "source", "publisher", "vintage", "licence", "rows", "sha256"],
        rows: sources.descriptions, report: report),
    ]
  }
}
