import Dispatch
import Locking

extension MapFiles {
  /// Writes the files of features, which need nothing of each other: two are made at a time where there are two cores, not
  /// more, so that few are in memory together.
  func writeFeatures() throws(Failure) {
    let content = content
    var files: [(name: String, bytes: @Sendable () -> [UInt8])] = []
    if formats.contains(.geojson) {
      files.append(("suppliers.geojson", { content.suppliersGeoJSON() }))
      files.append(("places.geojson", { content.placesGeoJSON() }))
    }
    if formats.contains(.geojsonl) {
      files.append(("suppliers.geojsonl", { content.suppliersGeoJSONLines() }))
      files.append(("places.geojsonl", { content.placesGeoJSONLines() }))
    }
    if formats.contains(.umap) { files.append(("map.umap", { content.umap() })) }
    if formats.contains(.kml) { files.append(("map.kml", { content.kml() })) }
    let next = Mutex(0)
    let made = Mutex<[Int: [UInt8]]>([:])
    let all = files
    DispatchQueue.concurrentPerform(iterations: min(2, all.count)) { _ in
      while true {
        let number = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard number < all.count else { return }
        let bytes = all[number].bytes()
        made.withLock { $0[number] = bytes }
      }
    }
    for (number, file) in all.enumerated() {
      try folder.write(file.name, made.withLock { $0.removeValue(forKey: number) } ?? [])
    }
  }
}
