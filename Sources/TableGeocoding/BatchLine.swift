import Dispatch
import Locking
import Tables

/// The batches of a run between reading and writing: who may read the next, and which is to be written next.
///
/// At most so many batches and bytes are under way at a time, whatever the lengths of lines: a thread that finds no room
/// sleeps until something was written. Reading is behind a lock of its own, so that threads geocode while one reads. The
/// thread that finishes the batch whose turn it is writes it, out of its own cache, and those after it that are ready.
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
    /// The thread that made it.
    var lane: Int
    var block: ByteBlock
    var rows: Int
    var bytesRead: Int
    var textBytes: Int
  }

  private struct State {
    /// Batches under way, and bytes of their text.
    var count = 0
    var bytes = 0
    var taken = 0
    var written = 0
    var finished: [Finished] = []
    /// A thread is writing and will look for what comes next.
    var isWriting = false
    /// For each thread the blocks that it filled and that were written.
    var blocks: [[ByteBlock]]
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
  private let state: Mutex<State>
  /// Wakes a sleeping thread: there is room.
  private let hasRoom = DispatchSemaphore(value: 0)
  private let countLimit: Int
  /// Writes a batch's output; false to end the run.
  private let write: @Sendable (Finished) -> Bool

  /// Batches under way for each thread: one at work, the others finished before their turn.
  private static let batchesPerThread = 3
  /// Bytes of text under way from which on nothing more is read.
  private static let byteLimit = 16 << 20
  /// A block that a long line made larger than this is not kept.
  private static let blockBytesKept = 8 << 20

  init(_ readers: [TableReader], threads: Int, write: @escaping @Sendable (Finished) -> Bool) {
    input = Mutex(Input(readers))
    state = Mutex(State(blocks: Array(repeating: [], count: threads)))
    countLimit = threads * Self.batchesPerThread
    self.write = write
  }

  /// Why reading ended early.
  var readError: TableError? { state.withLock { $0.error } }

  /// The next batch; `nil` at the end. Waits for room.
  func take() -> Taken? {
    while true {
      let mayRead: Bool? = state.withLock { state in
        if state.isAtEnd { return nil }
        if state.count < countLimit, state.bytes < Self.byteLimit {
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
    return input.withLock { read($0) }
  }

  /// An empty block for a thread, one that it had before if there is any.
  func unusedBlock(_ lane: Int) -> ByteBlock {
    let block = state.withLock { $0.blocks[lane].popLast() } ?? ByteBlock(capacity: 1 << 20)
    block.removeAll()
    return block
  }

  /// Hands in a batch's output, and writes what is to be written now unless another thread is writing.
  func finish(_ finished: Finished) {
    var next = state.withLock { state in
      state.finished.append(finished)
      return state.isWriting ? nil : takeNext(&state)
    }
    while let present = next {
      guard write(present) else { return stop() }
      let (following, sleepers) = state.withLock { state in
        settle(present, &state)
        return (takeNext(&state), takeSleepers(&state))
      }
      for _ in 0..<sleepers { hasRoom.signal() }
      next = following
    }
  }

  /// What is to be written next, if it is ready.
  private func takeNext(_ state: inout State) -> Finished? {
    let position = state.finished.firstIndex { $0.number == state.written }
    state.isWriting = position != nil
    return position.map { state.finished.remove(at: $0) }
  }

  private func settle(_ written: Finished, _ state: inout State) {
    state.written += 1
    state.count -= 1
    state.bytes -= written.textBytes
    if written.block.capacity <= Self.blockBytesKept { state.blocks[written.lane].append(written.block) }
  }

  private func takeSleepers(_ state: inout State) -> Int {
    defer { state.sleepers = 0 }
    return state.sleepers
  }

  /// Lets the threads end after what they have in hand.
  private func stop() {
    let sleepers = state.withLock { state in
      state.isAtEnd = true
      return takeSleepers(&state)
    }
    for _ in 0..<sleepers { hasRoom.signal() }
  }

  // MARK: Reading

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
