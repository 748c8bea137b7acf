import Dispatch
import Locking
import SupplierMaps

extension MapFiles {
  /// The files of features, created but empty.
  func featureFiles() throws(Failure) -> FeatureFiles {
    let content = content
    var made: [String: OutputFile] = [:]
    for (format, name) in Self.featureFileNames where formats.contains(format) { made[name] = try folder.file(name) }
    // The shares are about those of a table of 100,000 rows.
    var work: [FeatureFiles.Work] = []
    func add(_ names: [String], share: Int, _ write: @escaping @Sendable ([Sink?]) throws(Failure) -> Void) {
      let files = names.map { made[$0] }
      if files.contains(where: { $0 != nil }) { work.append(.init(files: files, share: share, write: write)) }
    }
    add(["suppliers.geojson", "suppliers.geojsonl"], share: 4) { (sinks) throws(Failure) in
      try content.writeSuppliers(lines: sinks[1], collection: sinks[0])
    }
    add(["places.geojson", "places.geojsonl"], share: 3) { (sinks) throws(Failure) in
      try content.writePlaces(lines: sinks[1], collection: sinks[0])
    }
    add(["map.umap"], share: 5) { (sinks) throws(Failure) in
      if let sink = sinks[0] { try content.writeUMap(to: sink) }
    }
    add(["map.kml"], share: 8) { (sinks) throws(Failure) in
      if let sink = sinks[0] { try content.writeKML(to: sink) }
    }
    return FeatureFiles(work)
  }

  private typealias Sink = FeatureFiles.Sink

  /// In the order in which they are listed.
  private static let featureFileNames: [(MapFormat, String)] = [
    (.geojson, "suppliers.geojson"), (.geojson, "places.geojson"), (.geojsonl, "suppliers.geojsonl"),
    (.geojsonl, "places.geojsonl"), (.umap, "map.umap"), (.kml, "map.kml"),
  ]
}

/// The files of features, which need nothing of each other nor of the pictures: while one thread draws, another makes them, and
/// whichever is done first takes the next. They are written piece by piece: none is in memory as a whole.
final class FeatureFiles: Sendable {
  /// Takes the pieces of a file.
  typealias Sink = ([UInt8]) throws(Failure) -> Void

  /// Files that are made together, each of them only if it is asked for.
  struct Work {
    let files: [OutputFile?]
    /// How much work it is beside the others.
    let share: Int
    let write: @Sendable ([Sink?]) throws(Failure) -> Void
  }

  /// Those that nobody has taken, the longest work last.
  private let open: Mutex<[Work]>
  private let failure = Mutex<Failure?>(nil)
  private let helpers = DispatchGroup()

  init(_ work: [Work]) {
    nonisolated(unsafe) let sorted = work.sorted { $0.share < $1.share }
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
        try next.write(next.files.map(sink))
      } catch {
        failure.withLock { $0 = $0 ?? error }
        open.withLock { $0.removeAll() }
      }
    }
  }

  private func sink(_ file: OutputFile?) -> Sink? {
    guard let file else { return nil }
    return { (piece: [UInt8]) throws(Failure) in try file.write(piece) }
  }

  /// Files are their taker's alone until all are written.
  private func take() -> Work? {
    open.withLock { open in
      nonisolated(unsafe) let last = open.popLast()
      return last
    }
  }
}
