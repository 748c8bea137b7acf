import ArgumentParser
import Gazetteer
import Geocoding
import Glibc
import SupplierMaps
import TableGeocoding
import Tables

extension Language: ExpressibleByArgument {
  /// The language of the environment, as POSIX orders its variables: `LC_ALL`, `LC_MESSAGES`, `LANG`. French when none
  /// says English: the program is for French tables.
  static var ofEnvironment: Language {
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { continue }
      return value.hasPrefix("en") ? .english : .french
    }
    return .french
  }
}

/// Options of every command.
struct CommonOptions: ParsableArguments {
  @Option(help: "The language of messages: fr or en (default: from the environment).")
  var lang: Language?

  @Flag(help: "Print no summary.")
  var quiet = false

  @Flag(help: "Say more about what is read.")
  var verbose = false

  var language: Language { lang ?? .ofEnvironment }

  /// The same as plain values.
  var messages: MessageStyle { MessageStyle(language: language, isQuiet: quiet, isVerbose: verbose) }
}

/// Options of every command that reads tables.
struct InputOptions: ParsableArguments {
  @Option(
    name: .customLong("column"),
    help: ArgumentHelp(
      "Fixes a column's role; HEADER is a name or a 1-based number. Roles: \(ColumnRole.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "ROLE=HEADER"))
  var columns: [String] = []

  @Option(help: "The encoding: utf-8, utf-16le, utf-16be, windows-1252, iso-8859-1, iso-8859-15 (default: detected).")
  var encoding: String?

  @Option(help: "The character between cells; \"tab\" for a tab (default: detected).")
  var delimiter: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The sheet of a workbook, by name or number (default: the one that looks like a table of suppliers).",
      valueName: "NAME|N"))
  var sheet: String?

  @Option(
    help: ArgumentHelp(
      "What is read of contracts modified in DECP documents: latest, all or initial (latest).", valueName: "WHICH"))
  var modifications: String?

  @Option(help: "The line of the header, from 1 (default: detected).")
  var headerRow: Int?

  @Flag(help: "The first line is data already.")
  var noHeader = false

  /// The options as the reader takes them; the gazetteer tells codes from other numbers.
  func tableOptions(_ language: Language, _ gazetteer: Gazetteer? = nil) throws(Failure) -> TableOptions {
    var options = TableOptions(headerRow: headerRow, hasHeader: noHeader ? false : nil)
    options.placeCodes = gazetteer.map { PlaceCodes($0) }
    if let encoding {
      guard let known = TextEncoding(named: encoding) else {
        let names = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(
          .usage,
          language.choose(
            "--encoding \(encoding) : encodage inconnu ; choisissez parmi \(names)",
            "--encoding \(encoding): unknown encoding; choose among \(names)"))
      }
      options.encoding = known
    }
    options.sheet = sheet
    if let modifications {
      guard let known = TableOptions.Modifications(rawValue: modifications) else {
        throw Failure(
          .usage,
          language.choose(
            "--modifications \(modifications) : choisissez latest, all ou initial",
            "--modifications \(modifications): choose latest, all or initial"))
      }
      options.modifications = known
    }
    if let delimiter { options.delimiter = try byte(ofDelimiter: delimiter, language) }
    if let headerRow, headerRow < 1 {
      throw Failure(
        .usage,
        language.choose(
          "--header-row \(headerRow) : les lignes comptent de 1", "--header-row \(headerRow): lines count from 1"))
    }
    for column in columns { options.roles.append(try role(column, language)) }
    return options
  }

  private func byte(ofDelimiter text: String, _ language: Language) throws(Failure) -> UInt8 {
    if ["tab", "\\t", "\t"].contains(text) { return 9 }
    let bytes = Array(text.utf8)
    guard bytes.count == 1, let byte = bytes.first, byte < 0x80, byte != 0x22, byte >= 0x20 else {
      throw Failure(
        .usage,
        language.choose(
          "--delimiter \(text) : donnez un seul caractère ASCII, ou tab",
          "--delimiter \(text): give a single ASCII character, or tab"))
    }
    return byte
  }

  private func role(_ text: String, _ language: Language) throws(Failure) -> (ColumnRole, ColumnSelector) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let role = ColumnRole(rawValue: parts[0]) else {
      let roles = ColumnRole.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(
        .usage,
        language.choose(
          "--column \(text) : écrivez ROLE=EN-TÊTE, ROLE parmi \(roles)",
          "--column \(text): write ROLE=HEADER, ROLE among \(roles)"))
    }
    return (role, Int(parts[1]).map(ColumnSelector.number) ?? .header(parts[1]))
  }
}

/// The option of every command that asks the gazetteer.
struct GazetteerOption: ParsableArguments {
  @Option(help: ArgumentHelp("Use the gazetteer in this folder instead of the bundled one.", valueName: "DIR"))
  var gazetteer: String?

  func open(_ language: Language) throws(Failure) -> Gazetteer {
    guard let gazetteer else { return try .bundled(language) }
    do throws(GazetteerError) {
      return try Gazetteer(directory: gazetteer)
    } catch {
      throw Failure(error, language)
    }
  }
}

extension Gazetteer {
  /// The gazetteer in the executable.
  static func bundled(_ language: Language) throws(Failure) -> Gazetteer {
    do throws(GazetteerError) {
      return try .embedded()
    } catch {
      throw Failure(error, language)
    }
  }
}

/// Options of every command that geocodes.
struct GeocodingOptions: ParsableArguments {
  @OptionGroup var source: GazetteerOption

  @Option(help: ArgumentHelp("The country of rows that name none, ISO 3166 (FR).", valueName: "XX"))
  var country = "FR"

  @Option(help: ArgumentHelp("The département of cities that have namesakes elsewhere.", valueName: "NN"))
  var defaultDepartement: String?

  @Option(
    help: ArgumentHelp(
      "Answers of a person: an unlocated.csv whose answer columns are filled. Repeatable, a later file's win.",
      valueName: "FILE"))
  var corrections: [String] = []

  /// The resolver that these options ask for.
  func resolver(_ language: Language) throws(Failure) -> Resolver {
    let gazetteer = try source.open(language)
    let iso = country.uppercased()
    guard iso == "FR" || gazetteer.country(iso) != nil else {
      throw Failure(
        .usage,
        language.choose(
          "--country \(country) : code de pays inconnu ; donnez un code ISO 3166 à deux lettres",
          "--country \(country): unknown country code; give a two-letter ISO 3166 code"))
    }
    if let defaultDepartement, gazetteer.departement(defaultDepartement.uppercased()) == nil {
      throw Failure(
        .usage,
        language.choose(
          "--default-departement \(defaultDepartement) : département inconnu ; donnez son numéro, 59 ou 2A",
          "--default-departement \(defaultDepartement): unknown département; give its number, 59 or 2A"))
    }
    var answers = Corrections()
    for file in corrections { answers.add(try CorrectionsFile.read(file, language)) }
    return Resolver(
      gazetteer: gazetteer,
      options: ResolverOptions(defaultCountry: iso, defaultDepartement: defaultDepartement?.uppercased()),
      corrections: answers)
  }
}

extension SupplierMapOptions {
  /// What every command that makes a map of tables asks for alike.
  init(layerBy: Facet, title: String, _ resolver: Resolver, _ common: CommonOptions) {
    self.init()
    self.layerBy = layerBy
    self.title = title
    language = common.lang ?? .french
    sources = Attribution.lines(of: resolver.gazetteer)
    gazetteer = resolver.gazetteer
  }
}
