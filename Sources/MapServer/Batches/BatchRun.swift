import Dispatch
import Geocoding
import TableGeocoding
import Tables

/// A table on its way through the geocoder, a piece at a time as the client takes it.
///
/// It is used on its own serial queue alone, one piece after the other: hence `@unchecked Sendable`. What geocodes keeps a
/// thread for milliseconds, which the threads that answer other requests are too few for.
final class BatchRun: @unchecked Sendable {
  private let reader: TableReader
  private let geocoder: TableGeocoder
  private let queue = DispatchQueue(label: "batch")
  private var isBegun = false
  /// Keeps the file and the right to be geocoded as long as there is something left to do.
  private let keptAlive: [any Sendable]

  private init(reader: TableReader, geocoder: TableGeocoder, keptAlive: [any Sendable]) {
    self.reader = reader
    self.geocoder = geocoder
    self.keptAlive = keptAlive
  }

  /// Opens a table. Throws ``TableError`` for what cannot be read, and a 400 for options that do not fit it.
  static func open(
    _ file: SpoolFile, _ options: BatchOptions, _ resolver: Resolver, style: OutputStyle, isReverse: Bool,
    place: BatchGate.Place
  ) async throws -> BatchRun {
    try await onQueue(DispatchQueue.global()) {
      let source = try ByteSource(descriptor: file.descriptor, name: "data")
      let reader = try TableReader(source: source, options: options.table)
      let layout = try isReverse ? options.reverseLayout(reader.layout) : options.layout(reader.layout)
      let geocoder = TableGeocoder(resolver: resolver, layouts: [layout], names: ["data"], style: style)
      return BatchRun(reader: reader, geocoder: geocoder, keptAlive: [file, place])
    }
  }

  /// The next piece of the answer; `nil` after the last.
  func next() async throws -> [UInt8]? {
    try await Self.onQueue(queue) { try self.piece() }
  }

  /// What became of the rows, once there is no next piece.
  func summary() async throws -> GeocodingSummary {
    try await Self.onQueue(queue) { self.geocoder.summary() }
  }

  private func piece() throws -> [UInt8]? {
    guard isBegun else {
      isBegun = true
      return geocoder.header()
    }
    guard let batch = try reader.nextBatch() else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(batch.bytes.count * 3)
    geocoder.append(batch, ofTable: 0, to: &bytes)
    return bytes
  }

  private static func onQueue<Value: Sendable>(
    _ queue: DispatchQueue, _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body() }) }
    }
  }
}
