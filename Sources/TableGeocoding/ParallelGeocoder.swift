import Dispatch
import Geocoding
import Locking
import Tables

/// Geocodes tables into one output table on several threads, in memory that does not grow with them: bytes in, bytes out,
/// in the order of input.
///
///     let geocoder = ParallelGeocoder(resolver: resolver, layouts: [reader.layout], names: ["marches.csv"], threads: 2)
///     try write(geocoder.header())
///     try geocoder.run([reader]) { bytes, progress in try write(bytes) }
///
/// Each thread, the calling one among them, reads a batch up to a true record end, geocodes it, and writes it when its turn
/// has come. Answers are shared. A placement is a function of its row, so the bytes are those of one thread.
public final class ParallelGeocoder {
  /// How far a run is.
  public struct Progress: Sendable {
    /// Rows, with those being written.
    public var rows: Int
    /// Bytes of the input read.
    public var bytesRead: Int
  }

  private let table: OutputTable
  private let cache: AnswerCache
  private let locations: [LocationCells]
  private let threads: Int
  private var lanes: [RowGeocoder] = []

  /// A geocoder for tables of these layouts on so many threads, the calling one included; `names` are written in the column
  /// `source_file` when there are several tables. Answers of the overlay come before the resolver's. With a resolver that nobody
  /// else asks, now or later, answers are not kept twice.
  public init(
    resolver: Resolver, layouts: [TableLayout], names: [String], style: OutputStyle = OutputStyle(),
    overlay: AnswerOverlay? = nil, threads: Int, isResolverShared: Bool = true
  ) {
    table = OutputTable(layouts: layouts, names: names, style: style, overlay: overlay)
    cache = AnswerCache(
      resolver: resolver, overlay: overlay, output: table, listsCandidates: false, isResolverShared: isResolverShared)
    locations = LocationCells.of(layouts, overlay)
    self.threads = max(1, threads)
  }

  /// The output's first line; empty when the input has none.
  public func header() -> [UInt8] { table.header() }

  /// Geocodes the tables, whose layouts the geocoder was made with, and writes their rows in order.
  ///
  /// `write` is called by one thread at a time, not always the same, with bytes that are good for the time of the call.
  /// Returns when all threads have ended. Throws what reading or writing did first; after a failure to write nothing more is
  /// written, after one to read what was read.
  public func run<WriteError: Error>(
    _ readers: [TableReader],
    write: @escaping @Sendable (UnsafeRawBufferPointer, Progress) throws(WriteError) -> Void
  ) throws(GeocodingRunError<WriteError>) {
    // No more threads than there are batches: a small table is done sooner than a second thread begins.
    let threads = readers.allSatisfy(\.hasReadAll) ? min(threads, max(1, readers.count)) : threads
    lanes = (0..<threads).map { _ in
      RowGeocoder(output: table, locations: locations, cache: cache, keepsResolutions: false)
    }
    let writing = Mutex<(rows: Int, error: WriteError?)>((0, nil))
    let line = BatchLine(readers, threads: threads) { finished in
      let rows = writing.withLock { writing in
        writing.rows += finished.rows
        return writing.rows
      }
      do throws(WriteError) {
        try write(finished.block.bytes, Progress(rows: rows, bytesRead: finished.bytesRead))
        return true
      } catch {
        writing.withLock { $0.error = error }
        return false
      }
    }
    let workers = DispatchGroup()
    for number in 1..<threads {
      let worker = Worker(number: number, lane: lanes[number])
      // A serial queue has a thread of its own: while it waits for a slow reader of the output it takes none from others.
      DispatchQueue(label: "geocoding").async(group: workers) { worker.work(line) }
    }
    Worker(number: 0, lane: lanes[0]).work(line)
    workers.wait()
    if let error = writing.withLock({ $0.error }) { throw .writing(error) }
    if let error = line.readError { throw .reading(error) }
  }

  /// What became of the rows; after the run.
  public func summary() -> GeocodingSummary {
    var rows: [Int] = []
    for lane in lanes {
      rows += Array(repeating: 0, count: max(0, lane.rowsByKind.count - rows.count))
      for (kind, count) in lane.rowsByKind.enumerated() { rows[kind] += count }
    }
    return cache.summary(rows)
  }

  /// A thread's geocoder, which is that thread's alone until the run ends: hence `@unchecked Sendable`.
  private struct Worker: @unchecked Sendable {
    let number: Int
    let lane: RowGeocoder

    func work(_ line: BatchLine) {
      while let taken = line.take() {
        let block = line.unusedBlock(number)
        lane.append(taken.batch, ofTable: taken.table, to: block)
        line.finish(
          BatchLine.Finished(
            number: taken.number, lane: number, block: block, rows: taken.batch.count, bytesRead: taken.bytesRead,
            textBytes: taken.batch.bytes.count))
      }
    }
  }
}

/// Why a run ended early.
public enum GeocodingRunError<WriteError: Error>: Error {
  /// The input could not be read on.
  case reading(TableError)
  /// What writing threw.
  case writing(WriteError)
}
