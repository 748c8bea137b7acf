import ContractTables
import Dispatch
import Geocoding
import Glibc
import Logging
import ServiceLifecycle
import SpatialAnalysis
import SupplierMaps
import TableGeocoding
import Tables

/// The tables whose layers are served: read at the start, and again whenever one of them changes.
public struct LayerTables: Sendable {
  private let files: [String]
  private let tableOptions: TableOptions
  private let mapOptions: SupplierMapOptions
  private let resolver: Resolver

  /// Tables by their paths, with how they are read and what their map is like.
  public init(files: [String], tableOptions: TableOptions, mapOptions: SupplierMapOptions, resolver: Resolver) {
    self.files = files
    self.tableOptions = tableOptions
    self.mapOptions = mapOptions
    self.resolver = resolver
  }

  /// Reads and geocodes the tables. Throws `TableError` for one that cannot be read.
  public func content() throws(TableError) -> SupplierMapContent {
    var readers: [TableReader] = []
    for file in files {
      readers.append(try TableReader(source: try ByteSource(path: file), options: tableOptions))
    }
    let geocoder = TableGeocoder(resolver: resolver, layouts: readers.map(\.layout), names: files)
    var builder = SupplierMapBuilder(mapOptions)
    let language = mapOptions.language
    var rowNumber = 0
    for (table, reader) in readers.enumerated() {
      while let batch = try reader.nextBatch() {
        geocoder.visit(batch, ofTable: table) { row in
          rowNumber += 1
          builder.add(row, number: rowNumber, language: language)
        }
      }
    }
    return builder.finish()
  }

  /// What a file is like that has not been changed: a program that writes it anew gives it another time, size or number.
  private struct Mark: Equatable {
    var seconds: Int
    var nanoseconds: Int
    var bytes: Int
    var number: UInt64
  }

  private func marks() -> [Mark?] {
    files.map { file in
      var status = stat()
      guard stat(file, &status) == 0 else { return nil }
      return Mark(
        seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, bytes: Int(status.st_size),
        number: UInt64(status.st_ino))
    }
  }

  // MARK: Watching

  /// Keeps a store filled: a part of the service's life.
  struct Watch: Service {
    let tables: LayerTables
    let store: LayerStore
    let logger: Logger

    func run() async throws {
      let first = tables.marks()
      await load()
      try? await cancelWhenGracefulShutdown {
        var read = first
        var last = first
        while true {
          try await Task.sleep(for: .seconds(LayerTables.secondsBetweenLooks))
          let now = tables.marks()
          defer { last = now }
          // A file that is still growing, or gone for the moment, is waited for.
          guard now != read, now == last, !now.contains(nil) else { continue }
          read = now
          await load()
        }
      }
    }

    /// Reads the tables off the threads that answer requests; what was there before stays when they cannot be read.
    private func load() async {
      let start = ContinuousClock.now
      let outcome: Result<LayerSet, any Error> = await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
          continuation.resume(returning: Result { try LayerSet(tables.content()) })
        }
      }
      switch outcome {
      case .success(let layers):
        store.replace(by: layers)
        logger.notice(
          "layers",
          metadata: [
            "rows": "\(layers.rows)", "placed": "\(layers.placedRows)", "layers": "\(layers.layers.count)",
            "seconds": "\((ContinuousClock.now - start) / .seconds(1))",
          ])
      case .failure(let error):
        logger.error("tables cannot be read", metadata: ["error": "\(error)"])
      }
    }
  }

  /// Often enough for somebody who saves a table and looks at the map; the looks cost nothing.
  private static let secondsBetweenLooks = 2
}
