import Dispatch
import Synchronization
import Tables

/// The batches of a run between reading and writing: who may read the next, and which is to be written next.
///
/// At most so many batches and bytes are under way at a time, whatever the lengths of lines: a thread that finds no room
/// sleeps until something was written. Reading is behind a lock of its own, so that threads geocode while one reads.
final class BatchLine: Sendable {
  /// A batch to geocode.
  struct Taken: Sendable {
    var number: Int
    var batch: RecordBatch
    var table: Int
    /// Bytes of the input read when it was.
    var bytesRead: Int
  }

  /// A batch's output.
  struct Finished: Sendable {
    var number: Int
    var block: ByteBlock
    var rows: Int
    var bytesRead: Int
    var textBytes: Int
  }

  /// What the writing thread does next.
  enum Step: Sendable {
    case write(Finished)
    case geocode(Taken)
  }

  private struct State {
    /// Batches under way, and bytes of their text.
    var count = 0
    var bytes = 0
    var taken = 0
    var written = 0
    var finished: [Finished] = []
    var blocks: [ByteBlock] = []
    var sleepers = 0
    var isAtEnd = false
    var error: TableError?
  }

  /// The tables, which only the thread that holds the lock touches: hence `@unchecked Sendable`.
  private final class Input: @unchecked Sendable {
    let readers: [TableReader]
    var table = 0
    /// Bytes of the tables that are done.
    var bytesDone = 0

    init(_ readers: [TableReader]) { self.readers = readers }

    func next() throws(TableError) -> (batch: RecordBatch, table: Int, bytesRead: Int)? {
      while table < readers.count {
        if let batch = try readers[table].nextBatch() { return (batch, table, bytesDone + readers[table].bytesRead) }
        bytesDone += readers[table].bytesRead
        table += 1
      }
      return nil
    }
  }

  private let input: Mutex<Input>
  private let state = Mutex(State())
  /// Wakes the writing thread: something was read or finished.
  private let hasNews = DispatchSemaphore(value: 0)
  /// Wakes a sleeping worker: there is room.
  private let hasRoom = DispatchSemaphore(value: 0)
  private let countLimit: Int

  /// Batches under way for each thread: one at work, one waiting to be written.
  private static let batchesPerThread = 3
  /// Bytes of text under way from which on nothing more is read.
  private static let byteLimit = 16 << 20
  /// A block that a long line made larger than this is not kept.
  private static let blockBytesKept = 8 << 20

  init(_ readers: [TableReader], threads: Int) {
    input = Mutex(Input(readers))
    countLimit = threads * Self.batchesPerThread
  }

  /// Why reading ended early.
  var readError: TableError? { state.withLock { $0.error } }

  // MARK: For workers

  /// The next batch; `nil` at the end. Waits for room.
  func take() -> Taken? {
    while true {
      let mayRead: Bool? = state.withLock { state in
        if state.isAtEnd { return nil }
        if hasRoom(state) {
          state.count += 1
          return true
        }
        state.sleepers += 1
        return false
      }
      guard let mayRead else { return nil }
      if mayRead { break }
      hasRoom.wait()
    }
    let taken = input.withLock { read($0) }
    hasNews.signal()
    return taken
  }

  /// Hands in a batch's output.
  func finish(_ finished: Finished) {
    state.withLock { $0.finished.append(finished) }
    hasNews.signal()
  }

  /// An empty block, one that was written before if there is any.
  func unusedBlock() -> ByteBlock {
    let block = state.withLock { $0.blocks.popLast() } ?? ByteBlock(capacity: 1 << 20)
    block.removeAll()
    return block
  }

  // MARK: For the writing thread

  /// What to do next: write what is next in order, or geocode rather than wait. `nil` when all is written or reading
  /// failed.
  func next() -> Step? {
    while true {
      var mayRead = false
      let step: Step?? = state.withLock { state in
        if let position = state.finished.firstIndex(where: { $0.number == state.written }) {
          return .some(.write(state.finished.remove(at: position)))
        }
        if state.isAtEnd, state.written == state.taken { return .some(nil) }
        if !state.isAtEnd, hasRoom(state) {
          state.count += 1
          mayRead = true
        }
        return nil
      }
      if let step { return step }
      if mayRead {
        // Another thread that is reading will tell when it has read.
        if let taken = input.withLockIfAvailable({ read($0) }) {
          if let taken { return .geocode(taken) }
          continue
        }
        state.withLock { $0.count -= 1 }
      }
      hasNews.wait()
    }
  }

  /// Ends the way of a batch that was written.
  func settle(_ finished: Finished) {
    let sleepers = state.withLock { state in
      state.written += 1
      state.count -= 1
      state.bytes -= finished.textBytes
      if finished.block.capacity <= Self.blockBytesKept { state.blocks.append(finished.block) }
      defer { state.sleepers = 0 }
      return state.sleepers
    }
    for _ in 0..<sleepers { hasRoom.signal() }
  }

  /// Lets the workers end after what they have in hand.
  func stop() {
    let sleepers = state.withLock { state in
      state.isAtEnd = true
      defer { state.sleepers = 0 }
      return state.sleepers
    }
    for _ in 0..<sleepers { hasRoom.signal() }
  }

  // MARK: Reading

  private func hasRoom(_ state: State) -> Bool { state.count < countLimit && state.bytes < Self.byteLimit }

  /// Reads the next batch, for which there is room; whoever calls holds the lock of the input.
  private func read(_ input: Input) -> Taken? {
    // Whoever waited for the lock may find that there is nothing more.
    guard !state.withLock({ $0.isAtEnd }) else { return endReading(nil) }
    do throws(TableError) {
      guard let next = try input.next() else { return endReading(nil) }
      return state.withLock { state in
        defer { state.taken += 1 }
        state.bytes += next.batch.bytes.count
        return Taken(number: state.taken, batch: next.batch, table: next.table, bytesRead: next.bytesRead)
      }
    } catch {
      return endReading(error)
    }
  }

  private func endReading(_ error: TableError?) -> Taken? {
    state.withLock { state in
      state.count -= 1
      state.error = state.error ?? error
    }
    stop()
    return nil
  }
}
