import ArgumentParser
import ContractTables
import Geocoding
import MapLayers
import RemoteGeocoding
import SupplierMaps
import TableGeocoding
import Tables

extension SupplierMapOptions.Grouping: ExpressibleByArgument {}
extension SupplierMapOptions.Facet: ExpressibleByArgument {}

/// `cartomarches map FILE... [-o DIR]`.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: "Makes a folder of maps from tables of contracts.")

  @Argument(help: "The tables; several are compiled into one.")
  var files: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write to; made if it is not there.", valueName: "DIR"))
  var output = "output"

  @Option(help: "What becomes one supplier: supplier, row or place.")
  var groupBy = SupplierMapOptions.Grouping.supplier

  @Flag(help: "Make companies one supplier each, by SIREN, instead of their establishments, by SIRET.")
  var bySiren = false

  @Option(help: "What becomes one layer: category, year, departement or none.")
  var layerBy = SupplierMapOptions.Facet.category

  @Option(help: "What gives markers their colour (default: the same as the layers).")
  var colourBy: SupplierMapOptions.Facet?

  @Option(help: ArgumentHelp("Who buys, for distances, bands and links: a code, a city or both.", valueName: "PLACE"))
  var buyer: String?

  @Flag(help: "Lay the suppliers of one place out around it, inside the commune; the true position is kept beside.")
  var spread = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The licence of the map: etalab-2.0, odbl-1.0, cc-by-4.0, cc0-1.0, or words.", valueName: "NAME")
  )
  var licence: String?

  @Flag(
    inversion: .prefixedNo,
    help: "A layer of départements in pale shades by their number of contracts in map.umap, below all others.")
  var shadeDepartements = true

  @Option(parsing: .unconditional, help: "The map's title.")
  var title = ""

  @Flag(help: "Open the report in the browser when all is written.")
  var open = false

  @Option(help: "What to write, separated by commas: \(MapFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var formats = MapFormat.usual.map(\.rawValue).joined(separator: ",")

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Geocoding") var geocoding: GeocodingOptions
  @OptionGroup(title: "Remote geocoding") var remote: RemoteOptions
  @OptionGroup(title: "Output") var writing: WritingOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let language = common.language
    try FreeText.check([("--title", title), ("--licence", licence)], of: Self.self, language)
    let formats = try MapFormat.parse(self.formats, language)
    if open, !formats.contains(.html) {
      throw Failure(
        .usage,
        language.choose(
          "--open montre report.html, que --formats n'écrit pas ; ajoutez html à --formats",
          "--open shows report.html, which --formats leaves out; add html to --formats"))
    }
    let resolver = try geocoding.resolver(language)
    let provider = try remote.provider(language)
    var tables = try InputTables(
      files, try input.tableOptions(language, resolver.gazetteer), language, isReadTwice: provider != nil)
    try tables.requireLocation(language, asksItself: true, companiesSuffice: remote.placesCompanies)
    if !common.quiet { tables.reportProblems(language, writesCSV: formats.contains(.csv)) }
    try tables.requireRows(language)
    let asked = try provider.map { provider throws(Failure) in
      try remote.ask(provider, about: &tables, resolver, common.messages)
    }
    guard !remote.dryRun else { return }
    let folder = try OutputFolder(path: output, language: language)
    let collector = ContractCollector(SupplierMapBuilder(try mapOptions(resolver)))
    let geocoder = TableGeocoder(
      resolver: resolver, layouts: tables.layouts, names: tables.names, style: writing.style, overlay: asked?.overlay)
    let unlocated = UnlocatedTable(
      layouts: tables.layouts, names: tables.names, style: writing.style, language: common.lang ?? .french)
    let counts = try geocode(
      tables, geocoder, unlocated, companies: asked?.companies ?? [:], into: folder, collector,
      writesTables: formats.contains(.csv))
    let content = collector.finish()
    let leftOut = try MapFiles(
      content: content, folder: folder, formats: formats, language: language, fileLanguage: common.lang ?? .french
    ).write(
      report: reportInput(tables),
      tables: formats.contains(.csv)
        ? dataTables(tables, geocoder, unlocated, hasUnplaced: counts.unplacedRecords > 0) : [])
    try folder.commit()
    try writing.ending.finish(counts, common.messages)
    if !common.quiet {
      if let line = SummaryText(summary: counts, language: language).furtherHolders(content) { Console.error(line) }
      if let leftOut { Console.error(leftOut) }
      report(folder, formats, counts, isAggregated: formats.contains(.umap) && content.isUMapAggregated)
    }
    if open { openReport(in: folder) }
    try asked?.finish()
  }

  /// Writes `located.csv` and `unlocated.csv` and collects the contracts, one pass over the tables.
  private func geocode(
    _ tables: InputTables, _ geocoder: TableGeocoder, _ unlocatedTable: UnlocatedTable,
    companies: [CompanyNumber: CompanyDescription], into folder: OutputFolder, _ collector: ContractCollector,
    writesTables: Bool
  ) throws(Failure) -> GeocodingSummary {
    let located = writesTables ? try folder.file("located.csv") : nil
    let unlocated = writesTables ? try folder.file("unlocated.csv") : nil
    try located?.write(geocoder.header())
    try unlocated?.write(unlocatedTable.header())
    var locatedBytes: [UInt8] = []
    var unlocatedBytes: [UInt8] = []
    var rowNumber = 0
    try tables.forEachBatch(common.messages) { batch, table throws(Failure) in
      locatedBytes.removeAll(keepingCapacity: true)
      unlocatedBytes.removeAll(keepingCapacity: true)
      var contracts: [ContractRow] = []
      contracts.reserveCapacity(batch.count)
      geocoder.append(batch, ofTable: table, to: &locatedBytes) { row in
        rowNumber += 1
        if !row.placement.isPlaced, row.isRecord { unlocatedTable.append(row, to: &unlocatedBytes) }
        for var contract in ContractRow.contracts(of: row, number: rowNumber, language: common.lang ?? .french) {
          if !companies.isEmpty, let number = CompanyNumber(contract.siret), let company = companies[number] {
            contract.activity = company.activity
            contract.sizeClass = company.sizeClass
          }
          contracts.append(contract)
        }
      }
      collector.add(contracts)
      try located?.write(locatedBytes)
      try unlocated?.write(unlocatedBytes)
    }
    return geocoder.summary()
  }

  private func mapOptions(_ resolver: Resolver) throws(Failure) -> SupplierMapOptions {
    var options = SupplierMapOptions(layerBy: layerBy, title: title, resolver, common)
    options.groupBy = groupBy
    options.bySiren = bySiren
    options.colourBy = colourBy
    options.licence = licence.map(UMapDocument.Licence.init(named:))
    options.shadesDepartements = shadeDepartements
    options.spreadsSuppliers = spread
    if let buyer {
      let placement = resolver.place(LocationQuery(freeText: buyer))
      guard let placed = Buyer(placement) else {
        let language = common.language
        throw Failure(
          .usage,
          language.choose(
            "--buyer \(buyer) : lieu introuvable (\(placement.text(.note))) ; donnez le code postal et la ville",
            "--buyer \(buyer): no such place (\(placement.text(.note))); give the postal code and the city"))
      }
      options.buyer = placed
    }
    return options
  }

  /// The tables of the folder as `datapackage.json` describes them.
  private func dataTables(
    _ tables: InputTables, _ geocoder: TableGeocoder, _ unlocated: UnlocatedTable, hasUnplaced: Bool
  ) -> [DataPackage.Table] {
    let types: [String: DataPackage.FieldType] = [
      "latitude": .number, "longitude": .number, "result_score": .number, "result_radius_m": .integer,
    ]
    let own = Set(tables.layouts.flatMap { $0.columns.map(\.header) })
    let language = common.lang ?? .french
    func fields(_ names: [String]) -> [DataPackage.Field] {
      names.map { name in
        own.contains(name)
          ? DataPackage.Field(name: name)
          : DataPackage.Field(name: name, type: types[name] ?? .string, description: FileWords.column(name, language))
      }
    }
    var unplaced = DataPackage.Table(
      file: "unlocated.csv", title: FileWords.title("unlocated.csv", language), delimiter: geocoder.delimiter,
      fields: fields(unlocated.columnNames))
    unplaced.hasRows = hasUnplaced
    var located = DataPackage.Table(
      file: "located.csv", title: FileWords.title("located.csv", language), delimiter: geocoder.delimiter,
      fields: fields(geocoder.columnNames))
    located.hasHeader = geocoder.hasHeader
    return [located, unplaced]
  }

  private func reportInput(_ tables: InputTables) -> ReportInput {
    var input = ReportInput()
    input.files = tables.names
    input.program = "cartomarches \(Version.text)"
    input.commandLine = (["cartomarches"] + Self.withoutOutput(ProgramArguments.all)).map(ShellWord.quoted)
      .joined(separator: " ")
    return input
  }

  /// A command's words without the folder to write to: the same map in another folder has the same bytes.
  static func withoutOutput(_ words: [String]) -> [String] {
    let names = ["-o", "--output"]
    var kept: [String] = []
    var isValue = false
    for word in words {
      if !isValue, !names.contains(word), !names.contains(where: { word.hasPrefix("\($0)=") }) { kept.append(word) }
      isValue = !isValue && names.contains(word)
    }
    return kept
  }

  /// The map is made whether or not a browser can be started: then the reader is told what to open.
  private func openReport(in folder: OutputFolder) {
    let page = "\(folder.path)/report.html"
    let language = common.language
    guard let browser = Browser() else {
      Console.error(
        language.choose(
          "--open : aucun navigateur trouvé (ni $BROWSER, ni xdg-open) ; ouvrez \(page) vous-même",
          "--open: no browser found (neither $BROWSER nor xdg-open); open \(page) yourself"))
      return
    }
    if !browser.open(page) {
      Console.error(
        language.choose(
          "--open : le navigateur n'a pas démarré ; ouvrez \(page) vous-même ou donnez-en un autre dans $BROWSER",
          "--open: the browser did not start; open \(page) yourself, or name another in $BROWSER"))
    }
  }

  private func report(
    _ folder: OutputFolder, _ formats: Set<MapFormat>, _ counts: GeocodingSummary, isAggregated: Bool
  ) {
    let language = common.language
    Console.error(
      language.choose("Écrit dans \(folder.path)/ : ", "Written to \(folder.path)/: ")
        + folder.names.joined(separator: ", "))
    if formats.contains(.html) {
      Console.error(
        language.choose(
          "Lisez \(folder.path)/report.html dans un navigateur : chiffres, cartes et qualité des données.",
          "Read \(folder.path)/report.html in a browser: figures, maps and the quality of the data."))
    }
    if formats.contains(.umap) {
      Console.error(
        language.choose(
          "Dans uMap, créez une carte, ouvrez « Importer des données » et choisissez \(folder.path)/map.umap. "
            + "Calques, couleurs, noms et filtres y sont déjà : il ne reste qu'à enregistrer.",
          "In uMap, create a map, open “Import data” and choose \(folder.path)/map.umap. "
            + "Layers, colours, names and filters come with it: all that is left is to save."))
    }
    if isAggregated {
      Console.error(
        language.choose(
          "Plus de 50 000 points : dans map.umap, chaque lieu n'a qu'un point, qui liste ses fournisseurs.",
          "More than 50,000 points: in map.umap each place has one point, which lists its suppliers."))
    }
    if formats.contains(.csv), counts.unplacedRecords > 0 {
      Console.error(
        language.choose(
          "Les lignes non placées, avec ce qui permettrait de les placer, sont dans \(folder.path)/unlocated.csv.",
          "Rows that were not placed, with what would settle them, are in \(folder.path)/unlocated.csv."))
    }
  }
}
