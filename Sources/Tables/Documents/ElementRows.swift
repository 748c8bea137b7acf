/// Turns values into rows of cells: first it learns the columns, then it writes the rows.
struct ElementRows {
  var row = RowText()
  var problems: [TableProblem] = []
  /// True when the columns have names: the keys of the elements, or those that the document lists for rows without.
  private(set) var hasNames = false
  let modifications: TableOptions.Modifications

  private var columns = ElementColumns()
  /// The names of the places in rows that are lists.
  private var namesOfPlaces: [[UInt8]] = []
  private var isLearning = true
  private var path: [UInt8] = []
  private var rowCount = 0
  private var hasOtherKeys = false
  private var otherKeys: [UInt8] = []
  private var keysReported: Set<[UInt8]> = []
  private var sourceRow = 0

  init(modifications: TableOptions.Modifications) {
    self.modifications = modifications
  }

  /// Notes the columns of an element.
  mutating func learn(_ tree: ElementTree, isContract: Bool) {
    hasNames = hasNames || tree.kind(0) != .array
    _ = append(tree, isContract: isContract, row: 0)
  }

  /// Names the columns of rows that are lists, by their place. Without effect where elements are objects.
  mutating func nameColumns(_ names: [[UInt8]]) {
    guard !hasNames, !names.isEmpty else { return }
    namesOfPlaces = names
    hasNames = true
  }

  /// The name that is shown of a column: `column_3.city` is `address.city` where the third place is named so.
  private func shownName(_ name: [UInt8]) -> [UInt8] {
    let place = name.prefix { $0 != 0x2E }
    guard place.starts(with: Self.placePrefix),
      let number = Int(String(decoding: place.dropFirst(Self.placePrefix.count), as: UTF8.self)),
      namesOfPlaces.indices.contains(number - 1)
    else { return name }
    return namesOfPlaces[number - 1] + name[place.endIndex...]
  }

  /// What the names of columns without one begin with.
  private static let placePrefix = Array("column_".utf8)

  /// Ends learning and writes the columns' names, if there are any.
  mutating func endLearning(withOtherKeys: Bool) {
    isLearning = false
    guard hasNames else { return }
    hasOtherKeys = withOtherKeys
    let names = columns.names.map(shownName) + (withOtherKeys ? [Array(ElementTable.otherKeys.utf8)] : [])
    for (column, name) in names.enumerated() {
      let start = row.scratch.count
      row.scratch += name
      row.addCell(column, from: start)
    }
    row.endRow(0)
    rowCount = 1
  }

  /// Writes the rows of an element, which is row `row` of the document, and returns how many there are.
  mutating func append(_ tree: ElementTree, isContract: Bool, row: Int) -> Int {
    sourceRow = row
    if tree.kind(0) == .object {
      if let contract = ContractElement(tree, isListed: isContract) { return append(contract, of: tree) }
      beginRow()
      if let properties = Self.properties(tree) {
        appendFeature(tree, properties)
      } else {
        appendMembers(tree, 0)
      }
    } else {
      beginRow()
      if tree.kind(0) == .array {
        for (position, child) in tree.children(0).enumerated() {
          append(tree, child, under: Array("column_\(position + 1)".utf8)[...])
        }
      } else {
        append(tree, 0, under: "value")
      }
    }
    endRow()
    return 1
  }

  // MARK: Rows

  mutating func beginRow() {
    columns.rewind()
    path.removeAll(keepingCapacity: true)
    otherKeys.removeAll(keepingCapacity: true)
  }

  /// Lets columns that are new go behind all others.
  mutating func moveToEnd() {
    if isLearning { columns.moveToEnd() }
  }

  mutating func endRow() {
    guard !isLearning else { return }
    if !otherKeys.isEmpty {
      let start = row.scratch.count
      row.scratch += otherKeys + [0x7D]
      row.addCell(columns.names.count, from: start)
    }
    row.endRow(rowCount)
    rowCount += 1
  }

  /// Adds the members of an object, those of objects in it under names with dots.
  mutating func appendMembers(_ tree: ElementTree, _ node: Int) {
    for child in tree.children(node) { append(tree, child, under: tree.key(child)) }
  }

