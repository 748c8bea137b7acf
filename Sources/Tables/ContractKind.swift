/// The kinds of the public procurement code.
public enum ContractKind: String, CaseIterable, Sendable {
  /// Works.
  case works = "Travaux"
  /// Supplies.
  case supplies = "Fournitures"
  /// Services.
  case services = "Services"

  /// The kind that a code of the Common Procurement Vocabulary stands for; `nil` when the text is no such code.
  ///
  ///     ContractKind(cpv: "45000000-7")   // works
  ///     ContractKind(cpv: "9310000-5")    // supplies: 09310000 that has lost its zero
  ///
  /// Division 45 is works, 50 to 98 are services, the rest supplies (Regulation (EC) No 213/2008).
  public init?(cpv text: String) {
    var code: [UInt8] = []
    var rest = Array(text.utf8.drop { $0 <= 0x20 })[...]
    while let next = rest.first, CellText.isDigit(next) {
      code.append(next - 0x30)
      rest = rest.dropFirst()
    }
    // The check digit, or what a spreadsheet puts behind a number.
    let isEnded = rest.allSatisfy { $0 <= 0x20 } || [0x2D, 0x2E, 0x20, 0x2C, 0x3B].contains(rest.first)
    guard isEnded, code.count == 8 || code.count == 7 else { return nil }
    let division = code.count == 8 ? code[0] * 10 + code[1] : code[0]
    switch division {
    case 45: self = .works
    case 50...98: self = .services
    case 3...48: self = .supplies
    default: return nil
    }
  }

  /// True for the forms of contract that the essential data call its nature: they say how it was concluded, not of what
  /// kind it is.
  public static func isForm(_ text: String) -> Bool {
    forms.contains(HeaderText(text).words.joined(separator: " "))
  }

  private static let forms: Set<String> = [
    "marche", "marches", "marche public", "marche partenariat", "marche defense ou securite", "accord cadre",
    "accords cadres", "marche subsequent", "marches subsequents", "contrat concession", "concession",
    "marche bon commande",
    "marche defense ou de securite", "delegation service public", "concession service", "concession travaux",
    "concession service public", "marche negocie",
  ]
}
