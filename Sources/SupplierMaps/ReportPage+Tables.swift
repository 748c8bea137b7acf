import Geocoding
import MapLayers

extension ReportPage {
  /// A page holds no more suppliers than this; all of them are in the files beside it.
  private static let mostSuppliers = 30
  /// Nor more locations that were not placed.
  private static let mostUnplaced = 60

  /// The suppliers with most contracts.
  func writeSuppliers(into page: inout MarkupWriter) {
    let totals = content.supplierPlaces.map { content.total($0.contracts) }
    let order = content.supplierPlaces.indices.sorted { first, second in
      let counts = (content.supplierPlaces[first].contracts.count, content.supplierPlaces[second].contracts.count)
      let amounts = (totals[first].lowerCents, totals[second].lowerCents)
      return (counts.1, amounts.1, first) < (counts.0, amounts.0, second)
    }
    let groups = order.map { content.supplierPlaces[$0] }
    let shown = groups.prefix(Self.mostSuppliers)
    let hasCategories = content.categoryNames.count > 1
    var columns = [
      ReportTable.Column(header: words.supplier), ReportTable.Column(header: words.place),
      ReportTable.Column(header: words.contractsHeader, isNumber: true),
      ReportTable.Column(header: words.amountHeader, isNumber: true),
    ]
    if hasCategories { columns.append(ReportTable.Column(header: words.category)) }
    columns.append(ReportTable.Column(header: words.years))
    if local != nil { columns.append(ReportTable.Column(header: words.distanceHeader, isNumber: true)) }
    let rows = shown.map { group in
      let total = content.total(group.contracts)
      let years = content.years(group.contracts)
      var cells: [ReportTable.Cell] = [
        .init(
          DisplayText.truncated(
            content.displayName(supplier: group.supplier, place: group.place), to: Self.longestName)),
        .init(content.places[group.place].label), .init(count: group.contracts.count, words),
        .init(words.sum(total), key: Double(total.lowerCents) / 100),
      ]
      if hasCategories {
        cells.append(
          .init(
            content.categoryCounts(group.contracts).map(\.name).filter { !$0.isEmpty }
              .map { DisplayText.truncated($0, to: Self.longestName) }.joined(separator: ", ")))
      }
      cells.append(.init(Self.span(years), key: years.first.map(Double.init)))
      if let local {
        let metres = local.distances[group.place]
        cells.append(.init(words.kilometres(metres), key: metres))
      }
      return cells
    }
    if shown.count < groups.count {
      page.element(
        "p", [("class", "note")], text: words.shownOf(shown.count, words.grouped(groups.count)))
    }
    ReportTable(caption: words.topSuppliers, columns: columns, rows: rows, isSortable: true, isCaptionHidden: true)
      .write(into: &page)
  }

  private static func span(_ years: [Int]) -> String {
    guard let first = years.first, let last = years.last else { return "" }
    return first == last ? "\(first)" : "\(first)–\(last)"
  }

  /// What was placed and how, what was put right, and what could not be placed.
  func writeQuality(into page: inout MarkupWriter) {
    page.element(
      "p",
      text: words.placedShare(words.percent(content.placedRowCount, of: content.rowCount)) + " "
        + words.positionsAreTowns)
    writeMethods(into: &page)
    writeNotes(into: &page)
    writeUnplaced(into: &page)
    let total = content.total(Array(content.contracts.indices))
    var sentences: [String] = []
    if total.bandCount > 0 { sentences.append(words.bandsIncluded(total.bandCount)) }
    if total.unknownCount > 0, total.unknownCount < content.rowCount {
      sentences.append(words.amountsUnread(total.unknownCount))
    }
    if !sentences.isEmpty {
      page.element("p", text: words.amountHeader + words.colon + sentences.joined(separator: " "))
    }
  }

