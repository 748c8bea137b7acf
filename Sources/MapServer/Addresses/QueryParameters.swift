/// The parameters of a request's query, decoded, in order.
struct QueryParameters: Sendable {
  private(set) var pairs: [(name: String, value: String)] = []

  /// Decodes `application/x-www-form-urlencoded` text (WHATWG URL, section 5.1). Bytes that are no UTF-8 are read as
  /// Latin-1, which old spreadsheets' macros send: the town is found then, not another one.
  init(_ query: String?) {
    guard let query else { return }
    for pair in Array(query.utf8).split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      pairs.append((Self.decode(pair[..<equals]), Self.decode(pair[equals...].dropFirst())))
    }
  }

  private static func decode(_ text: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      index += 1
      if byte == UInt8(ascii: "+") {
        bytes.append(0x20)
      } else if byte == UInt8(ascii: "%"), index + 1 < text.endIndex, let high = digit(text[index]),
        let low = digit(text[index + 1])
      {
        bytes.append(high << 4 | low)
        index += 2
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  /// The value of a hexadecimal digit.
  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
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
