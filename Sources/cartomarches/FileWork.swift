import Dispatch
import Locking

/// The work on files that need nothing of each other, on two threads: each takes the longest that nobody has taken. Files are
/// written piece by piece where they can be: few are in memory as a whole.
final class FileWork: Sendable {
  /// Takes the pieces of a file.
  typealias Sink = ([UInt8]) throws(Failure) -> Void

  /// Files that are made together, each of them only if it is asked for; they are their taker's alone until all are written.
  struct Piece: @unchecked Sendable {
    let files: [OutputFile?]
    /// How much work it is beside the others.
    let share: Int
    let write: @Sendable ([Sink?]) throws(Failure) -> Void
  }

  /// Those that nobody has taken, the longest last.
  private let open: Mutex<[Piece]>
  private let failure = Mutex<Failure?>(nil)
  private let helper = DispatchQueue(label: "files")

  init(_ pieces: [Piece]) {
    open = Mutex(Self.sorted(pieces))
  }

  /// Adds work that could not be described before.
  func add(_ pieces: [Piece]) {
    open.withLock { $0 = Self.sorted($0 + pieces) }
    helper.async { self.writeOpen() }
  }

  /// Makes the files, while the body runs too, and returns when all is done. Throws what the body throws, else the first
  /// failure to write.
  func run<Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    helper.async { self.writeOpen() }
    defer { helper.sync {} }
    let result: Result
    do throws(Failure) {
      result = try body()
    } catch {
      open.withLock { $0.removeAll() }
      throw error
    }
    writeOpen()
    helper.sync {}
    if let failure = failure.withLock({ $0 }) { throw failure }
    return result
  }

  private static func sorted(_ pieces: [Piece]) -> [Piece] {
    pieces.enumerated().sorted { ($0.element.share, $0.offset) < ($1.element.share, $1.offset) }.map(\.element)
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

  private func take() -> Piece? { open.withLock { $0.popLast() } }
}
