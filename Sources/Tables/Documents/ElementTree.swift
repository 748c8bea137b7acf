/// A JSON value kept in two arrays, which are used again for the next one.
///
/// The values stand in the order of the document, an array or object before what it holds.
struct ElementTree {
  enum Kind: UInt8 { case null, bool, number, string, array, object }

  struct Node {
    var kind: Kind
    var keyStart: UInt32
    var keyEnd: UInt32
    var textStart: UInt32
    var textEnd: UInt32
    /// The number of the value after this one and all that it holds.
    var next: UInt32
  }

  /// Keys and texts without escapes, numbers as written.
  var bytes: [UInt8] = []
  var nodes: [Node] = []

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    nodes.removeAll(keepingCapacity: true)
  }

  func kind(_ node: Int) -> Kind { nodes[node].kind }

  func key(_ node: Int) -> ArraySlice<UInt8> { bytes[Int(nodes[node].keyStart)..<Int(nodes[node].keyEnd)] }

  func text(_ node: Int) -> ArraySlice<UInt8> { bytes[Int(nodes[node].textStart)..<Int(nodes[node].textEnd)] }

  func isScalar(_ node: Int) -> Bool { kind(node).rawValue < Kind.array.rawValue }

  /// The values in an array or object, in order.
  func children(_ node: Int) -> Children {
    Children(tree: self, position: isScalar(node) ? 0 : node + 1, end: isScalar(node) ? 0 : Int(nodes[node].next))
  }

  /// The last value of that key in an object; `nil` when there is none.
  func child(_ node: Int, _ key: StaticString) -> Int? {
    var found: Int?
    for child in children(node) where hasKey(child, key) { found = child }
    return found
  }

  struct Children: Sequence, IteratorProtocol {
    fileprivate let tree: ElementTree
    fileprivate var position: Int
    fileprivate let end: Int

    mutating func next() -> Int? {
      guard position < end else { return nil }
      defer { position = Int(tree.nodes[position].next) }
      return position
    }
  }
}

extension ElementTree {
  /// Appends a value as JSON text.
  func appendJSON(_ node: Int, to output: inout [UInt8]) {
    switch kind(node) {
    case .null: output += Array("null".utf8)
    case .bool, .number: output += text(node)
    case .string: JSONText.append(text(node), to: &output)
    case .array, .object:
      let isObject = kind(node) == .object
      output.append(isObject ? 0x7B : 0x5B)
      var isFirst = true
      for child in children(node) {
        if !isFirst { output.append(0x2C) }
        isFirst = false
        if isObject {
          JSONText.append(key(child), to: &output)
          output.append(0x3A)
        }
        appendJSON(child, to: &output)
      }
      output.append(isObject ? 0x7D : 0x5D)
    }
  }
}
