/// All source files, read whole.
struct Sources {
  let postalCodes, chefsLieux, communes, changes, passage, population, populationMayotte, overseas: SourceFile
  let departements, regions, epcis, cedex, foreignCities, foreignCountries: SourceFile
  let outlines, simplifiedOutlines: DepartementOutlines

  init(in directory: String, report: BuildReport) {
    func read(_ source: SourceDescription, _ headers: String...) -> SourceFile {
      SourceFile(source, in: directory, requiring: headers, report: report)
    }
    postalCodes = read(
      .postalCodes, "code_commune_insee", "nom_de_la_commune", "code_postal", "ligne_5", "libelle_d_acheminement",
      "coordonnees_geographiques")
    chefsLieux = read(
      .chefsLieux, "Insee", "Nom", "longitude_radian", "latitude_radian", "pop99", "surface")
    communes = read(.communes, "TYPECOM", "COM", "DEP", "LIBELLE", "COMPARENT")
    changes = read(
      .changes, "MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "LIBELLE_AV", "TYPECOM_AP", "COM_AP", "LIBELLE_AP")
    passage = read(.passage, "DEPCOM_HIST", "DEPCOM")
    population = read(.population, "COM", "PMUN")
    populationMayotte = read(.populationMayotte, "CODCOM", "PMUN")
    overseas = read(
      .overseas, "code_commune", "nom_commune", "code_collectivite", "nom_collectivite", "population")
    departements = read(.departements, "DEP", "REG", "CHEFLIEU", "LIBELLE")
    regions = read(.regions, "REG", "LIBELLE")
    epcis = read(.epcis, "siren", "raison_sociale", "nature_juridique", "insee")
    cedex = read(.cedex, "code_postal", "ligne_acheminement", "code_commune")
    foreignCities = read(.foreignCities, "country", "name", "other_names", "population", "latitude", "longitude")
    foreignCountries = read(
      .foreignCountries, "iso2", "iso3", "insee_code", "name_fr", "name_en", "native_names", "postal_code_pattern")
    outlines = DepartementOutlines(.outlines, in: directory, report: report)
    simplifiedOutlines = DepartementOutlines(.simplifiedOutlines, in: directory, report: report)
  }

  /// The rows of `sources.csv`.
  var descriptions: [[String]] {
    let files: [(SourceDescription, SourceFile)] = [
      (.postalCodes, postalCodes), (.chefsLieux, chefsLieux), (.communes, communes), (.changes, changes),
      (.passage, passage), (.population, population), (.populationMayotte, populationMayotte),
      (.overseas, overseas), (.departements, departements), (.regions, regions), (.epcis, epcis), (.cedex, cedex),
      (.foreignCities, foreignCities), (.foreignCountries, foreignCountries),
    ]
    var rows = files.map { Self.row($0, rows: $1.rows.count, sha256: $1.sha256) }
    for (source, file) in [(SourceDescription.outlines, outlines), (.simplifiedOutlines, simplifiedOutlines)] {
      rows.append(Self.row(source, rows: file.featureCount, sha256: file.sha256))
    }
    return rows
  }

  private static func row(_ source: SourceDescription, rows: Int, sha256: String) -> [String] {
    [source.file, source.title, source.publisher, source.vintage, source.licence, String(rows), sha256]
  }
}
