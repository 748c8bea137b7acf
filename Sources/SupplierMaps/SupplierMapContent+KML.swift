import MapLayers

extension SupplierMapContent {
  /// `map.kml`: a folder per class of ``SupplierMapOptions/layerBy`` with a point per supplier and place, its contracts in the
  /// balloon. O(rows).
  public func kml() -> [UInt8] {
    var bytes: [UInt8] = []
    writeKML { bytes += $0 }
    return bytes
  }

  /// Writes `map.kml` piece by piece.
  public func writeKML<Failure: Error>(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    let classes = FacetClasses(options.layerBy, of: self)
    var groups = Array(repeating: [SupplierPlace](), count: classes.classes.count)
    for group in supplierPlaces {
      var byClass: [Int: [Int]] = [:]
      for contract in group.contracts { byClass[classes.classByContract[contract], default: []].append(contract) }
      for (index, contracts) in byClass {
        groups[index].append(
          SupplierPlace(
            supplier: group.supplier, place: group.place, contracts: contracts, displayed: group.displayed))
      }
    }
    let folders = zip(classes.classes, groups).compactMap { found, groups in
      groups.isEmpty
        ? nil
        : KMLWriter.Folder(name: found.name, colour: found.colour, count: groups.count) { placemark(groups[$0]) }
    }
    var description = [
      "\(words.suppliers(supplierCount)), \(words.places(placeCount))",
      words.placedRows(placedRowCount, of: rowCount),
    ]
    description += options.sources
    try KMLWriter.write(name: title, description: description.joined(separator: " · "), folders: folders, to: sink)
  }

  /// A balloon holds no more contracts than this.
  private static let mostContractsInBalloon = 20

  private func placemark(_ group: SupplierPlace) -> KMLWriter.Placemark {
    var balloon = MarkupWriter()
    let name = displayName(supplier: group.supplier, place: group.place)
    balloon.element("p", text: places[group.place].label)
    balloon.element("ul") { list in
      for index in group.contracts.prefix(Self.mostContractsInBalloon) {
        list.element("li", text: sentence(contracts[index]))
      }
    }
    if group.contracts.count > Self.mostContractsInBalloon {
      balloon.element("p", text: words.otherContracts(group.contracts.count - Self.mostContractsInBalloon))
    }
    var properties = Properties()
    // A placemark has its name already.
    for entry in supplierProperties(group).entries where entry.key != "name" { properties.set(entry.key, entry.value) }
    return KMLWriter.Placemark(
      name: name, balloon: balloon,
      feature: PointFeature(coordinate: position(of: group), properties: properties))
  }

  /// "12/04/2015 · Plantations · Travaux · 1 234 €".
  private func sentence(_ contract: Contract) -> String {
    let category = categories.categories[contract.category]
    return [
      contract.date.map(words.date) ?? contract.dateText,
      contract.object.isEmpty ? words.withoutObject : contract.object,
      category.key.isEmpty ? "" : category.name,
      contract.amount.map { words.amount($0.lowerCents, $0.upperCents) } ?? contract.amountText,
    ].filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
