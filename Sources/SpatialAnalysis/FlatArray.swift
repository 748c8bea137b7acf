/// Memory for a fixed number of plain values, which threads fill each at places of its own.
///
/// Not initialised at first: the pages that nobody writes to cost nothing.
final class FlatArray<Element: BitwiseCopyable>: @unchecked Sendable {
  let count: Int
  let base: UnsafeMutablePointer<Element>

  init(count: Int) {
    self.count = count
    base = .allocate(capacity: max(count, 1))
  }

  convenience init(repeating value: Element, count: Int) {
    self.init(count: count)
    base.initialize(repeating: value, count: count)
  }

  convenience init(_ values: [Element]) {
    self.init(count: values.count)
    values.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { base.initialize(from: start, count: values.count) }
    }
  }

  deinit { base.deallocate() }

  /// Unchecked in optimised builds.
  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    set {
      assert(index >= 0 && index < count)
      base[index] = newValue
    }
  }
}
