/// The columns of a document: the paths of its values, in the order in which they first stand beside each other.
struct ElementColumns {
  private(set) var names: [[UInt8]] = []
  private var numbers: [[UInt8]: Int] = [:]
  /// The column found last: the next value is nearly always in the next.
  private var last = -1

  /// Adds a path that is new behind the one noted before.
  mutating func note(_ path: [UInt8]) {
    if number(path) != nil || names.count >= DocumentLimits.columns { return }
    last += 1
    names.insert(path, at: last)
    for (number, name) in names.enumerated().dropFirst(last) { numbers[name] = number }
  }

  /// The column of a path; `nil` when there is none.
  mutating func number(_ path: [UInt8]) -> Int? {
    if last + 1 < names.count, names[last + 1] == path {
      last += 1
      return last
    }
    guard let number = numbers[path] else { return nil }
    last = number
    return number
  }

  /// Begins a row.
  mutating func rewind() { last = -1 }

  /// Lets new paths go behind all others.
  mutating func moveToEnd() { last = names.count - 1 }
}
