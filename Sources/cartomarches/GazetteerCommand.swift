import ArgumentParser
import Gazetteer
import Geocoding
import MapLayers

/// `cartomarches gazetteer info|verify`.
struct GazetteerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gazetteer", abstract: "What is bundled: sources, vintages, counts; and whether it is sound.",
    subcommands: [Info.self, Verify.self])

  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Prints counts, sources, vintages and licences.")

    @Flag(help: "Print one JSON document.")
    var json = false

    @OptionGroup var source: GazetteerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let gazetteer = try source.open(common.language)
      let info = GazetteerInfo(
        counts: gazetteer.counts(), sources: gazetteer.sources(), language: common.language)
      try Console.output(json ? info.json() : Array(info.text.utf8))
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Checks the tables; ends with 1 if something is wrong.")

    @OptionGroup var source: GazetteerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let language = common.language
      let gazetteer = try source.open(language)
      let defects = gazetteer.defects()
      for defect in defects { try Console.output("\(defect)\n") }
      guard defects.isEmpty else {
        throw Failure(
          .unplaced,
          language.choose(
            "\(defects.count) défauts dans le répertoire ; refaites-le avec gazetteer-build",
            "\(defects.count) defects in the gazetteer; make it anew with gazetteer-build"))
      }
      try Console.output(language.choose("Le répertoire est en ordre.\n", "The gazetteer is in order.\n"))
    }
  }
}

/// The gazetteer's counts and sources, as lines and as JSON.
struct GazetteerInfo {
  var counts: GazetteerCounts
  var sources: [GazetteerSource]
  var language: Language

  private var entries: [(key: String, french: String, english: String, count: Int)] {
    [
      ("communes", "communes", "communes", counts.communes),
      ("arrondissements", "arrondissements", "arrondissements", counts.arrondissements),
      ("postcodes", "codes postaux", "postal codes", counts.postcodes),
      ("cedex", "codes CEDEX", "CEDEX codes", counts.cedexCodes),
      ("army", "codes des armées", "army codes", counts.armyCodes),
      (
        "special", counts.specialCodes < 2 ? "code sans lieu" : "codes sans lieu",
        counts.specialCodes == 1 ? "code without a place" : "codes without a place", counts.specialCodes
      ),
      ("former_communes", "anciennes communes et anciens noms", "former communes and names", counts.formerCommunes),
      ("names", "noms", "names", counts.names),
      ("departements", "départements et collectivités", "départements and collectivities", counts.departements),
      ("regions", "régions", "régions", counts.regions),
      ("epcis", "intercommunalités", "intercommunal bodies", counts.epcis),
      ("countries", "pays", "countries", counts.countries),
      ("foreign_city_names", "noms de villes étrangères", "names of cities abroad", counts.foreignCityNames),
    ]
  }

  var text: String {
    var lines = entries.map { entry in
      let count = String(entry.count)
      return String(repeating: " ", count: max(0, 7 - count.count))
        + "\(count)  \(language.choose(entry.french, entry.english))"
    }
    lines.append("")
    for source in sources {
      lines.append("\(source.file): \(source.title) — \(source.publisher), \(source.vintage), \(source.licence)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  func json() -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("counts")
    json.beginObject()
    for entry in entries {
      json.key(entry.key)
      json.integer(entry.count)
    }
    json.endObject()
    json.key("sources")
    json.beginArray()
    for source in sources {
      json.beginObject()
      for (key, text) in [
        ("file", source.file), ("source", source.title), ("publisher", source.publisher), ("vintage", source.vintage),
        ("licence", source.licence), ("sha256", source.sha256),
      ] {
        json.key(key)
        json.text(text)
      }
      json.key("rows")
      json.integer(source.rows)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.takeBytes() + [0x0A]
  }
}
