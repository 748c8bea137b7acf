import Dispatch
import Gazetteer
import Geocoding
import Locking
import NIOCore
import TableGeocoding
import Tables

/// A table on its way through the geocoder, taken a piece at a time.
///
/// The geocoder has threads of its own, which a client that takes nothing may keep waiting without anybody else noticing: a few pieces
/// are ready at a time, and no more is worked out until one is taken. Pieces are taken by one task at a time: hence
/// `@unchecked Sendable`.
final class BatchRun: @unchecked Sendable {
  /// What a table is to become.
  struct Order: Sendable {
    var file: SpoolFile
    var options: BatchOptions
    var style: OutputStyle
    /// Answers that come before the resolver's.
    var overlay: AnswerOverlay?
    /// True for a table of positions.
    var isReverse: Bool
    /// Threads that geocode it.
    var threads: Int
    /// The right to be geocoded, which it has to its end.
    var place: WorkGate.Place
  }

  /// The first line of the answer.
  let header: [UInt8]
  private var pieces: AsyncThrowingStream<ByteBuffer, any Error>.Iterator
  private let handOver: HandOver
  private let order: Order

  private init(
    _ header: [UInt8], _ pieces: AsyncThrowingStream<ByteBuffer, any Error>, _ handOver: HandOver, _ order: Order
  ) {
    self.header = header
    self.pieces = pieces.makeAsyncIterator()
    self.handOver = handOver
    self.order = order
  }

  deinit { handOver.abandon() }

  /// Opens a table and begins. Throws ``TableError`` for what cannot be read, and a 400 for options that do not fit it.
  static func begin(_ order: Order, _ resolver: Resolver) async throws -> BatchRun {
    let (pieces, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self, throwing: (any Error).self)
    let handOver = HandOver(continuation)
    let header: [UInt8] = try await withCheckedThrowingContinuation { opened in
      // A serial queue has a thread of its own.
      DispatchQueue(label: "table").async { work(order, resolver, handOver, opened) }
    }
    return BatchRun(header, pieces, handOver, order)
  }

  private static func work(
    _ order: Order, _ resolver: Resolver, _ handOver: HandOver, _ opened: CheckedContinuation<[UInt8], any Error>
  ) {
    do {
      let source = try ByteSource(descriptor: order.file.descriptor, name: "data")
      var options = order.options.table
      options.placeCodes = PlaceCodes(resolver.gazetteer)
      let reader = try TableReader(source: source, options: options)
      let layout = try order.options.layout(reader.layout, isReverse: order.isReverse)
      let geocoder = ParallelGeocoder(
        resolver: resolver, layouts: [layout], names: ["data"], style: order.style, overlay: order.overlay,
        threads: order.threads)
      opened.resume(returning: geocoder.header())
      handOver.finish(with: Result { try run(geocoder, reader, handOver) })
    } catch {
      opened.resume(throwing: error)
    }
  }

  private static func run(
    _ geocoder: ParallelGeocoder, _ reader: TableReader, _ handOver: HandOver
  ) throws -> GeocodingSummary {
    do throws(GeocodingRunError<HandOver.Abandoned>) {
      try geocoder.run([reader]) { (bytes, _) throws(HandOver.Abandoned) in try handOver.give(bytes) }
    } catch {
      switch error {
      case .reading(let error): throw error
      case .writing(let error): throw error
      }
    }
    return geocoder.summary()
  }

  /// The next piece of the answer; `nil` after the last. Throws ``TableError`` when the table cannot be read on.
  func next() async throws -> ByteBuffer? {
    if let piece = try await pieces.next() {
      handOver.makeRoom()
      return piece
    }
    // A task that is cancelled sees an end too, and what was written is not the whole answer then.
    guard handOver.summary != nil else { throw CancellationError() }
    return nil
  }

  /// What became of the rows, once there is no next piece.
  var summary: GeocodingSummary? { handOver.summary }
}

/// Where the geocoder's threads put pieces of the answer and wait while nobody takes them.
private final class HandOver: Sendable {
  /// Nobody will take what is left.
  struct Abandoned: Error {}

  /// Pieces that wait to be taken, of some 700 KB each.
  private static let piecesReady = 3

  private let continuation: AsyncThrowingStream<ByteBuffer, any Error>.Continuation
  private let room = DispatchSemaphore(value: 0)
  private let state = Mutex<(isAbandoned: Bool, summary: GeocodingSummary?)>((false, nil))

  init(_ continuation: AsyncThrowingStream<ByteBuffer, any Error>.Continuation) {
    self.continuation = continuation
    for _ in 0..<Self.piecesReady { room.signal() }
  }

  /// Puts a piece down; waits for room.
  func give(_ bytes: UnsafeRawBufferPointer) throws(Abandoned) {
    room.wait()
    guard !state.withLock({ $0.isAbandoned }) else { throw Abandoned() }
    var piece = ByteBufferAllocator().buffer(capacity: bytes.count)
    piece.writeBytes(bytes)
    continuation.yield(piece)
  }

  func makeRoom() { room.signal() }

  /// Says that there will be no more pieces, and why.
  func finish(with outcome: Result<GeocodingSummary, any Error>) {
    switch outcome {
    case .success(let summary):
      state.withLock { $0.summary = summary }
      continuation.finish()
    case .failure(let error): continuation.finish(throwing: error)
    }
  }

  /// Lets the threads end.
  func abandon() {
    state.withLock { $0.isAbandoned = true }
    room.signal()
  }

  var summary: GeocodingSummary? { state.withLock { $0.summary } }
}
