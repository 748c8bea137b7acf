import Gazetteer
import Geodesy
import Locking

/// What the gazetteer knows of a code; shared by all rows that have it.
final class CodeMeaning: Sendable {
  enum Kind: Sendable {
    case postal
    case cedex(CedexCode)
    /// In no table; its first digits may still be a département's.
    case unknown
  }

  let kind: Kind
  /// True when ``kind`` is `postal`.
  let isPostal: Bool
  /// The département or départements that the code's first digits stand for.
  let departements: [String]
  /// INSEE codes of its communes, or of the delivery office's.
  let citycodes: [String]
  /// The parts of merged communes that it serves, by INSEE code.
  let parts: [String: CommunePart]
  /// True when one of its communes is an arrondissement of Paris, Lyon or Marseille.
  let hasArrondissements: Bool
  /// ``citycodes`` as numbers.
  let numbers: [Int]
  private let beginnings = Mutex<[Beginning]?>(nil)

  /// The first words of a commune's name, but not all of them.
  struct Beginning: Sendable {
    var key: String
    var citycode: String
  }

  /// What a gazetteer knows of a code. O(log n).
  init(_ code: String, in gazetteer: Gazetteer) {
    let served = gazetteer.communesServed(byPostcode: code)
    var parts: [String: CommunePart] = [:]
    for entry in served { if let part = entry.part { parts[entry.citycode] = part } }
    self.parts = parts
    departements = Departement.codes(ofPostcode: code)
    let citycodes: [String]
    isPostal = !served.isEmpty
    if isPostal {
      kind = .postal
      citycodes = served.map(\.citycode)
    } else if let cedex = gazetteer.cedexCode(code), let citycode = cedex.citycode {
      kind = .cedex(cedex)
      citycodes = [citycode]
    } else {
      kind = .unknown
      citycodes = []
    }
    self.citycodes = citycodes
    hasArrondissements = citycodes.contains { Resolver.cityOfArrondissement($0) != nil }
    numbers = citycodes.compactMap(Commune.number(ofCitycode:))
  }

  /// The beginnings of its communes' names, "saintmaur" of Saint-Maur-des-Fossés; made when a name is first misspelt beside
  /// the code.
  func beginnings(in gazetteer: Gazetteer) -> [Beginning] {
    beginnings.withLock { known in
      if let known { return known }
      let made = citycodes.compactMap(gazetteer.commune).flatMap { commune in
        commune.name.indices.filter { "- ".contains(commune.name[$0]) }.map { end in
          Beginning(key: PlaceNameKey(String(commune.name[..<end])).text, citycode: commune.citycode)
        }
      }
      known = made
      return made
    }
  }
}

extension Departement {
  /// The codes of the départements and collectivities that the first digits of a postal code may stand for; of Corsica's
  /// INSEE codes too. Empty when they are none.
  package static func codes(ofPostcode code: String) -> [String] {
    if code.hasPrefix("2A") || code.hasPrefix("2B") { return [String(code.prefix(2))] }
    return switch Departement.code(ofPostcode: code) {
    case "20": ["2A", "2B"]
    case "971": ["971", "977", "978"]
    // Codes 977xx and 978xx were given to offices of Saint-Barthélemy, Saint-Martin and Réunion alike.
    case "977", "978": ["974", "977", "978"]
    case let code?: [code]
    case nil: []
    }
  }
}

/// A code of a row, looked up.
struct KnownCode {
  /// Five characters.
  var text: String
  private let known: CodeMeaning
  var notes: [PlacementNote]
  /// Four digits as typed, of which a zero in front is only the likeliest that is missing.
  var shortForm: String?

  init(_ text: String, _ known: CodeMeaning, notes: [PlacementNote]) {
    self.text = text
    self.known = known
    self.notes = notes
  }

  var meaning: CodeMeaning.Kind { known.kind }
  var departements: [String] { known.departements }
  var citycodes: [String] { known.citycodes }
  /// ``citycodes`` as numbers.
  var numbers: [Int] { known.numbers }
  var parts: [String: CommunePart] { known.parts }
  var hasArrondissements: Bool { known.hasArrondissements }

  /// See ``CodeMeaning/beginnings(in:)``.
  func beginnings(in gazetteer: Gazetteer) -> [CodeMeaning.Beginning] { known.beginnings(in: gazetteer) }

  var isUnknown: Bool {
    if case .unknown = known.kind { true } else { false }
  }
}

extension Resolver {
  /// The codes of a row that may be postal codes, lost zeros put back.
  func knownCodes(_ reading: LocationReading) -> [KnownCode] {
    let codes = reading.codes.filter { $0.form != .departement }
    return codes.map { code in
      var notes = code.note.map { [$0] } ?? []
      var text = code.text
      if code.form == .short {
        text = "0" + code.text
        notes.append(PlacementNote(.leadingZero, "\(code.text) -> \(text)"))
      }
      if codes.count > 1 {
        notes.append(PlacementNote(.severalCodes, codes.map(\.text).joined(separator: ", ")))
      }
      var known = KnownCode(text, meaning(ofCode: text), notes: notes)
      if code.form == .short { known.shortForm = code.text }
      return known
    }
  }

  /// What the gazetteer knows of a code; of five digits it is worked out once.
  private func meaning(ofCode code: String) -> CodeMeaning {
    var number = 0
    guard code.utf8.count == 5 else { return CodeMeaning(code, in: gazetteer) }
    for byte in code.utf8 {
      guard byte >= 0x30, byte <= 0x39 else { return CodeMeaning(code, in: gazetteer) }
      number = number * 10 + Int(byte - 0x30)
    }
    return meaning(ofCode: code, number)
  }

  func meaning(ofCode code: String, _ number: Int) -> CodeMeaning {
    indexes.codes.value(number) { CodeMeaning(code, in: gazetteer) }
  }

  /// The communes of a postal code, or the delivery office's.
  func communes(of code: KnownCode) -> [Commune] { code.citycodes.compactMap(gazetteer.commune) }

  /// The commune of an INSEE code of today or before, where the code is one.
  func commune(ofCitycode code: String) -> (commune: Commune, former: FormerCommune?)? {
    if let commune = gazetteer.commune(code) { return (commune, nil) }
    for former in gazetteer.formerCommunes(code) {
      if let commune = gazetteer.commune(former.current) { return (commune, former) }
    }
    return nil
  }
}