  /// Adds a value under the name of what it stands in and its own.
  mutating func append(_ tree: ElementTree, _ node: Int, under name: ArraySlice<UInt8>) {
    let length = path.count
    defer { path.removeSubrange(length...) }
    if length > 0 { path.append(0x2E) }
    path += name
    if tree.kind(node) == .object {
      // {"techniques": {"technique": ["Enchère"]}} is what XML makes of a list.
      let isPlural = Self.isPlural(name, ofAll: tree, node)
      if isPlural, let only = Self.onlyMember(tree, node), Self.isListOfScalars(tree, only) {
        appendCell(tree, only)
      } else if isPlural, Self.isListOfScalars(tree, node) {
        appendCell(tree, node)
      } else {
        appendMembers(tree, node)
      }
    } else {
      appendCell(tree, node)
    }
  }

  mutating func append(_ tree: ElementTree, _ node: Int, under name: StaticString) {
    append(tree, node, under: Array(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))[...])
  }

  /// Adds a cell of a text of ours.
  mutating func append(_ text: String, under name: StaticString) {
    path += UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    defer { path.removeAll(keepingCapacity: true) }
    if isLearning { return columns.note(path) }
    guard let column = columns.number(path) else { return }
    let start = row.scratch.count
    row.scratch += Array(text.utf8)
    row.addCell(column, from: start)
  }

  private mutating func appendCell(_ tree: ElementTree, _ node: Int) {
    if isLearning { return columns.note(path) }
    guard let column = columns.number(path) else { return keepApart(tree, node) }
    let start = row.scratch.count
    if tree.isScalar(node) {
      row.scratch += tree.text(node)
    } else if Self.isListOfScalars(tree, node) {
      for child in tree.children(node) {
        if row.scratch.count > start { row.scratch += [0x2C, 0x20] }
        row.scratch += tree.text(child)
      }
    } else {
      tree.appendJSON(node, to: &row.scratch)
    }
    row.addCell(column, from: start)
  }

  /// Keeps a value whose column nobody knew of when the columns were written.
  private mutating func keepApart(_ tree: ElementTree, _ node: Int) {
    guard hasOtherKeys, tree.kind(node) != .null else { return }
    otherKeys.append(otherKeys.isEmpty ? 0x7B : 0x2C)
    JSONText.append(path, to: &otherKeys)
    otherKeys.append(0x3A)
    tree.appendJSON(node, to: &otherKeys)
    guard keysReported.count < TableReader.problemsKept, keysReported.insert(path).inserted else { return }
    problems.append(TableProblem(.unknownKey, row: sourceRow, text: String(decoding: path, as: UTF8.self)))
  }

  private static func isListOfScalars(_ tree: ElementTree, _ node: Int) -> Bool {
    tree.children(node).allSatisfy(tree.isScalar)
  }

  /// True when all members of an object have the name of which the object's is the plural, in all its words:
  /// `typesPrix` of `typePrix`.
  private static func isPlural(_ name: ArraySlice<UInt8>, ofAll tree: ElementTree, _ node: Int) -> Bool {
    let stem = name.filter { $0 != 0x73 }
    var isEmpty = true
    for child in tree.children(node) {
      guard tree.key(child).filter({ $0 != 0x73 }) == stem else { return false }
      isEmpty = false
    }
    return !isEmpty
  }

  private static func onlyMember(_ tree: ElementTree, _ node: Int) -> Int? {
    var members = tree.children(node)
    guard let first = members.next(), members.next() == nil else { return nil }
    return first
  }

  // MARK: GeoJSON

  /// The properties of a GeoJSON feature; `nil` for other objects.
  private static func properties(_ tree: ElementTree) -> Int? {
    guard let type = tree.child(0, "type"), tree.text(type).elementsEqual("Feature".utf8),
      let properties = tree.child(0, "properties"), tree.child(0, "geometry") != nil
    else { return nil }
    return properties
  }

  /// Adds a feature's properties and the coordinates of its point; other geometries have no place of their own.
  private mutating func appendFeature(_ tree: ElementTree, _ properties: Int) {
    if let id = tree.child(0, "id"), tree.isScalar(id), tree.child(properties, "id") == nil {
      append(tree, id, under: "id")
    }
    appendMembers(tree, properties)
    guard let geometry = tree.child(0, "geometry"), let type = tree.child(geometry, "type"),
      tree.text(type).elementsEqual("Point".utf8), let position = tree.child(geometry, "coordinates")
    else { return }
    let coordinates = Array(tree.children(position).prefix(2))
    guard coordinates.count == 2, coordinates.allSatisfy({ tree.kind($0) == .number }) else { return }
    // RFC 7946: longitude comes first.
    let hasOwn = tree.child(properties, "latitude") != nil || tree.child(properties, "longitude") != nil
    append(tree, coordinates[1], under: hasOwn ? "geometry.latitude" : "latitude")
    append(tree, coordinates[0], under: hasOwn ? "geometry.longitude" : "longitude")
  }
}
