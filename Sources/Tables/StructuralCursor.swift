/// Walks from one structural byte of a text to the next.
struct StructuralCursor {
  let base: UnsafePointer<UInt8>
  let end: Int
  private let structural: StructuralMask
  /// The offset that bit 0 of the mask stands for.
  private var block: Int
  private var mask: UInt64 = 0
  /// Structural bytes below this offset are dealt with.
  private var settled: Int

  init(_ base: UnsafePointer<UInt8>, from start: Int, end: Int, structural: StructuralMask) {
    self.base = base
    self.end = end
    self.structural = structural
    block = start - StructuralMask.blockSize
    settled = start
  }

  /// The offset of the next structural byte; `nil` when there is none.
  @inline(__always)
  mutating func next() -> Int? {
    while true {
      while mask != 0 {
        let position = block &+ mask.trailingZeroBitCount
        mask &= mask &- 1
        if position >= settled { return position }
      }
      block &+= StructuralMask.blockSize
      guard block < end else { return nil }
      mask =
        end &- block >= StructuralMask.blockSize
        ? structural.block(at: base + block) : structural.tail(at: base + block, count: end &- block)
    }
  }

  /// Passes over the structural bytes below an offset that lies ahead.
  @inline(__always)
  mutating func settle(below position: Int) { settled = position }

  /// Goes to any offset, back too.
  mutating func seek(_ position: Int) {
    block = position - StructuralMask.blockSize
    mask = 0
    settled = position
  }
}
