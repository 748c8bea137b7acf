import Dispatch
import Tables

/// Geocodes batches of a table on several threads while the caller reads and writes; output in the order of input.
///
///     let geocoder = ParallelGeocoder(lanes: 2) { TableGeocoder(resolver: resolver, layouts: layouts, names: names) }
///     while let batch = try reader.nextBatch() { try geocoder.add(batch, ofTable: 0, write: write) }
///     try geocoder.finish(write: write)
///
/// Each lane is a thread with a geocoder of its own, so that nothing is shared and nothing locked; placements are
/// functions of the row alone, so the bytes are those of a single thread. At most two batches per lane are held.
public final class ParallelGeocoder {
  private let lanes: [Lane]
  private var pending: [Pending] = []
  private var added = 0

  /// Batches a lane has at a time: one at work, one waiting.
  private static let batchesPerLane = 2

  /// A geocoder with so many lanes, at least one.
  public init(lanes: Int, makeGeocoder: () -> TableGeocoder) {
    self.lanes = (0..<max(1, lanes)).map { _ in Lane(makeGeocoder()) }
  }

  /// Takes the next batch; writes the output of earlier ones as it becomes ready. Rethrows what `write` throws.
  public func add<WriteError: Error>(
    _ batch: RecordBatch, ofTable table: Int, write: ([UInt8]) throws(WriteError) -> Void
  ) throws(WriteError) {
    if pending.count >= lanes.count * Self.batchesPerLane { try write(pending.removeFirst().output()) }
    pending.append(lanes[added % lanes.count].geocode(batch, ofTable: table))
    added += 1
  }

  /// Writes what is left. Rethrows what `write` throws.
  public func finish<WriteError: Error>(write: ([UInt8]) throws(WriteError) -> Void) throws(WriteError) {
    for batch in pending { try write(batch.output()) }
    pending = []
  }

  /// What became of the rows; after ``finish(write:)``.
  public func summary() -> GeocodingSummary {
    lanes.reduce(into: GeocodingSummary()) { $0.add($1.summary()) }
  }

  /// A thread and its geocoder, which is touched on the lane's serial queue alone: hence `@unchecked Sendable`.
  private final class Lane: @unchecked Sendable {
    private let geocoder: TableGeocoder
    private let queue = DispatchQueue(label: "geocoding")

    init(_ geocoder: TableGeocoder) { self.geocoder = geocoder }

    func geocode(_ batch: RecordBatch, ofTable table: Int) -> Pending {
      let pending = Pending()
      queue.async {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(batch.bytes.count * 3)
        self.geocoder.append(batch, ofTable: table, to: &bytes)
        pending.fulfil(bytes)
      }
      return pending
    }

    func summary() -> GeocodingSummary { queue.sync { geocoder.summary() } }
  }

  /// A batch's output, written by the lane before the semaphore's signal and read after it: hence `@unchecked Sendable`.
  private final class Pending: @unchecked Sendable {
    private var bytes: [UInt8] = []
    private let isReady = DispatchSemaphore(value: 0)

    func fulfil(_ bytes: [UInt8]) {
      self.bytes = bytes
      isReady.signal()
    }

    /// Waits for the lane.
    func output() -> [UInt8] {
      isReady.wait()
      return bytes
    }
  }
}
