/// A contract of the essential data of public procurement (DECP, orders of 22 March 2019 and 22 December 2022).
struct ContractElement {
  /// The holders that the contract was concluded with.
  var holders: [Int]
  /// The modifications in the order of their dates.
  var modifications: [Int]

  /// A contract, if the value is one: it is listed as one, or has holders.
  init?(_ tree: ElementTree, isListed: Bool) {
    let holders = Self.holders(tree, 0)
    guard isListed || holders != nil else { return nil }
    self.holders = holders ?? []
    modifications = Self.modifications(tree)
  }

  /// The holders of a contract or modification; `nil` when it does not tell.
  static func holders(_ tree: ElementTree, _ node: Int) -> [Int]? {
    var found: [Int]?
    for key in ["titulaires", "concessionnaires"] as [StaticString] {
      guard let list = tree.child(node, key), !tree.isScalar(list) else { continue }
      found = (found ?? []) + items(tree, list, ["titulaire", "concessionnaire"])
    }
    return found
  }

  private static func modifications(_ tree: ElementTree) -> [Int] {
    guard let list = tree.child(0, "modifications") else { return [] }
    let found = items(tree, list, ["modification"])
    let dates = found.map { node in
      for key in ["dateNotificationModification", "dateSignatureModification", "datePublicationDonneesModification"]
        as [StaticString]
      {
        if let date = tree.child(node, key), !tree.text(date).isEmpty { return Array(tree.text(date)) }
      }
      return []
    }
    // Without its date a modification stands where it was written.
    guard dates.allSatisfy({ !$0.isEmpty }) else { return found }
    let order = found.indices.sorted { first, second in
      dates[first] == dates[second] ? first < second : dates[first].lexicographicallyPrecedes(dates[second])
    }
    return order.map { found[$0] }
  }

  /// The objects of a list in any of its spellings: `[{...}]`, `[{"titulaire": {...}}]`, `{"titulaire": [...]}`,
  /// `[[]]`, `{"titulaire": {...}}`.
  private static func items(_ tree: ElementTree, _ node: Int, _ names: [StaticString]) -> [Int] {
    switch tree.kind(node) {
    case .array: return tree.children(node).flatMap { items(tree, $0, names) }
    case .object:
      let members = Array(tree.children(node))
      let isList = members.allSatisfy { member in
        !tree.isScalar(member) && names.contains { tree.hasKey(member, $0) }
      }
      return isList ? members.flatMap { items(tree, $0, names) } : [node]
    default: return []
    }
  }
}

extension ElementRows {
  /// Writes a row per holder of a contract, and per state if all are asked for; returns how many.
  ///
  /// Columns are named as in tabular DECP: `acheteur.id`, `titulaire.typeIdentifiant`, `lieuExecution.code`; the holders
  /// and the value of concessions go to the same columns. A contract without holder has one row.
  mutating func append(_ contract: ContractElement, of tree: ElementTree) -> Int {
    let last = contract.modifications.count
    let states =
      switch modifications {
      case .initial: 0...0
      case .latest: last...last
      case .all: 0...last
      }
    var count = 0
    for state in states {
      let applied = contract.modifications.prefix(state)
      var holders = contract.holders
      for node in applied {
        if let changed = ContractElement.holders(tree, node), !changed.isEmpty { holders = changed }
      }
      for position in 0..<max(holders.count, 1) where count < DocumentLimits.rowsPerElement {
        beginRow()
        appendTerms(tree, 0, isModification: false)
        moveToEnd()
        for node in applied { appendTerms(tree, node, isModification: true) }
        if holders.indices.contains(position) { appendHolder(tree, holders[position]) }
        if modifications == .all {
          append(String(state), under: "modification.id")
          append(state == last ? "true" : "false", under: "donneesActuelles")
        }
        endRow()
        count += 1
      }
    }
    return count
  }

  /// What a contract or modification says, its holders and modifications aside.
  private mutating func appendTerms(_ tree: ElementTree, _ node: Int, isModification: Bool) {
    for child in tree.children(node) {
      if Self.keptApart.contains(where: { tree.hasKey(child, $0) }) { continue }
      // A modification's number is not the contract's.
      if isModification, tree.hasKey(child, "id") { continue }
      if tree.hasKey(child, "autoriteConcedante") {
        append(tree, child, under: "acheteur")
      } else if tree.hasKey(child, "valeurGlobale") {
        append(tree, child, under: "montant")
      } else {
        append(tree, child, under: tree.key(child))
      }
    }
  }

  private static var keptApart: [StaticString] { ["titulaires", "concessionnaires", "modifications"] }

  private mutating func appendHolder(_ tree: ElementTree, _ holder: Int) {
    append(tree, holder, under: "titulaire")
    // Fourteen digits of no said kind are a SIRET.
    if tree.child(holder, "typeIdentifiant").map({ tree.text($0).isEmpty }) ?? true,
      let id = tree.child(holder, "id")
    {
      let digits = tree.text(id).filter { $0 > 0x20 }
      if digits.count == 14, digits.allSatisfy({ (0x30...0x39).contains($0) }) {
        append("SIRET", under: "titulaire.typeIdentifiant")
      }
    }
  }
}

extension ElementTree {
  /// True when a member of an object has that key.
  func hasKey(_ node: Int, _ key: StaticString) -> Bool {
    self.key(node).elementsEqual(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
  }
}
