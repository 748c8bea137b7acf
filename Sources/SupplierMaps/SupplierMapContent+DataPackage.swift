import MapLayers

extension SupplierMapContent {
  /// The package's description of a folder with these tables and files.
  public func dataPackage(tables: [DataPackage.Table], files: [DataPackage.File] = []) -> [UInt8] {
    var package = DataPackage(title: title)
    package.sources = options.sources
    // Without a licence of the map's own there are still those of the positions.
    package.licences = options.licence.map { [$0] } ?? options.gazetteer.map(Attribution.licences) ?? []
    package.tables = tables
    package.files = files
    return package.bytes()
  }
}
