/// Where a supplier is by the register that numbers it: all that is known of holders without an address.
///
/// The kinds are those of the essential data of public procurement (`typeIdentifiant`): New Caledonia's RIDET, French
/// Polynesia's TAHITI, Wallis and Futuna's FRWF, and `HORS-UE` for a company that is in no register of the Union.
enum IdentifierTerritory: String {
  case newCaledonia = "RIDET"
  case frenchPolynesia = "TAHITI"
  case wallisAndFutuna = "FRWF"
  case abroad = "HORS-UE"

  /// The territory of a kind as typed; `nil` for kinds that say nothing of where, and for text that is none.
  init?(kind: String) {
    let letters = kind.utf8.filter { ![0x20, 0x2D, 0x5F].contains($0) }
    guard letters.count <= 8 else { return nil }
    switch String(decoding: letters, as: UTF8.self).uppercased() {
    case "RIDET": self = .newCaledonia
    case "TAHITI": self = .frenchPolynesia
    case "FRWF": self = .wallisAndFutuna
    case "HORSUE": self = .abroad
    default: return nil
    }
  }

  /// What the gazetteer calls it; `nil` for a territory that has no point.
  var name: String? {
    switch self {
    case .newCaledonia: "Nouvelle-Calédonie"
    case .frenchPolynesia: "Polynésie française"
    case .wallisAndFutuna: "Wallis-et-Futuna"
    case .abroad: nil
    }
  }
}
