/// Writes HTML, SVG or KML as bytes.
///
/// Names of elements and attributes are literals of this program; what comes from a table can only be text or an attribute's
/// value, and is escaped there. So no cell can become markup:
///
///     var page = MarkupWriter()
///     page.element("td", [("class", "name")]) { $0.text("<script>") }
///     page.bytes          // <td class="name">&lt;script&gt;</td>
///
/// The result is well-formed XML as well as HTML: empty elements close with `/>`, which HTML ignores on its void elements.
public struct MarkupWriter: Sendable {
  /// What is written so far.
  public private(set) var bytes: [UInt8] = []

  /// An attribute and its value.
  public typealias Attribute = (name: StaticString, value: String)

  /// A writer of an empty document, with room for so many bytes.
  public init(capacity: Int = 0) {
    if capacity > 0 { bytes.reserveCapacity(capacity) }
  }

  /// Writes an element with what `content` writes inside.
  public mutating func element(
    _ name: StaticString, _ attributes: [Attribute] = [], _ content: (inout MarkupWriter) -> Void
  ) {
    begin(name, attributes)
    content(&self)
    end(name)
  }

  /// Opens an element that ``end(_:)`` closes, for those whose content is written piece by piece.
  mutating func begin(_ name: StaticString, _ attributes: [Attribute] = []) {
    open(name, attributes)
    bytes.append(UInt8(ascii: ">"))
  }

  /// Closes an element.
  mutating func end(_ name: StaticString) {
    bytes.append(UInt8(ascii: "<"))
    bytes.append(UInt8(ascii: "/"))
    literal(name)
    bytes.append(UInt8(ascii: ">"))
  }

  /// Gives the bytes written so far to `sink` and forgets them; their memory serves for those to come.
  mutating func flush<Failure: Error>(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    try sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes an element that holds one text.
  public mutating func element(_ name: StaticString, _ attributes: [Attribute] = [], text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// Writes an element without content: `<meta charset="utf-8"/>`.
  public mutating func empty(_ name: StaticString, _ attributes: [Attribute] = []) {
    open(name, attributes)
    bytes.append(UInt8(ascii: "/"))
    bytes.append(UInt8(ascii: ">"))
  }

  /// Writes a text: without control characters or marks that reorder what surrounds it (``DisplayText/inert(_:)``), escaped.
  public mutating func text(_ text: String) {
    var text = text
    let isWritten = text.withUTF8 { utf8 in
      let isPlain = Self.isPlain(utf8)
      if isPlain { bytes.append(contentsOf: utf8) }
      return isPlain
    }
    if !isWritten { escaped(DisplayText.inert(text)) }
  }

  /// Writes what another writer wrote, escaped once more: for formats whose texts are HTML.
  public mutating func text(of markup: MarkupWriter) { markup.bytes.withUnsafeBufferPointer { escaped($0) } }

  /// Writes a value as a text: numbers as in JSON, lists with commas, nothing for an object.
  mutating func value(_ value: PropertyValue) {
    // No sign of a number or truth value needs an escape.
    switch value {
    case .text(let text): self.text(text)
    case .integer(let number): NumberText.append(number, to: &bytes)
    case .number(let number, let decimals): NumberText.append(number, decimals: decimals, to: &bytes)
    case .boolean(let isTrue): literal(isTrue ? "true" : "false")
    case .array(let values):
      for (index, value) in values.enumerated() {
        if index > 0 { literal(", ") }
        self.value(value)
      }
    case .object: break
    }
  }

  /// Writes a literal of this program as it is: a style sheet, a doctype.
  public mutating func literal(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Starts a new line, for files that people compare.
  public mutating func newLine() { bytes.append(0x0A) }

  private mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
    bytes.append(UInt8(ascii: "<"))
    literal(name)
    for attribute in attributes {
      bytes.append(0x20)
      literal(attribute.name)
      bytes.append(UInt8(ascii: "="))
      bytes.append(0x22)
      self.text(attribute.value)
      bytes.append(0x22)
    }
  }

  /// The signs that XML gives a meaning, but for the apostrophe: values stand in double quotes. `]]>`, which XML forbids in text, loses its bracket with them.
  private mutating func escaped(_ text: String) {
    var text = text
    text.withUTF8 { escaped($0) }
  }

  private mutating func escaped(_ utf8: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in utf8.indices {
      guard let reference = Self.reference(utf8[index]) else { continue }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
      literal(reference)
      start = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
  }

  /// True for a text that stands as it is: no sign to escape, and no byte with which a character begins that
  /// ``DisplayText/inert(_:)`` may take out.
  private static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    utf8.allSatisfy { byte in
      switch byte {
      case 0..<0x20, 0x22, 0x26, 0x3C, 0x3E, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: false
      default: true
      }
    }
  }

  private static func reference(_ byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case 0x22: "&quot;"
    default: nil
    }
  }
}
