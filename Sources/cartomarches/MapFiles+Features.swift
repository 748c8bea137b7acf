import Dispatch
import Locking
import SupplierMaps

extension MapFiles {
  /// The files of features, created but empty.
  func featureFiles() throws(Failure) -> FeatureFiles {
    let content = content
    var makers: [(format: MapFormat, name: String, share: Int, bytes: @Sendable () -> [UInt8])] = []
    // The shares are about those of a table of 100,000 rows.
    makers.append((.geojson, "suppliers.geojson", 4, { content.suppliersGeoJSON() }))
    makers.append((.geojson, "places.geojson", 3, { content.placesGeoJSON() }))
    makers.append((.geojsonl, "suppliers.geojsonl", 4, { content.suppliersGeoJSONLines() }))
    makers.append((.geojsonl, "places.geojsonl", 3, { content.placesGeoJSONLines() }))
    makers.append((.umap, "map.umap", 5, { content.umap() }))
    makers.append((.kml, "map.kml", 8, { content.kml() }))
    var files: [FeatureFiles.File] = []
    for maker in makers where formats.contains(maker.format) {
      files.append(FeatureFiles.File(file: try folder.file(maker.name), share: maker.share, bytes: maker.bytes))
    }
    return FeatureFiles(files)
  }
}

/// The files of features, which need nothing of each other nor of the pictures: while one thread draws, another makes them, and
/// whichever is done first takes the next. No more are in memory together than there are threads.
final class FeatureFiles: Sendable {
  struct File {
    let file: OutputFile
    /// How much work it is beside the others.
    let share: Int
    let bytes: @Sendable () -> [UInt8]
  }

  /// Those that nobody has taken, the longest work last.
  private let open: Mutex<[File]>
  private let failure = Mutex<Failure?>(nil)
  private let helpers = DispatchGroup()

  init(_ files: [File]) {
    nonisolated(unsafe) let sorted = files.sorted { $0.share < $1.share }
    open = Mutex(sorted)
  }

  /// Makes the files, while the body runs too, and returns when all is done. Throws what the body throws, else the first
  /// failure to write.
  func write<Result>(while body: () throws(Failure) -> Result) throws(Failure) -> Result {
    DispatchQueue.global().async(group: helpers) { self.writeOpen() }
    defer { helpers.wait() }
    let result: Result
    do throws(Failure) {
      result = try body()
    } catch {
      open.withLock { $0.removeAll() }
      throw error
    }
    writeOpen()
    helpers.wait()
    if let failure = failure.withLock({ $0 }) { throw failure }
    return result
  }

  private func writeOpen() {
    while let next = take() {
      do throws(Failure) {
        try next.file.write(next.bytes())
      } catch {
        failure.withLock { $0 = $0 ?? error }
        open.withLock { $0.removeAll() }
      }
    }
  }

  /// A file is its taker's alone until all are written.
  private func take() -> File? {
    open.withLock { open in
      nonisolated(unsafe) let last = open.popLast()
      return last
    }
  }
}
