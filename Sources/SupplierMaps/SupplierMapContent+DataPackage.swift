import MapLayers

extension SupplierMapContent {
  /// The package's description of a folder with these tables and files.
  public func dataPackage(tables: [DataPackage.Table], files: [DataPackage.File] = []) -> [UInt8] {
    var package = DataPackage(title: title)
    package.sources = options.sources
    package.licence = options.licence
    package.tables = tables
    package.files = files
    return package.bytes()
  }
}
