import MapLayers

/// The text of a popup, in uMap's markup with every cell's text escaped.
struct PopupText {
  let content: SupplierMapContent
  /// True where neither the layer nor the marker tells the kind of each contract.
  let namesCategories: Bool

  /// An object is cut here in popups; the GeoJSON files have it whole.
  static let longestObject = 180

  /// How many contracts of each supplier a popup spells out, by how many suppliers it lists: it must stay one to read.
  static func contractLimit(suppliers: Int) -> Int {
    switch suppliers {
    case ...2: 12
    case ...8: 5
    default: 2
    }
  }

  /// A popup for suppliers at a place: those of the layer with their contracts, then who else is there by name.
  func text(place: Int, groups: [SupplierMapContent.SupplierPlace], others: [SupplierMapContent.SupplierPlace])
    -> String
  {
    let words = content.words
    let label = UMapText.popup(content.places[place].label)
    let isAlone = groups.count == 1 && others.isEmpty
    var lines: [String] = []
    if isAlone {
      lines.append("## " + name(groups[0]))
      if name(groups[0]) != label { lines.append(label) }
      if let company = company(groups[0]) { lines.append(company) }
    } else {
      lines.append("## " + label)
      lines.append(words.suppliers(Set((groups + others).map(\.supplier)).count))
    }
    lines += position(groups.flatMap(\.contracts))
    let limit = Self.contractLimit(suppliers: groups.count)
    // The lists that follow bring their own space, and so does a heading.
    if lines.count > 1 { lines.append("") }
    for group in groups {
      if !isAlone {
        lines.append((["**\(name(group))**"] + [company(group)].compactMap(\.self)).joined(separator: " · "))
      }
      lines += contractLines(group.contracts, limit: limit)
    }
    if !others.isEmpty {
      lines.append("### " + words.alsoHere)
      for group in others {
        let kinds = content.categoryCounts(group.contracts).map(\.name).filter { !$0.isEmpty }.map(UMapText.popup)
        let suffix = kinds.isEmpty ? "" : " (\(kinds.joined(separator: ", ")))"
        lines.append("* **\(name(group))**, \(words.contracts(group.contracts.count))\(suffix)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private func name(_ group: SupplierMapContent.SupplierPlace) -> String {
    UMapText.popup(content.displayName(supplier: group.supplier, place: group.place))
  }

  /// "NAF 43.21A · Salariés : 10 à 19"; `nil` when no directory of companies told.
  private func company(_ group: SupplierMapContent.SupplierPlace) -> String? {
    guard content.describesCompanies else { return nil }
    let company = content.suppliers[group.supplier]
    var parts: [String] = []
    if !company.activity.isEmpty { parts.append("NAF " + UMapText.popup(company.activity)) }
    if let employees = content.words.employees(sizeClass: company.sizeClass) {
      parts.append(content.words.companySize + content.words.colon + employees)
    }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }

  private func position(_ indexes: [Int]) -> [String] {
    guard let quality = content.quality(indexes), quality.radiusMetres > 0 else { return [] }
    let words = content.words
    return quality.isRough
      ? ["⚠ **\(words.roughWithinRadius(quality.radiusMetres))**"]
      : ["*\(words.withinRadius(quality.radiusMetres))*"]
  }

  private func contractLines(_ indexes: [Int], limit: Int) -> [String] {
    // One more line would take the room of the contract it stands for.
    let shown = indexes.count <= limit + 1 ? indexes.count : limit
    var lines = indexes.prefix(shown).map { "* " + contractLine($0) }
    if shown < indexes.count { lines.append("* " + content.words.otherContracts(indexes.count - shown)) }
    let total = content.total(indexes)
    if indexes.count > 1, total.unknownCount == 0 {
      lines.append(content.words.total(content.words.amount(total.lowerCents, total.upperCents)))
    }
    return lines
  }

  private func contractLine(_ index: Int) -> String {
    let words = content.words
    // Texts one by one: a copy of the whole contract would count references to all of them.
    let contracts = content.contracts
    var parts: [String] = []
    if content.options.groupBy == .place, !contracts[index].name.isEmpty {
      parts.append("**\(UMapText.popup(contracts[index].name))**")
    }
    if let date = contracts[index].date {
      parts.append(words.date(date))
    } else if !contracts[index].dateText.isEmpty {
      parts.append(UMapText.popup(contracts[index].dateText))
    }
    let object = contracts[index].object
    parts.append(
      object.isEmpty ? words.withoutObject : UMapText.popup(DisplayText.truncated(object, to: Self.longestObject)))
    let category = namesCategories ? content.categoryName(ofContract: index) : ""
    if !category.isEmpty { parts.append(UMapText.popup(category)) }
    if let amount = contracts[index].amount {
      parts.append("**\(words.amount(amount.lowerCents, amount.upperCents))**")
    } else if !contracts[index].amountText.isEmpty {
      parts.append(UMapText.popup(contracts[index].amountText))
    }
    return parts.joined(separator: " · ")
  }
}