  private func writeMethods(into page: inout MarkupWriter) {
    var radii: [PlacementMethod: [Int]] = [:]
    for contract in content.contracts where contract.place != nil {
      if let method = contract.quality.method { radii[method, default: []].append(contract.quality.radiusMetres) }
    }
    let rows = PlacementMethod.allCases.compactMap { method -> [ReportTable.Cell]? in
      guard let sorted = radii[method]?.sorted(), let widest = sorted.last else { return nil }
      let median = sorted[sorted.count / 2]
      return [
        .init(words.name(of: method)), .init(bar: Double(sorted.count) / Double(max(content.placedRowCount, 1))),
        .init(count: sorted.count, words), .init(words.percent(sorted.count, of: content.rowCount)),
        .init(words.kilometres(Double(median)), key: Double(median)),
        .init(words.kilometres(Double(widest)), key: Double(widest)),
      ]
    }
    guard !rows.isEmpty else { return }
    ReportTable(
      caption: words.methodsCaption,
      columns: [
        .init(header: words.method), .init(header: ""), .init(header: words.rowsHeader, isNumber: true),
        .init(header: words.share, isNumber: true), .init(header: words.radiusHeader, isNumber: true),
        .init(header: words.largestRadiusHeader, isNumber: true),
      ], rows: rows
    ).write(into: &page)
    page.element("p", [("class", "note")], text: words.radiusExplained)
  }

  private func writeNotes(into page: inout MarkupWriter) {
    let counts = PlacementNote.Code.allCases.compactMap { code in content.rowCountByNote[code].map { (code, $0) } }
    guard !counts.isEmpty else { return }
    let rows: [[ReportTable.Cell]] = counts.enumerated().sorted { first, second in
      (second.element.1, first.offset) < (first.element.1, second.offset)
    }.map { item in
      [
        .init(words.name(of: item.element.0)), .init(count: item.element.1, words),
        .init(words.percent(item.element.1, of: content.rowCount)),
      ]
    }
    ReportTable(
      caption: words.repair,
      columns: [
        .init(header: words.remark), .init(header: words.rowsHeader, isNumber: true),
        .init(header: words.share, isNumber: true),
      ], rows: rows
    ).write(into: &page)
  }

  private func writeUnplaced(into page: inout MarkupWriter) {
    page.element("h3", text: words.notPlacedHeading)
    let groups = content.unplaced.byCount
    guard !groups.isEmpty else {
      page.element("p", text: words.everythingPlaced)
      return
    }
    let shown = groups.prefix(Self.mostUnplaced)
    let rows = shown.map { group -> [ReportTable.Cell] in
      return [
        .init(group.location.isEmpty ? "–" : DisplayText.truncated(group.location, to: Self.longestName)),
        .init(count: group.count, words),
        .init(group.names.map { DisplayText.truncated($0, to: Self.longestName) }.joined(separator: ", ")),
        .init(words.rowNumbers(group.rowNumbers, more: group.count > group.rowNumbers.count)),
        .init(group.reason.isEmpty ? words.name(of: group.status) : group.reason), .init(group.suggestion),
      ]
    }
    ReportTable(
      caption: words.notPlacedHeading,
      columns: [
        .init(header: words.typed), .init(header: words.rowsHeader, isNumber: true),
        .init(header: words.suppliersHeader), .init(header: words.whereInTable), .init(header: words.reason),
        .init(header: words.remedy),
      ], rows: rows, isSortable: true, isCaptionHidden: true
    ).write(into: &page)
    let rest = content.rowCount - content.placedRowCount - shown.reduce(0) { $0 + $1.count }
    if rest > 0 { page.element("p", [("class", "note")], text: words.moreInTable(rest, "unlocated.csv")) }
  }

  /// Where everything comes from.
  func writeOrigin(into page: inout MarkupWriter) {
    func list(_ heading: String, _ items: [String]) {
      guard !items.isEmpty else { return }
      page.element("h3", text: heading)
      page.element("ul") { list in
        for item in items { list.element("li", text: item) }
      }
    }
    list(words.tablesRead, input.files)
    list(words.sources, content.options.sources)
    if let licence = content.options.licence {
      list(words.licenceHeading, [[licence.name, licence.url].filter { !$0.isEmpty }.joined(separator: ", ")])
    }
    list(words.besides, input.companions.map { $0.text.isEmpty ? $0.file : "\($0.file)\(words.colon)\($0.text)" })
    if !input.commandLine.isEmpty {
      page.element("h3", text: words.command)
      page.element("pre", [("tabindex", "0")]) { $0.element("code", text: input.commandLine) }
    }
    if !input.program.isEmpty { page.element("p", [("class", "note")], text: "\(words.madeWith) \(input.program)") }
  }
}
