import MapLayers

/// The markers of one layer: suppliers at their places, as a map server hands them out view by view.
public struct SupplierLayer: Sendable {
  /// What a reader sees as its name.
  public let title: String
  /// True for the layer of all suppliers.
  public let hasEverything: Bool
  /// The colour of its markers, `#RRGGBB`.
  public let colour: String
  /// One feature per supplier and place, with the properties of `suppliers.geojson` but its list of contracts.
  public let features: [PointFeature]
}

extension SupplierMapContent {
  /// The layer of all suppliers, then one per class of ``SupplierMapOptions/layerBy`` when there are several. O(rows).
  public func supplierLayers() -> [SupplierLayer] {
    let classes = FacetClasses(options.layerBy, of: self)
    let everything = SupplierLayer(
      title: words.allSuppliers, hasEverything: true, colour: QualitativePalette.leftover,
      features: supplierPlaces.map(markerFeature))
    guard classes.classes.count > 1 else { return [everything] }
    return [everything]
      + classes.classes.indices.map { number in
        let groups = supplierPlaces.compactMap { group -> SupplierPlace? in
          let contracts = group.contracts.filter { classes.classByContract[$0] == number }
          return contracts.isEmpty
            ? nil : SupplierPlace(supplier: group.supplier, place: group.place, contracts: contracts)
        }
        return SupplierLayer(
          title: classes.classes[number].name, hasEverything: false, colour: classes.classes[number].colour,
          features: groups.map(markerFeature))
      }
  }

  private func markerFeature(_ group: SupplierPlace) -> PointFeature {
    PointFeature(coordinate: places[group.place].coordinate, properties: supplierProperties(group))
  }
}
