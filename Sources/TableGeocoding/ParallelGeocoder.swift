import Dispatch
import Geocoding
import Synchronization
import Tables

/// Geocodes tables into one output table on several threads, in memory that does not grow with them: bytes in, bytes out,
/// in the order of input.
///
///     let geocoder = ParallelGeocoder(resolver: resolver, layouts: [reader.layout], names: ["marches.csv"], threads: 2)
///     try write(geocoder.header())
///     try geocoder.run([reader]) { bytes in try write(bytes) }
///
/// Whichever thread is free reads the next batch, up to a true record end, and geocodes it; the calling thread does so
/// too, and alone writes. Answers are shared. A placement is a function of its row, so the bytes are those of one thread.
public final class ParallelGeocoder {
  /// How far a run is.
  public struct Progress: Sendable {
    /// Rows written.
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
  /// `source_file` when there are several tables. Answers of the overlay come before the resolver's.
  public init(
    resolver: Resolver, layouts: [TableLayout], names: [String], style: OutputStyle = OutputStyle(),
    overlay: AnswerOverlay? = nil, threads: Int
  ) {
    table = OutputTable(layouts: layouts, names: names, style: style)
    cache = AnswerCache(resolver: resolver, overlay: overlay, encoding: table.encoding, columns: style.columns)
    locations = LocationCells.of(layouts, overlay)
    self.threads = max(1, threads)
  }

  /// The output's first line; empty when the input has none.
  public func header() -> [UInt8] { table.header() }

  /// Geocodes the tables, whose layouts the geocoder was made with, and writes their rows in order.
  ///
  /// `write` and `onProgress` are called on the calling thread, the bytes good for the time of the call. Throws what
  /// reading or writing did first; nothing more is written then.
  public func run<WriteError: Error>(
    _ readers: [TableReader], onProgress: (Progress) -> Void = { _ in },
    write: (UnsafeRawBufferPointer) throws(WriteError) -> Void
  ) throws(GeocodingRunError<WriteError>) {
    let line = BatchLine(readers, threads: threads)
    lanes = (0..<threads).map { _ in
      RowGeocoder(output: table, locations: locations, cache: cache, keepsResolutions: false)
    }
    let workers = DispatchGroup()
    let queue = DispatchQueue(label: "geocoding", attributes: .concurrent)
    for lane in lanes.dropFirst() {
      let worker = Worker(lane: lane)
      queue.async(group: workers) { worker.work(line) }
    }
    defer {
      line.stop()
      workers.wait()
    }
    var progress = Progress(rows: 0, bytesRead: 0)
    while let step = line.next() {
      switch step {
      case .write(let written):
        do throws(WriteError) {
          try write(written.block.bytes)
        } catch {
          throw .writing(error)
        }
        progress.rows += written.rows
        progress.bytesRead = written.bytesRead
        line.settle(written)
        onProgress(progress)
      case .geocode(let batch): line.finish(batch.geocoded(by: lanes[0], line.unusedBlock()))
      }
    }
    if let error = line.readError { throw .reading(error) }
  }

  /// What became of the rows; after ``run(_:onProgress:write:)``.
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
    let lane: RowGeocoder

    func work(_ line: BatchLine) {
      while let batch = line.take() { line.finish(batch.geocoded(by: lane, line.unusedBlock())) }
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

extension BatchLine.Taken {
  /// The batch's output, in a block that is free.
  fileprivate func geocoded(by lane: RowGeocoder, _ block: ByteBlock) -> BatchLine.Finished {
    lane.append(batch, ofTable: table, to: block)
    return BatchLine.Finished(
      number: number, block: block, rows: batch.count, bytesRead: bytesRead, textBytes: batch.bytes.count)
  }
}
