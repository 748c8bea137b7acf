import Foundation
import GazetteerBuilding

/// A few communes in the form of every source file, good as they are; tests spoil one thing each.
struct SampleSources {
  var files: [String: String] = [
    "v_commune_2026.csv": """
    TYPECOM,COM,REG,DEP,LIBELLE,COMPARENT
    COM,01053,84,01,Bourg-en-Bresse,
    COM,59006,32,59,La Haute-Plaine,
    COM,59392,32,59,Maubeuge,
    COM,59481,32,59,Le Quesnoy,
    COM,75056,11,75,Paris,
    ARM,75101,11,75,Paris 1er Arrondissement,75056
    ARM,75116,11,75,Paris 16e Arrondissement,75056
    COMD,59070,,,Bermeries,59006
    COMD,59006,,,Amfroipret,59006

    """,
    "mvtcommune_2026.csv": """
    MOD,DATE_EFF,TYPECOM_AV,COM_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,LIBELLE_AP
    32,2024-01-01,COM,59006,Amfroipret,COM,59006,La Haute-Plaine
    32,2024-01-01,COM,59006,Amfroipret,COMD,59006,Amfroipret
    32,2024-01-01,COM,59070,Bermeries,COM,59006,La Haute-Plaine
    32,2024-01-01,COM,59070,Bermeries,COMD,59070,Bermeries
    31,1972-01-01,COM,59999,Vieux-Village,COM,59070,Bermeries
    10,1950-05-05,COM,59481,Quesnoy-la-Ville,COM,59481,Le Quesnoy

    """,
    "table_passage_com_historique_2025.csv": """
    DEPCOM_HIST,DEPCOM
    01053,01053
    59070,59006
    75101,75056

    """,
    "donnees_communes_population.csv": """
    REG;COM;Commune;PMUN
    84;01053;Bourg-en-Bresse;41000
    32;59006;La Haute-Plaine;700
    32;59392;Maubeuge;29000
    32;59481;Le Quesnoy;4800
    11;75101;Paris 1er Arrondissement;16000
    11;75116;Paris 16e Arrondissement;160000

    """,
    "donnees_communes_mayotte.csv": "CODREG;CODCOM;PMUN\n",
    "collectivites-outremer.csv": """
    code_commune,nom_commune,code_collectivite,nom_collectivite,code_postal,population
    98711,Anaa,987,Polynésie française,98760|98790,970
    98735,Papeete,987,Polynésie française,98714,26654
    98742,Reao,987,Polynésie française,98790,500

    """,
    "v_departement_2026.csv": """
    DEP,REG,CHEFLIEU,LIBELLE
    01,84,01053,Ain
    59,32,59392,Nord
    75,11,75056,Paris

    """,
    "v_region_2026.csv": """
    REG,LIBELLE
    11,Île-de-France
    32,Hauts-de-France
    84,Auvergne-Rhône-Alpes

    """,
    "epcicom2025.csv": """
    dept;siren;raison_sociale;nature_juridique;insee
    59;200043396;CA Maubeuge Val de Sambre;CA;59392
    59;200043321;CC du Pays de Mormal;CC;59481
    59;200043321;CC du Pays de Mormal;CC;59006
    75;200054781;Métropole du Grand Paris;METRO;75056
    ;;;;

    """,
    "laposte_hexasmal_2023-06.csv": """
    code_commune_insee;nom_de_la_commune;code_postal;ligne_5;libelle_d_acheminement;coordonnees_geographiques
    01053;BOURG EN BRESSE;01000;;BOURG EN BRESSE;46.205,5.246
    59006;AMFROIPRET;59144;;AMFROIPRET;50.281,3.735
    59070;BERMERIES;59570;;BERMERIES;50.287,3.745
    59392;MAUBEUGE;59600;;MAUBEUGE;50.283,3.963
    59481;LE QUESNOY;59530;;LE QUESNOY;50.249,3.640
    59481;LE QUESNOY;59530;GHISSIGNIES GARE;LE QUESNOY;50.249,3.640
    75101;PARIS 01;75001;;PARIS;48.862,2.336
    75116;PARIS 16;75116;;PARIS;48.860,2.262
    98711;ANAA;98790;;ANAA;-17.42,-145.50
    98735;PAPEETE;98714;;PAPEETE;-17.54,-149.56
    98742;REAO;98790;;REAO;-18.51,-136.38
    99138;MONACO;98000;;MONACO;43.738,7.424

    """,
    // 0.877 rad is 50.248 degrees.
    "communes_chef_lieu.csv": """
    Insee,Nom,Altitude,code_postal,longitude_radian,latitude_radian,pop99,surface
    1053,Bourg-en-Bresse,220,1000,0.091246,0.806470,40666,23.86
    59006,Amfroipret,130,59144,0.065188,0.877569,242,4.06
    59070,Bermeries,120,59570,0.065362,0.877674,340,5.30
    59392,Maubeuge,130,59600,0.069168,0.877604,33546,18.85
    59481,Le Quesnoy,130,59530,0.063530,0.877011,4919,14.22
    75056,Paris,60,75000,0.040942,0.852782,2125246,105.63

    """,
    "ptt.csv": """
    code_postal;ligne_acheminement;nom_localite;particularite_commune;code_commune
    209;ARMEES;PARIS 01;C;75101
    1012;BOURG EN BRESSE CEDEX;BOURG EN BRESSE;C;1053
    59600;MAUBEUGE;MAUBEUGE;C;59392
    59605;MAUBEUGE CEDEX;MAUBEUGE;C;59392
    59571;VALLEE DES USINES CEDEX;BERMERIES;C;59070
    99999;LONDRES;LONDRES;;99023
    99999;MADRID;MADRID;;99134

    """,
    "foreign_cities.csv": """
    country;name;other_names;population;latitude;longitude
    BE;Gent;GNE|Gand|Ghent|gen te|Ґент;265086;51.05;3.7167
    US;Tinytown;Little Place;6000;40.0;-80.0
    MC;Monaco;;32965;43.7386;7.4244

    """,
    "foreign_countries.csv": """
    iso2;iso3;insee_code;name_fr;name_en;native_names;postal_code_pattern;phone
    BE;BEL;99131;Belgique;Belgium;Belgien|Belgique|België;^(\\d{4})$;32

    """,
    "departements-avec-outre-mer.geojson": """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"code":"01"},"geometry":{"type":"Polygon","coordinates":
    [[[4.7,45.6],[6.2,45.6],[6.2,46.5],[4.7,46.5],[4.7,45.6]]]}},
    {"type":"Feature","properties":{"code":"59"},"geometry":{"type":"MultiPolygon","coordinates":
    [[[[2.0,49.9],[4.3,49.9],[4.3,51.1],[2.0,51.1],[2.0,49.9]]]]}},
    {"type":"Feature","properties":{"code":"75"},"geometry":{"type":"Polygon","coordinates":
    [[[2.2,48.8],[2.5,48.8],[2.5,48.9],[2.2,48.9],[2.2,48.8]]]}},
    {"type":"Feature","properties":{"code":"974"},"geometry":{"type":"MultiPolygon","coordinates":
    [[[[55.2,-21.4],[55.5,-21.4001],[55.8,-21.4],[55.8,-20.9],[55.2,-20.9],[55.2,-21.4]]],
    [[[55.9,-21.0],[55.9004,-21.0],[55.9004,-21.0004],[55.9,-21.0]]]]}}]}
    """,
    "departements-version-simplifiee.geojson": """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"code":"59"},"geometry":{"type":"MultiPolygon","coordinates":
    [[[[2.0,50.0],[2.0004,50.0],[2.1,50.0],[2.0,50.1],[2.0,50.0]]],
    [[[2.5,49.9],[4.3,49.9],[4.3,51.1],[2.5,51.1],[2.5,49.9]]]]}}]}
    """,
  ]

