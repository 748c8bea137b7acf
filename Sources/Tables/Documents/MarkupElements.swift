/// The contracts of a DECP document in XML (`<marches>`), one after the other.
final class MarkupElements: ElementSource {
  let isLines = false
  let isContract = true
  let columnNames: [[UInt8]] = []
  private let builder = ElementBuilder()
  private let stream: MarkupStream
  private let path: String
  private var count = 0

  init(_ source: ByteSource) throws(TableError) {
    path = source.path
    stream = try MarkupStream(source, builder)
  }

  func next(into tree: inout ElementTree) throws(TableError) -> Int? {
    builder.tree.removeAll()
    let hasElement = try stream.advance()
    if builder.isOther { throw .notATable(path: path, kind: .xml) }
    guard hasElement else { return nil }
    swap(&tree, &builder.tree)
    count += 1
    return count
  }
}

extension ByteSource: MarkupInput {
  var part: String { "" }
}

/// Builds a tree from each element right under the document's own; of equal names none gets lost.
private final class ElementBuilder: MarkupHandler {
  var tree = ElementTree()
  /// True for a document of something else than contracts.
  private(set) var isOther = false
  private var open: [Int] = []

  private static let contractDepth = 2

  override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    guard depth >= Self.contractDepth else {
      if !name.isLocal("marches") {
        isOther = true
        finish()
      }
      return
    }
    guard tree.nodes.count < DocumentLimits.valuesPerElement, tree.bytes.count < TableReader.recordByteLimit,
      open.count < DocumentLimits.depth
    else { return finish() }
    let key = UInt32(tree.bytes.count)
    tree.bytes += Array(name.localText.utf8)
    let end = UInt32(tree.bytes.count)
    open.append(tree.nodes.count)
    tree.nodes.append(
      ElementTree.Node(kind: .string, keyStart: key, keyEnd: end, textStart: end, textEnd: end, next: 0))
  }

  override func end(_ name: MarkupName) {
    guard let node = open.popLast() else { return }
    tree.nodes[node].next = UInt32(tree.nodes.count)
    if node + 1 < tree.nodes.count {
      tree.nodes[node].kind = .object
    } else {
      let text = tree.bytes[Int(tree.nodes[node].textStart)...]
      let trimmed = text.drop { $0 <= 0x20 }
      tree.nodes[node].textStart = UInt32(trimmed.startIndex)
      tree.nodes[node].textEnd = UInt32((trimmed.lastIndex { $0 > 0x20 } ?? trimmed.startIndex - 1) + 1)
    }
    if open.isEmpty { pause() }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if !open.isEmpty { tree.bytes.append(contentsOf: bytes) }
  }
}
