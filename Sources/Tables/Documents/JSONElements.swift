/// The elements of the list that a JSON document is or holds, one after the other.
///
/// A list is an array at the top, the array under one of the ``lists``' keys of an object at the top (also one level
/// deeper under `marches`), or what stands at the top without more: a document per line.
final class JSONElements: ElementSource {
  private(set) var isLines = false
  private(set) var isContract = false
  private(set) var columnNames: [[UInt8]] = []

  private enum Level {
    /// Between values at the top.
    case top
    /// In an object whose keys are read one by one.
    case object(isFirst: Bool)
    /// In the object of a document of contracts.
    case contracts(isFirst: Bool)
    /// In a list.
    case list(isFirst: Bool)
  }

  private let scanner: JSONScanner
  private var levels = [Level.top]
  private var count = 0
  private var valuesAtTop = 0
  private var hasList = false
  private var objectLine = 1

  /// The keys under which documents keep their list: contracts, GeoJSON, and what interfaces answer.
  private static let lists: Set<[UInt8]> = Set(
    ["marches", "features", "results", "records", "data", "rows", "items", "value", "contrats"].map { Array($0.utf8) })
  private static let contracts = Array("marches".utf8)
  /// The keys under which documents of rows without names keep the columns' names: `{"keys": [...], "data": [[...]]}`.
  private static let names: Set<[UInt8]> = Set(
    ["keys", "columns", "fields", "header", "headers", "colonnes"].map { Array($0.utf8) })

  init(_ scanner: JSONScanner) throws(TableError) {
    self.scanner = scanner
    try scanner.skipByteOrderMark()
  }

  func next(into tree: inout ElementTree) throws(TableError) -> Int? {
    while let level = levels.popLast() {
      switch level {
      case .top:
        guard try scanner.peek() != nil else { return nil }
        levels.append(.top)
        if let row = try readTop(&tree) { return row }
      case .list(let isFirst):
        if try isFirst ? scanner.take(0x5D) : !goesOn(0x5D) { continue }
        levels.append(.list(isFirst: false))
        tree.removeAll()
        try scanner.readValue(into: &tree)
        count += 1
        return count
      case .object(let isFirst):
        if try isFirst ? scanner.take(0x7D) : !goesOn(0x7D) {
          if hasList { continue }
          // No list in it: the object is an element itself.
          tree.nodes[0].next = UInt32(tree.nodes.count)
          return objectLine
        }
        levels.append(.object(isFirst: false))
        try readMember(&tree)
      case .contracts(let isFirst):
        if try isFirst ? scanner.take(0x7D) : !goesOn(0x7D) { continue }
        levels.append(.contracts(isFirst: false))
        if try readContracts(&tree) {
          count += 1
          return count
        }
      }
    }
    return nil
  }

  /// True after a comma; false after the end of the list, which is taken.
  private func goesOn(_ close: UInt8) throws(TableError) -> Bool {
    if try scanner.take(0x2C) { return true }
    try scanner.expect(close)
    return false
  }

  private func readTop(_ tree: inout ElementTree) throws(TableError) -> Int? {
    valuesAtTop += 1
    isLines = valuesAtTop > 1
    objectLine = scanner.line
    tree.removeAll()
    if try scanner.take(0x5B) {
      if let first = try scanner.peek(), ![0x7B, 0x5B, 0x5D].contains(first) {
        // A row of cells per line.
        try scanner.readValue(into: &tree, isOpen: true)
        return objectLine
      }
      levels.append(.list(isFirst: true))
      return nil
    }
    if try scanner.take(0x7B) {
      hasList = false
      isContract = false
      tree.nodes.append(ElementTree.Node(kind: .object, keyStart: 0, keyEnd: 0, textStart: 0, textEnd: 0, next: 0))
      levels.append(.object(isFirst: true))
      return nil
    }
    try scanner.readValue(into: &tree)
    return objectLine
  }

  private func readMember(_ tree: inout ElementTree) throws(TableError) {
    if hasList { tree.removeAll() }
    let start = tree.bytes.count
    try scanner.readKey(into: &tree.bytes)
    let key = Array(tree.bytes[start...])
    guard Self.lists.contains(key) else {
      let node = tree.nodes.count
      try scanner.readValue(into: &tree, key: start..<tree.bytes.count, depth: 1)
      if Self.names.contains(key) { readNames(tree, node) }
      return
    }
    if key == Self.contracts, try scanner.take(0x7B) {
      hasList = true
      isContract = true
      levels.append(.contracts(isFirst: true))
    } else if try scanner.take(0x5B) {
      // A list of texts is a value like any other.
      guard let first = try scanner.peek(), [0x7B, 0x5B, 0x5D].contains(first) else {
        return try scanner.readValue(into: &tree, key: start..<tree.bytes.count, depth: 1, isOpen: true)
      }
      hasList = true
      isContract = key == Self.contracts
      levels.append(.list(isFirst: true))
    } else {
      try scanner.readValue(into: &tree, key: start..<tree.bytes.count, depth: 1)
    }
  }

  /// Takes a list of texts for the names of the columns.
  private func readNames(_ tree: ElementTree, _ node: Int) {
    let names = tree.children(node).map { (kind: tree.kind($0), text: Array(tree.text($0))) }
    if names.allSatisfy({ $0.kind == .string }) { columnNames = names.map(\.text) }
  }

  /// Reads `"marche": [...]` or, as converters from XML write a list of one, `"marche": {...}`; true for the latter.
  private func readContracts(_ tree: inout ElementTree) throws(TableError) -> Bool {
    tree.removeAll()
    try scanner.readKey(into: &tree.bytes)
    tree.removeAll()
    if try scanner.take(0x5B) {
      levels.append(.list(isFirst: true))
      return false
    }
    try scanner.readValue(into: &tree)
    return tree.kind(0) == .object
  }
}