  /// Replaces text that must be there.
  mutating func replace(_ old: String, with new: String, in file: String) {
    precondition(files[file]?.contains(old) == true, "\(file) has no \"\(old)\"")
    files[file] = files[file]?.replacingOccurrences(of: old, with: new)
  }

  /// Adds a line at the end.
  mutating func append(_ line: String, to file: String) { files[file, default: ""] += line + "\n" }

  /// Builds from the files, written to a folder of their own.
  func build() throws -> GazetteerBuild {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    for (name, text) in files { try Data(text.utf8).write(to: directory.appendingPathComponent(name)) }
    return try GazetteerBuild(sources: directory.path)
  }

  /// What the builder refuses in the files; empty when it builds.
  func problems() throws -> [String] {
    do {
      _ = try build()
      return []
    } catch let refusal as SourceRefusal {
      return refusal.problems.map(\.description)
    }
  }
}

extension GazetteerBuild {
  /// The rows of a table, joined as in the file.
  func lines(_ file: String) -> [String] {
    tables.first { $0.file == file }?.rows.map { $0.joined(separator: ";") } ?? []
  }

  /// The repairs of a kind, in words.
  func repairs(_ kind: Repair.Kind) -> [String] { repairs.filter { $0.kind == kind }.map(\.description) }
}
