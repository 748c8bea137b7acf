/// Bytes that grow at their end in memory of their own, written over again and again: the output of a batch, say.
///
/// Owns plain memory instead of an array so that a row is appended without a uniqueness check for each part of it. One
/// thread has it at a time and hands it on: hence `@unchecked Sendable`, and no check of exclusive access at run time.
final class ByteBlock: @unchecked Sendable {
  @exclusivity(unchecked) private(set) var base: UnsafeMutableRawPointer
  @exclusivity(unchecked) private(set) var capacity: Int
  @exclusivity(unchecked) private(set) var count = 0

  init(capacity: Int = 4096) {
    self.capacity = capacity
    base = .allocate(byteCount: capacity, alignment: 64)
  }

  deinit { base.deallocate() }

  /// The bytes; good until the next change.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// Forgets the bytes and keeps the memory.
  func removeAll() { count = 0 }

  /// Makes room for so many bytes more. Amortised O(1) a byte.
  @inline(__always)
  func reserve(_ more: Int) {
    if capacity &- count < more { grow(more) }
  }

  @inline(never)
  private func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 64)
    larger.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = larger
  }

  /// Appends bytes for which there is room.
  @inline(__always)
  func appendReserved(_ source: UnsafeRawPointer, _ length: Int) {
    (base + count).copyMemory(from: source, byteCount: length)
    count &+= length
  }

  /// Bytes beyond those appended that ``appendLoosely(_:_:)`` reads and writes at most.
  static let looseBytes = 64

  /// Appends bytes, whole pieces of 64: behind them as many more have to be readable, and there has to be room for these. Rows,
  /// and answers too, mostly have the same number of pieces, so that the processor foresees the loop's end; their lengths it
  /// does not, and a call of the C library depends on these.
  @inline(__always)
  func appendLoosely(_ source: UnsafeRawPointer, _ length: Int) {
    #if THREAD_SANITIZER
      // What is behind an answer may be the next one, which another thread is writing: it is read, never used, and a race all the
      // same to the sanitizer.
      appendReserved(source, length)
    #else
      appendPieces(source, length)
    #endif
  }

  @inline(__always)
  private func appendPieces(_ source: UnsafeRawPointer, _ length: Int) {
    typealias Piece = SIMD32<UInt8>
    let place = base + count
    var offset = 0
    while offset < length {
      let first = source.loadUnaligned(fromByteOffset: offset, as: Piece.self)
      let second = source.loadUnaligned(fromByteOffset: offset &+ 32, as: Piece.self)
      place.storeBytes(of: first, toByteOffset: offset, as: Piece.self)
      place.storeBytes(of: second, toByteOffset: offset &+ 32, as: Piece.self)
      offset &+= 64
    }
    count &+= length
  }

  /// Appends a line end of one or two bytes, low byte first; there is room for two.
  @inline(__always)
  func appendReserved(_ lineEnd: UInt16, _ length: Int) {
    (base + count).storeBytes(of: lineEnd.littleEndian, as: UInt16.self)
    count &+= length
  }

  /// Appends so many bytes at most, of which `write` writes some and says how many.
  @inline(__always)
  func append<Result>(
    upTo most: Int, _ write: (UnsafeMutablePointer<UInt8>) -> (Result, count: Int)
  ) -> Result {
    reserve(most)
    let (result, written) = write((base + count).assumingMemoryBound(to: UInt8.self))
    count &+= written
    return result
  }

  func append(_ source: UnsafeRawPointer, _ length: Int) {
    reserve(length)
    appendReserved(source, length)
  }

  func append(_ bytes: some Collection<UInt8>) {
    reserve(bytes.count)
    for byte in bytes { append(reserved: byte) }
  }

  func append(_ byte: UInt8) {
    reserve(1)
    append(reserved: byte)
  }

  @inline(__always)
  private func append(reserved byte: UInt8) {
    base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count &+= 1
  }
}
