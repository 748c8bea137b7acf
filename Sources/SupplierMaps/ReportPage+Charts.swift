import MapLayers

/// One bar: what some contracts have in common.
struct ReportBar {
  var name: String
  var contracts = 0
  var total = AmountTotal()
  var colour: String?
  /// True for what is not of the same kind as the others and would dwarf them: it is counted, not drawn.
  var isApart = false

  init(name: String, colour: String? = nil) {
    self.name = DisplayText.truncated(name, to: ReportPage.longestName)
    self.colour = colour
  }

  /// Adds a contract, or a share of one that is counted already.
  mutating func add(_ contract: Contract, isCounted: Bool = false) {
    if !isCounted { contracts += 1 }
    total.add(contract.amount)
  }
}

extension ReportPage {
  /// A chart of départements has no more bars than this; the others share one.
  private static let mostDepartements = 15

  /// Bars by kind, year and département.
  func writeCharts(into page: inout MarkupWriter) {
    let categories = FacetClasses(.category, of: content)
    if categories.classes.count > 1 {
      writeChart(words.category, bars(categories), into: &page)
    }
    let years = FacetClasses(.year, of: content)
    if years.classes.count > 1 {
      // Time runs downwards; the rows without a date stay last.
      let dated = Set(content.contracts.compactMap { $0.date?.year }).count
      var bars = bars(years)
      for index in bars.indices { bars[index].colour = nil }
      writeChart(words.year, bars.prefix(dated).reversed() + bars.dropFirst(dated), into: &page)
    }
    writeChart(words.departement, departementBars, into: &page)
  }

  private func bars(_ classes: FacetClasses) -> [ReportBar] {
    var bars = classes.classes.map { ReportBar(name: $0.name, colour: $0.colour) }
    for (index, contract) in content.contracts.enumerated() {
      bars[classes.classByContract[index]].add(contract, isCounted: contract.isFurtherHolder)
    }
    return bars
  }

  private var departementBars: [ReportBar] {
    var bars: [ReportBar] = []
    var indexByName: [String: Int] = [:]
    var last = [ReportBar(name: words.abroad), ReportBar(name: words.notPlacedClass)]
    last[1].isApart = true
    for contract in content.contracts {
      guard let place = contract.place else {
        last[contract.status == .foreign ? 0 : 1].add(contract)
        continue
      }
      let name = content.places[place].departementLabel
      if name.isEmpty {
        last[0].add(contract)
        continue
      }
      let index = indexByName[name] ?? bars.count
      if index == bars.count {
        indexByName[name] = index
        bars.append(ReportBar(name: name))
      }
      bars[index].add(contract)
    }
    bars.sort { ($1.contracts, $0.name) < ($0.contracts, $1.name) }
    if bars.count > Self.mostDepartements + 1 {
      var others = ReportBar(name: words.other(bars.count - Self.mostDepartements))
      for bar in bars[Self.mostDepartements...] { others.merge(bar) }
      others.isApart = true
      bars = bars.prefix(Self.mostDepartements) + [others]
    }
    return bars + last.filter { $0.contracts > 0 }
  }

  /// A table whose second column is a bar.
  func writeChart(_ caption: String, _ bars: some Sequence<ReportBar>, into page: inout MarkupWriter) {
    let bars = Array(bars)
    let most = max(bars.filter { !$0.isApart }.map(\.contracts).max() ?? 0, 1)
    let hasAmounts = bars.contains { $0.total.exactCount + $0.total.bandCount > 0 }
    var columns = [
      ReportTable.Column(header: caption), ReportTable.Column(header: ""),
      ReportTable.Column(header: words.contractsHeader, isNumber: true),
      ReportTable.Column(header: words.share, isNumber: true),
    ]
    if hasAmounts { columns.append(ReportTable.Column(header: words.amountHeader, isNumber: true)) }
    let table = ReportTable(
      caption: words.contractsBy(caption), columns: columns,
      rows: bars.map { bar in
        var cells: [ReportTable.Cell] = [
          .init(bar.name), .init(bar: bar.isApart ? 0 : Double(bar.contracts) / Double(most), colour: bar.colour),
          .init(count: bar.contracts, words), .init(words.percent(bar.contracts, of: content.rowCount)),
        ]
        if hasAmounts { cells.append(.init(words.sum(bar.total))) }
        return cells
      })
    table.write(into: &page)
  }

  /// Distances and territories around the buyer.
  func writeLocal(_ local: LocalPurchasing, into page: inout MarkupWriter) {
    if let median = local.medianMetres {
      page.element("p", text: words.localExplained(local.buyer.label, median: words.wholeKilometres(median)))
    }
    let hasExact = local.all.total.exactCents > 0
    if hasExact { page.element("p", [("class", "note")], text: words.exactAmountsOnly) }
    writeShares(
      words.distanceHeader, words.contractsBy(words.distanceHeader),
      local.bands.filter { $0.band != .uncertain || $0.share.contracts > 0 }
        .map { (words.name(of: $0.band), $0.share) },
      of: local.all, into: &page)
    var territories: [(name: String, share: LocalPurchasing.Share)] = []
    for inside in local.territories {
      let name = words.name(of: inside.territory) + words.colon + inside.name
      territories.append((name, inside.share))
      if inside.possible.contracts > 0 { territories.append((words.uncertainCommune(name), inside.possible)) }
    }
    writeShares(words.territory, words.nearBuyer, territories, of: local.all, into: &page)
    if local.territories.contains(where: { $0.possible.contracts > 0 }) {
      page.element("p", [("class", "note")], text: words.uncertainCommuneExplained)
    }
  }

  private func writeShares(
    _ header: String, _ caption: String, _ shares: [(name: String, share: LocalPurchasing.Share)],
    of all: LocalPurchasing.Share,
    into page: inout MarkupWriter
  ) {
    guard !shares.isEmpty else { return }
    let exact = max(all.total.exactCents, 0)
    var columns = [
      ReportTable.Column(header: header), ReportTable.Column(header: ""),
      ReportTable.Column(header: words.suppliersHeader, isNumber: true),
      ReportTable.Column(header: words.contractsHeader, isNumber: true),
      ReportTable.Column(header: words.share, isNumber: true),
      ReportTable.Column(header: words.amountHeader, isNumber: true),
    ]
    if exact > 0 { columns.append(ReportTable.Column(header: words.amountShare, isNumber: true)) }
    let table = ReportTable(
      caption: caption, columns: columns,
      rows: shares.map { item in
        var cells: [ReportTable.Cell] = [
          .init(item.name), .init(bar: Double(item.share.contracts) / Double(max(all.contracts, 1))),
          .init(count: item.share.suppliers, words), .init(count: item.share.contracts, words),
          .init(words.percent(item.share.contracts, of: all.contracts)), .init(words.sum(item.share.total)),
        ]
        if exact > 0 { cells.append(.init(words.percent(max(item.share.total.exactCents, 0), of: exact))) }
        return cells
      })
    table.write(into: &page)
  }
}

extension ReportBar {
  /// Adds what another bar counts.
  mutating func merge(_ other: ReportBar) {
    contracts += other.contracts
    total.add(other.total)
  }
}
