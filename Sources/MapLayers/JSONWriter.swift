/// Writes one JSON document (RFC 8259) as bytes, in the order in which it is told.
///
/// Commas are put where they belong; keys and nesting are the caller's. ``takeBytes()`` hands over what is written so
/// far, so that a document larger than memory streams:
///
///     var json = JSONWriter()
///     json.beginObject()
///     json.key("name")
///     json.text("ENTREPRISE \"A\"")
///     json.endObject()
///     json.bytes          // {"name":"ENTREPRISE \"A\""}
public struct JSONWriter: Sendable {
  /// What is written and not yet taken.
  public private(set) var bytes: [UInt8] = []
  /// The last byte that is no white space: `{`, `[` or `:` when no comma is due.
  private var last: UInt8 = 0x5B

  /// A writer of an empty document.
  public init() {}

  /// Hands over the bytes written so far and forgets them.
  public mutating func takeBytes() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    return taken
  }

  /// Gives the bytes written so far to `sink` and forgets them; their memory serves for those to come.
  mutating func flush<Failure: Error>(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    try sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Forgets what is written and starts a new document in the same memory.
  mutating func restart() {
    bytes.removeAll(keepingCapacity: true)
    last = 0x5B
  }

  /// Bytes from which on writers of files give away what they have: enough for a large write, and little to keep.
  static let pieceBytes = 256 << 10

  /// Opens an object.
  public mutating func beginObject() { open(0x7B) }

  /// Closes the innermost object.
  public mutating func endObject() { put(0x7D) }

  /// Opens an array.
  public mutating func beginArray() { open(0x5B) }

  /// Closes the innermost array.
  public mutating func endArray() { put(0x5D) }

  /// Starts a new line between two values; white space has no meaning in JSON.
  public mutating func newLine() {
    comma()
    bytes.append(0x0A)
  }

  /// Writes a key of the innermost object.
  public mutating func key(_ name: String) {
    comma()
    string(name)
    put(0x3A)
  }

  /// Writes a text.
  public mutating func text(_ text: String) {
    comma()
    string(text)
  }

  /// Writes a whole number.
  public mutating func integer(_ value: Int) {
    comma()
    NumberText.append(value, to: &bytes)
    last = 0x30
  }

  /// Writes `null`: for documents that are read by programs; map features leave the key out instead.
  public mutating func null() {
    comma()
    bytes += Array("null".utf8)
    last = 0x6C
  }

  /// Writes true or false.
  public mutating func boolean(_ value: Bool) {
    comma()
    bytes += value ? Self.trueWord : Self.falseWord
    last = 0x65
  }

  /// Writes the shortest text that reads back as the same number; 0 for one that is not finite, which JSON lacks.
  public mutating func number(_ value: Double) {
    comma()
    NumberText.append(value, to: &bytes)
    last = 0x30
  }

  /// Writes a number rounded to at most so many decimals (0 to 9), without trailing zeros: 50.248600 is `50.2486`.
  public mutating func number(_ value: Double, decimals: Int) {
    comma()
    NumberText.append(value, decimals: decimals, to: &bytes)
    last = 0x30
  }

  /// Writes any value.
  public mutating func value(_ value: PropertyValue) {
    switch value {
    case .text(let text): self.text(text)
    case .integer(let integer): self.integer(integer)
    case .number(let double, let decimals): number(double, decimals: decimals)
    case .boolean(let boolean): self.boolean(boolean)
    case .array(let values):
      beginArray()
      for value in values { self.value(value) }
      endArray()
    case .object(let properties):
      beginObject()
      members(properties)
      endObject()
    }
  }

  /// Writes the entries as members of the innermost object.
  public mutating func members(_ properties: Properties) {
    for entry in properties.entries {
      key(entry.key)
      value(entry.value)
    }
  }

  private static let trueWord = Array("true".utf8)
  private static let falseWord = Array("false".utf8)
  private static let hexadecimal = Array("0123456789abcdef".utf8)

  private mutating func put(_ byte: UInt8) {
    bytes.append(byte)
    last = byte
  }

  private mutating func open(_ byte: UInt8) {
    comma()
    put(byte)
  }

  /// A comma is due unless something was just opened or named; strings end with a quote, so `last` cannot mislead.
  private mutating func comma() {
    switch last {
    case 0x7B, 0x5B, 0x3A, 0x2C: break
    default: bytes.append(0x2C)
    }
    last = 0x2C
  }

  private mutating func string(_ text: String) {
    bytes.append(0x22)
    var text = text
    text.withUTF8 { utf8 in
      if Self.isPlain(utf8) { return bytes.append(contentsOf: utf8) }
      var start = 0
      for index in utf8.indices {
        let byte = utf8[index]
        // U+2028 and U+2029 (E2 80 A8, E2 80 A9) end lines in older JavaScript, where such a file may be pasted.
        let isLineSeparator =
          byte == 0xE2 && index + 2 < utf8.count && utf8[index + 1] == 0x80 && utf8[index + 2] & 0xFE == 0xA8
        guard byte < 0x20 || byte == 0x22 || byte == 0x5C || isLineSeparator else { continue }
        bytes.append(contentsOf: utf8[start..<index])
        if isLineSeparator {
          escape(0x2028 + UInt16(utf8[index + 2] - 0xA8))
          start = index + 3
        } else {
          escape(UInt16(byte))
          start = index + 1
        }
      }
      bytes.append(contentsOf: utf8[min(start, utf8.count)...])
    }
    put(0x22)
  }

  /// True when no byte may need an escape: eight at a time, by the bit tricks that tell whether a word has a byte of a value
  /// or below one (Anderson, "Bit Twiddling Hacks").
  private static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(utf8)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    var index = 0
    while index + 8 <= utf8.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let controls = (word &- ones &* 0x20) & ~word
      let quotes = word ^ ones &* 0x22
      let backslashes = word ^ ones &* 0x5C
      let separators = word ^ ones &* 0xE2
      let found =
        controls | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
        | (separators &- ones) & ~separators
      if found & tops != 0 { return false }
      index += 8
    }
    return utf8[index...].allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0xE2 }
  }

  private mutating func escape(_ unit: UInt16) {
    bytes.append(0x5C)
    switch unit {
    case 0x22, 0x5C: bytes.append(UInt8(unit))
    case 0x08: bytes.append(0x62)
    case 0x09: bytes.append(0x74)
    case 0x0A: bytes.append(0x6E)
    case 0x0C: bytes.append(0x66)
    case 0x0D: bytes.append(0x72)
    default:
      bytes.append(0x75)
      for shift in stride(from: 12, through: 0, by: -4) { bytes.append(Self.hexadecimal[Int(unit >> shift & 0xF)]) }
    }
  }
}
