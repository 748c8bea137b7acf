import Synchronization

/// A value that is made when it is first asked for, and then read by any thread without a lock and without being copied.
public final class BuiltOnce<Value: Sendable>: @unchecked Sendable {
  @usableFromInline
  final class Box: Sendable {
    @usableFromInline let value: Value
    @usableFromInline init(_ value: Value) { self.value = value }
  }

  /// The address of the box; 0 before there is one. It is written once.
  @usableFromInline let address = Atomic<UInt>(0)
  @usableFromInline let isTaken = Atomic<Bool>(false)
  @usableFromInline let lock = Mutex<Void>(())

  /// A value that nobody asked for.
  @inlinable
  public init() {}

  deinit {
    if let box = UnsafeRawPointer(bitPattern: address.load(ordering: .acquiring)) {
      Unmanaged<Box>.fromOpaque(box).release()
    }
  }

  /// Reads the value, made by `build` for the first who asks; others wait for it.
  @inlinable
  public func withValue<Result>(_ build: () -> Value, _ body: (Value) -> Result) -> Result {
    if let box = box { return box._withUnsafeGuaranteedRef { body($0.value) } }
    return make(build)._withUnsafeGuaranteedRef { body($0.value) }
  }

  /// The value, made by `build` for the first who asks; others wait for it.
  @inlinable
  public func value(_ build: () -> Value) -> Value { withValue(build) { $0 } }

  /// Reads the value if there is one; `nil` if not.
  @inlinable
  public func withValueIfMade<Result>(_ body: (Value) -> Result) -> Result? {
    box?._withUnsafeGuaranteedRef { body($0.value) }
  }

  /// Reads the value, made by `build` for the first who asks; `nil` for others while it is being made.
  @inlinable
  public func withValueUnlessBeingMade<Result>(_ build: () -> Value, _ body: (Value) -> Result) -> Result? {
    if let box = box { return box._withUnsafeGuaranteedRef { body($0.value) } }
    guard !isTaken.exchange(true, ordering: .relaxed) else { return nil }
    return make(build)._withUnsafeGuaranteedRef { body($0.value) }
  }

  @inlinable
  var box: Unmanaged<Box>? {
    guard let box = UnsafeRawPointer(bitPattern: address.load(ordering: .acquiring)) else { return nil }
    return Unmanaged<Box>.fromOpaque(box)
  }

  @inlinable
  func make(_ build: () -> Value) -> Unmanaged<Box> {
    lock.withLock { _ in
      if let box = box { return box }
      let made = Unmanaged.passRetained(Box(build()))
      address.store(UInt(bitPattern: made.toOpaque()), ordering: .releasing)
      return made
    }
  }
}
