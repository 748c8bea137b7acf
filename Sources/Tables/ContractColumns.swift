/// Columns that say more of a contract than its roles do; found by their headers. Places are 0-based.
public struct ContractColumns: Hashable, Sendable {
  /// Codes of the Common Procurement Vocabulary; `nil` without them.
  public var cpv: Int?
  /// Whether a row is the contract's present state; `nil` where tables do not tell.
  public var isPresentState: Int?
  /// The band of amounts beside a column of amounts: one column of texts, or two of its ends under one header.
  public var band: [Int] = []
  /// The kind of number that the supplier's is, `typeIdentifiant`: SIRET, TVA, RIDET, TAHITI; `nil` where tables do not tell.
  public var identifierKind: Int?
  /// The second, third... holders of a contract, in tables that have them side by side: `titulaire_id_2`.
  public var furtherHolders: [HolderColumns] = []

  init(_ columns: [TableColumn]) {
    var holders: [Int: HolderColumns] = [:]
    for column in columns {
      let words = HeaderText(column.header).words
      if let (number, part) = HolderColumns.read(words) {
        if number > 1 {
          holders[number, default: HolderColumns()].set(part, column.index)
        } else if part == .identifierKind, identifierKind == nil {
          identifierKind = column.index
        }
      }
      if cpv == nil, words.contains("cpv"), words.allSatisfy({ ["cpv", "code", "codes", "principal"].contains($0) }) {
        cpv = column.index
      } else if isPresentState == nil, words.joined() == "donneesactuelles" {
        isPresentState = column.index
      } else if band.isEmpty, column.role == nil, words.first == "tranche" {
        band = [column.index]
        // A merged header stands above the first of its columns.
        let next = column.index + 1
        if columns.indices.contains(next), columns[next].header.isEmpty, columns[next].filled > 0 { band.append(next) }
      }
    }
    // What the user calls the supplier's is not a further holder's.
    let roles = Set(columns.filter { $0.role == .name || $0.role == .siret }.map(\.index))
    furtherHolders = holders.sorted { $0.key < $1.key }.map(\.value).filter { holder in
      (holder.number != nil || holder.name != nil)
        && ![holder.number, holder.name].contains { $0.map(roles.contains) ?? false }
    }
  }
}

/// The columns of one holder among several of a contract. Places are 0-based.
public struct HolderColumns: Hashable, Sendable {
  /// Its name.
  public var name: Int?
  /// Its company number.
  public var number: Int?
  /// The kind of that number.
  public var identifierKind: Int?

  enum Part: Equatable { case name, number, identifierKind }

  mutating func set(_ part: Part, _ column: Int) {
    switch part {
    case .name: name = name ?? column
    case .number: number = number ?? column
    case .identifierKind: identifierKind = identifierKind ?? column
    }
  }

  private static let holderWords: Set<String> = [
    "titulaire", "titulaires", "attributaire", "attributaires", "concessionnaire", "concessionnaires",
  ]
  private static let furtherWords: Set<String> = ["cotitulaire", "cotitulaires"]

  private static let parts: [String: Part] = [
    "": .name, "nom": .name, "denominationsociale": .name, "denomination": .name, "raisonsociale": .name,
    "nomraisonsociale": .name,
    "id": .number, "identifiant": .number, "siret": .number, "numero": .number,
    "typeidentifiant": .identifierKind, "idtype": .identifierKind, "typeid": .identifierKind,
    "identifianttype": .identifierKind, "codetypeidentifiant": .identifierKind,
  ]

  /// Which holder a header is about, from 1 on, and what it says of it; `nil` for other headers.
  ///
  /// `titulaire_id_2`, `titulaire.typeIdentifiant.2` and `TITULAIRES_2_NOM` are the second holder's,
  /// `denominationsociale_cotitulaire1` is too: one that the holder has beside it.
  static func read(_ words: [String]) -> (number: Int, part: Part)? {
    var number: Int?
    var rest: [String] = []
    var isHolder = false
    var isFurther = false
    for word in words {
      if holderWords.contains(word) || word == "etablissement" && rest == ["type", "identifiant"] {
        isHolder = true
      } else if furtherWords.contains(word) {
        isFurther = true
      } else if let found = Int(word), (1...99).contains(found), number == nil {
        number = found
      } else {
        rest.append(word)
      }
    }
    guard isHolder || isFurther, let part = parts[rest.joined()] else { return nil }
    return ((number ?? 1) + (isFurther ? 1 : 0), part)
  }
}
