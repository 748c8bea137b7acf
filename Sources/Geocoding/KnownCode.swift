import Gazetteer
import Geodesy

/// A code of a row, looked up.
struct KnownCode {
  /// What the gazetteer knows of a code.
  enum Meaning {
    case postal
    case cedex(CedexCode)
    /// In no table; its first digits may still be a département's.
    case unknown
  }

  /// Five characters.
  var text: String
  var meaning: Meaning
  var notes: [PlacementNote]
  /// The département or départements that the code's first digits stand for.
  var departements: [String]
  /// INSEE codes of its communes, or of the delivery office's.
  var citycodes: [String]
  /// The parts of merged communes that it serves, by INSEE code.
  var parts: [String: CommunePart] = [:]
  /// Four digits as typed, of which a zero in front is only the likeliest that is missing.
  var shortForm: String?

  var isUnknown: Bool {
    if case .unknown = meaning { true } else { false }
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
      let served = gazetteer.communesServed(byPostcode: text)
      let meaning: KnownCode.Meaning =
        if !served.isEmpty { .postal } else if let cedex = gazetteer.cedexCode(text), cedex.citycode != nil {
          .cedex(cedex)
        } else { .unknown }
      let citycodes: [String] =
        switch meaning {
        case .postal: served.map(\.citycode)
        case .cedex(let cedex): cedex.citycode.map { [$0] } ?? []
        case .unknown: []
        }
      var known = KnownCode(
        text: text, meaning: meaning, notes: notes, departements: departements(ofCode: text), citycodes: citycodes)
      for entry in served { if let part = entry.part { known.parts[entry.citycode] = part } }
      if code.form == .short { known.shortForm = code.text }
      return known
    }
  }

  private func departements(ofCode code: String) -> [String] {
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
