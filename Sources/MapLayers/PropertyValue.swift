/// One value of a feature's property, or of any JSON document that this module writes.
///
/// There is no null: uMap prints one as the word "null" in popups. A value that is not known is left out of
/// ``Properties``.
public enum PropertyValue: Hashable, Sendable {
  /// Text, as it is.
  case text(String)
  /// A whole number.
  case integer(Int)
  /// A number written with at most `decimals` (0 to 9) decimals, trailing zeros dropped; not finite is written as 0.
  case number(Double, decimals: Int)
  /// True or false.
  case boolean(Bool)
  /// Values in order.
  case array([PropertyValue])
  /// Named values in order.
  case object(Properties)

  /// False for lists and objects.
  var isPlain: Bool {
    switch self {
    case .text, .integer, .number, .boolean: true
    case .array, .object: false
    }
  }
}

/// Named values in the order in which they were added, so that the bytes written do not depend on hashing.
///
///     var properties = Properties()
///     properties.add("name", "SATELEC")
///     properties.add("city", "")        // left out: an empty text says nothing
public struct Properties: Hashable, Sendable {
  /// One name and its value.
  public struct Entry: Hashable, Sendable {
    /// The name: no dot, dash or brace, which uMap's templates cannot read.
    public let key: String
    /// The value.
    public let value: PropertyValue
  }

  /// The entries in order; every key once.
  public private(set) var entries: [Entry] = []

  /// No properties yet, but room for so many.
  public init(capacity: Int = 0) {
    if capacity > 0 { entries.reserveCapacity(capacity) }
  }

  /// The value of a key; O(n), n being small.
  public subscript(key: String) -> PropertyValue? {
    entries.first { $0.key == key }?.value
  }

  /// Sets a value: at the end, or in its place when the key is there already.
  public mutating func set(_ key: String, _ value: PropertyValue) {
    // Lengths first: nearly all keys are new, and most differ in length from those that are there.
    let count = key.utf8.count
    if let index = entries.firstIndex(where: { $0.key.utf8.count == count && $0.key == key }) {
      entries[index] = Entry(key: key, value: value)
    } else {
      entries.append(Entry(key: key, value: value))
    }
  }

  /// Takes a key out.
  public mutating func remove(_ key: String) {
    if let index = entries.firstIndex(where: { $0.key == key }) { entries.remove(at: index) }
  }

  /// Sets a text unless it is empty.
  public mutating func add(_ key: String, _ text: String) {
    if !text.isEmpty { set(key, .text(text)) }
  }

  /// Sets a whole number unless it is absent.
  public mutating func add(_ key: String, _ integer: Int?) {
    if let integer { set(key, .integer(integer)) }
  }

  /// Sets a number of at most so many decimals unless it is absent or not finite.
  public mutating func add(_ key: String, _ number: Double?, decimals: Int) {
    if let number, number.isFinite { set(key, .number(number, decimals: decimals)) }
  }

  /// Sets a list of texts unless it is empty.
  public mutating func add(_ key: String, _ texts: [String]) {
    if !texts.isEmpty { set(key, .array(texts.map(PropertyValue.text))) }
  }
}
