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

  /// Appends bytes for which there is room: rows and answers, most of some hundred bytes, for which a call of the C library
  /// takes as long as the copying.
  @inline(__always)
  func appendReserved(_ source: UnsafeRawPointer, _ length: Int) {
    typealias Piece = SIMD32<UInt8>
    let place = base + count
    count &+= length
    guard length >= 32, length <= 1024 else { return place.copyMemory(from: source, byteCount: length) }
    var offset = 0
    while offset &+ 32 < length {
      place.storeBytes(
        of: source.loadUnaligned(fromByteOffset: offset, as: Piece.self), toByteOffset: offset, as: Piece.self)
      offset &+= 32
    }
    // The last piece overlaps the one before it.
    let last = length &- 32
    place.storeBytes(of: source.loadUnaligned(fromByteOffset: last, as: Piece.self), toByteOffset: last, as: Piece.self)
  }

  /// Appends a line end of one or two bytes, low byte first; there is room for two.
  @inline(__always)
  func appendReserved(_ lineEnd: UInt16, _ length: Int) {
    (base + count).storeBytes(of: lineEnd.littleEndian, as: UInt16.self)
    count &+= length
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
