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
      var rest = group.contracts
      while let first = rest.first {
        let index = classes.classByContract[first]
        groups[index].append(
          SupplierPlace(
            supplier: group.supplier, place: group.place,
            contracts: rest.filter { classes.classByContract[$0] == index }, displayed: group.displayed))
        rest.removeAll { classes.classByContract[$0] == index }
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
    var balloon = MarkupWriter(capacity: 512)
    let name = displayName(supplier: group.supplier, place: group.place)
    balloon.element("p", text: places[group.place].label)
    balloon.element("ul") { list in
      for index in group.contracts.prefix(Self.mostContractsInBalloon) {
        list.element("li", text: sentence(index))
      }
    }
    if group.contracts.count > Self.mostContractsInBalloon {
      balloon.element("p", text: words.otherContracts(group.contracts.count - Self.mostContractsInBalloon))
    }
    var properties = supplierProperties(group)
    // A placemark has its name already.
    properties.remove("name")
    return KMLWriter.Placemark(
      name: name, balloon: balloon,
      feature: PointFeature(coordinate: position(of: group), properties: properties))
  }

  /// "12/04/2015 · Plantations · Travaux · 1 234 €".
  private func sentence(_ index: Int) -> String {
    let amount = contracts[index].amount.map { words.amount($0.lowerCents, $0.upperCents) }
    var sentence = contracts[index].date.map(words.date) ?? contracts[index].dateText
    for part in [
      contracts[index].object.isEmpty ? words.withoutObject : contracts[index].object, categoryName(ofContract: index),
      amount ?? contracts[index].amountText,
    ] where !part.isEmpty {
      if !sentence.isEmpty { sentence += " · " }
      sentence += part
    }
    return sentence
  }
}
