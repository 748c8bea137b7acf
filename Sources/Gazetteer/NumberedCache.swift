import Glibc
import Synchronization

/// Values by number, each made at its first use and then shared: what many rows ask for again and again.
///
/// Any thread may ask. A value that is there is read without a lock; when two threads make one at a time, the first one's
/// is kept. Values never change or move and live as long as the cache. Memory is that of the values made and 8 bytes for
/// each number in the pages of those, hence `@unchecked Sendable` for the table of pointers.
package final class NumberedCache<Value: Sendable>: @unchecked Sendable {
  @usableFromInline
  final class Box: Sendable {
    @usableFromInline let value: Value
    @usableFromInline init(_ value: Value) { self.value = value }
  }

  /// Addresses of boxes; 0 where none was made. `nil` when there was no memory for it: then nothing is kept.
  @usableFromInline let slots: UnsafeMutablePointer<Atomic<UInt>>?
  @usableFromInline let count: Int

  /// A cache for the numbers from 0 to `count` - 1.
  @inlinable
  package init(count: Int) {
    precondition(count > 0)
    self.count = count
    // The system gives pages of zeros when they are first touched: an array would touch them all.
    slots = calloc(count, MemoryLayout<Atomic<UInt>>.stride)?.bindMemory(to: Atomic<UInt>.self, capacity: count)
  }

  deinit {
    guard let slots else { return }
    for number in 0..<count {
      if let box = UnsafeRawPointer(bitPattern: slots[number].load(ordering: .acquiring)) {
        Unmanaged<Box>.fromOpaque(box).release()
      }
    }
    free(slots)
  }

  /// The value of a number, made by `make` unless it was before; without being kept for a number out of range.
  @inlinable
  package func value(_ number: Int, _ make: () -> Value) -> Value { withValue(number, make) { $0 } }

  /// Reads the value of a number where it is, without a copy of a large one.
  @inlinable
  package func withValue<Result>(_ number: Int, _ make: () -> Value, _ body: (Value) -> Result) -> Result {
    guard let slots, number >= 0, number < count else { return body(make()) }
    if let box = UnsafeRawPointer(bitPattern: slots[number].load(ordering: .acquiring)) {
      return Unmanaged<Box>.fromOpaque(box)._withUnsafeGuaranteedRef { body($0.value) }
    }
    let made = Unmanaged.passRetained(Box(make()))
    let (isMine, first) = slots[number].compareExchange(
      expected: 0, desired: UInt(bitPattern: made.toOpaque()), ordering: .acquiringAndReleasing)
    guard !isMine, let other = UnsafeRawPointer(bitPattern: first) else {
      return made._withUnsafeGuaranteedRef { body($0.value) }
    }
    made.release()
    return Unmanaged<Box>.fromOpaque(other)._withUnsafeGuaranteedRef { body($0.value) }
  }
}
