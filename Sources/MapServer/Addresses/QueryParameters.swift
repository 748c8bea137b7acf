/// The parameters of a request's query, decoded, in order.
struct QueryParameters: Sendable {
  private(set) var pairs: [(name: String, value: String)] = []

  /// Decodes `application/x-www-form-urlencoded` text (WHATWG URL, section 5.1). Bytes that are no UTF-8 are read as
  /// Latin-1, which old spreadsheets' macros send: the town is found then, not another one.
  init(_ query: String?) {
    guard let query else { return }
    for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      pairs.append((Self.decode(pair[..<equals]), Self.decode(pair[equals...].dropFirst())))
    }
  }

  private static func decode(_ text: Substring.UTF8View) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      index = text.index(after: index)
      if byte == UInt8(ascii: "+") {
        bytes.append(0x20)
      } else if byte == UInt8(ascii: "%"), let value = hexadecimal(text[index...].prefix(2)) {
        bytes.append(value)
        index = text.index(index, offsetBy: 2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private static func hexadecimal(_ digits: Substring.UTF8View) -> UInt8? {
    guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt8(Substring(digits), radix: 16)
  }

  /// The value of a parameter; the last one where it is repeated, as the national services have it.
  subscript(_ name: String) -> String? { pairs.last { $0.name == name }?.value }

  /// The value of the first of several names that is there.
  func first(of names: [String]) -> String? {
    for name in names { if let value = self[name] { return value } }
    return nil
  }

  /// All values of a parameter.
  func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }
}
