import MapLayers

/// The classes that one facet sorts contracts into: the layers of a map, or its colours.
struct FacetClasses: Sendable {
  /// One class with its name and colour.
  struct Class: Sendable {
    let name: String
    let colour: String
    /// True for the class that several kinds share.
    var isMixed = false
  }

  /// The classes in the order in which readers expect them.
  let classes: [Class]
  /// The class of each contract.
  let classByContract: [Int]

  /// The class of most of the contracts, the first of several; 0 without contracts. O(contracts × classes).
  func mainClass(of contracts: [Int]) -> Int {
    var counts: [(index: Int, count: Int)] = []
    for contract in contracts {
      let index = classByContract[contract]
      if let known = counts.firstIndex(where: { $0.index == index }) {
        counts[known].count += 1
      } else {
        counts.append((index, 1))
      }
    }
    return counts.max { ($0.count, $1.index) < ($1.count, $0.index) }?.index ?? 0
  }

  /// More kinds than this and the rarest share one class: a reader cannot tell more colours apart.
  static let mostCategories = 8

  /// The classes of a facet. O(rows log rows).
  init(_ facet: SupplierMapOptions.Facet, of content: SupplierMapContent) {
    switch facet {
    case .category: self.init(categoriesOf: content)
    case .year: self.init(yearsOf: content)
    case .departement: self.init(departementsOf: content)
    case .none:
      self.init(oneClassFor: content)
    }
  }

  private init(oneClassFor content: SupplierMapContent) {
    classes = [Class(name: content.words.contractsLayer, colour: QualitativePalette.colours[1])]
    classByContract = Array(repeating: 0, count: content.contracts.count)
  }

  private init(categoriesOf content: SupplierMapContent) {
    let all = content.categories.categories
    let named = content.categoryOrder.filter { !all[$0].key.isEmpty }
    var kept = named
    if named.count > Self.mostCategories {
      // One class is for the rest. The three kinds of the law stay whatever their number.
      let byCount = named.enumerated().sorted { first, second in
        let isLegal = (
          CategoryCatalogue.legalKindKeys.contains(all[first.element].key),
          CategoryCatalogue.legalKindKeys.contains(all[second.element].key)
        )
        if isLegal.0 != isLegal.1 { return isLegal.0 }
        let counts = (all[first.element].count, all[second.element].count)
        return counts.0 != counts.1 ? counts.0 > counts.1 : first.offset < second.offset
      }
      let keptSet = Set(byCount.prefix(Self.mostCategories - 1).map(\.element))
      kept = named.filter(keptSet.contains)
    }
    let reserved = ["travaux": 0, "fournitures": 1, "services": 2]
    let colours = QualitativePalette.assign(kept.map { all[$0].key }, reserved: reserved)
    var classes = kept.map { Class(name: all[$0].name, colour: colours[all[$0].key] ?? QualitativePalette.leftover) }
    var classByCategory: [Int: Int] = [:]
    for (index, category) in kept.enumerated() { classByCategory[category] = index }
    if kept.count < named.count {
      let rest = Class(
        name: content.words.otherCategories(named.count - kept.count), colour: QualitativePalette.leftover,
        isMixed: true)
      for category in named where classByCategory[category] == nil { classByCategory[category] = classes.count }
      classes.append(rest)
    }
    if let none = all.firstIndex(where: { $0.key.isEmpty }) {
      classByCategory[none] = classes.count
      // A table without any kind has one layer, named for what it holds.
      classes.append(
        named.isEmpty
          ? Class(name: content.words.contractsLayer, colour: QualitativePalette.colours[1])
          : Class(name: content.words.withoutCategory, colour: QualitativePalette.none))
    }
    self.classes = classes
    classByContract = content.contracts.map { classByCategory[$0.category] ?? 0 }
  }

  private init(yearsOf content: SupplierMapContent) {
    let years = Set(content.contracts.compactMap { $0.date?.year }).sorted(by: >)
    // The last digit gives the colour: a year has the same one on every map.
    let palette = QualitativePalette.colours
    var classes = years.map { Class(name: String($0), colour: palette[$0 % palette.count]) }
    let classByYear = Dictionary(uniqueKeysWithValues: zip(years, years.indices))
    classByContract = content.contracts.map { $0.date.flatMap { classByYear[$0.year] } ?? years.count }
    if classByContract.contains(years.count) {
      classes.append(Class(name: content.words.withoutYear, colour: QualitativePalette.none))
    }
    self.classes = classes
  }

  private init(departementsOf content: SupplierMapContent) {
    var labels: [String: String] = [:]
    for place in content.places where labels[place.departement] == nil {
      labels[place.departement] = place.departementLabel
    }
    let codes = labels.keys.filter { !$0.isEmpty }.sorted()
    let colours = QualitativePalette.assign(codes, reserved: [:])
    var classes = codes.map { Class(name: labels[$0] ?? $0, colour: colours[$0] ?? QualitativePalette.leftover) }
    let classByCode = Dictionary(uniqueKeysWithValues: zip(codes, codes.indices))
    classByContract = content.contracts.map { contract in
      contract.place.flatMap { classByCode[content.places[$0].departement] } ?? codes.count
    }
    if classByContract.contains(codes.count) {
      classes.append(Class(name: content.words.abroad, colour: QualitativePalette.none))
    }
    self.classes = classes
  }
}
