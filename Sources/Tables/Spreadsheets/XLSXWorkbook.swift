import Glibc

/// An Excel workbook (ECMA-376): its list of sheets and what their cells point to.
final class XLSXWorkbook: Workbook {
  private(set) var sheets: [WorkbookSheet] = []
  private let archive: ZipArchive
  /// The part of each sheet.
  private var parts: [String] = []
  private(set) var epoch = SerialDate.Epoch.from1900
  private(set) var formats: [NumberFormat] = []
  private(set) var strings = SharedStrings()

  /// Reads all but the sheets; throws ``TableError/notATable(path:kind:)`` for an archive of something else.
  init(_ archive: ZipArchive) throws(TableError) {
    self.archive = archive
    let top = try Self.relationships(archive, of: "")
    let book = top.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
    if book.hasSuffix(".bin") { throw .notATable(path: archive.path, kind: .xlsb) }
    let list = XLSXSheetList()
    guard try archive.parse(book, list), list.isWorkbook else { throw .notATable(path: archive.path, kind: .zip) }
    epoch = list.countsFrom1904 ? .from1904 : .from1900
    let relationships = try Self.relationships(archive, of: book)
    for sheet in list.sheets {
      guard let relationship = relationships.first(where: { $0.id == sheet.relationship }),
        relationship.kind == "worksheet"
      else { continue }
      sheets.append(WorkbookSheet(name: sheet.name, isVisible: sheet.isVisible))
      parts.append(relationship.target)
    }
    if let target = relationships.first(where: { $0.kind == "styles" })?.target {
      let styles = XLSXStyles()
      _ = try archive.parse(target, styles)
      formats = styles.cellFormats
    }
    if let target = relationships.first(where: { $0.kind == "sharedStrings" })?.target {
      let reader = XLSXSharedStrings(path: archive.path, part: target)
      _ = try archive.parse(target, limit: SpreadsheetLimits.partBytes, reader)
      strings = reader.strings
    }
  }

  func open(_ sheet: Int) throws(TableError) -> any RenderedTable {
    guard let part = try archive.part(parts[sheet]) else {
      throw .damaged(path: archive.path, part: parts[sheet], line: nil)
    }
    return try XLSXSheet(self, part: part, name: sheets[sheet].name)
  }

  private struct Relationship {
    var id: String
    /// The last word of its type, which is an address.
    var kind: String
    /// The part's name in the archive.
    var target: String
  }

  /// The relationships of a part, or of the package for an empty name.
  private static func relationships(_ archive: ZipArchive, of part: String) throws(TableError) -> [Relationship] {
    let slash = part.utf8.lastIndex(of: 0x2F).map { part.utf8.index(after: $0) } ?? part.startIndex
    let folder = String(part[..<slash])
    let reader = XLSXRelationships()
    guard try archive.parse("\(folder)_rels/\(part[slash...]).rels", reader) else { return [] }
    return reader.found.map { found in
      let kind = found.type.split(separator: "/").last.map(String.init) ?? ""
      return Relationship(id: found.id, kind: kind, target: resolve(found.target, in: folder))
    }
  }

  private static func resolve(_ target: String, in folder: String) -> String {
    var steps: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for step in target.split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }
}

private final class XLSXRelationships: MarkupHandler {
  var found: [(id: String, type: String, target: String)] = []

  override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    guard name.isLocal("Relationship"), found.count < SpreadsheetLimits.sheets * 2 else { return }
    found.append(
      (attributes.text("Id") ?? "", attributes.text("Type") ?? "", attributes.text("Target") ?? ""))
  }
}

private final class XLSXSheetList: MarkupHandler {
  var sheets: [(name: String, relationship: String, isVisible: Bool)] = []
  var countsFrom1904 = false
  var isWorkbook = false

  override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    if name.isLocal("sheet"), sheets.count < SpreadsheetLimits.sheets {
      let isHidden = ["hidden", "veryHidden"].contains(attributes.text("state") ?? "")
      sheets.append(
        (attributes.text("name") ?? "", attributes.local("id").map { String(cString: $0) } ?? "", !isHidden))
    } else if name.isLocal("workbook") {
      isWorkbook = true
    } else if name.isLocal("workbookPr") {
      countsFrom1904 = ["1", "true"].contains(attributes.text("date1904") ?? "")
    }
  }
}

private final class XLSXStyles: MarkupHandler {
  var cellFormats: [NumberFormat] = []
  private var codes: [Int: NumberFormat] = [:]
  private var isInCellFormats = false

  override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    if name.isLocal("numFmt") {
      guard let number = attributes.number("numFmtId"), let code = attributes.text("formatCode") else { return }
      codes[number] = NumberFormat(code: code)
    } else if name.isLocal("cellXfs") {
      isInCellFormats = true
    } else if isInCellFormats, name.isLocal("xf"), cellFormats.count < SpreadsheetLimits.cellFormats {
      let number = attributes.number("numFmtId") ?? 0
      cellFormats.append(codes[number] ?? NumberFormat(builtIn: number))
    }
  }

  override func end(_ name: MarkupName) {
    if name.isLocal("cellXfs") { isInCellFormats = false }
  }
}

private final class XLSXSharedStrings: MarkupHandler {
  var strings = SharedStrings()
  private let path: String
  private let part: String
  private var isInText = false
  private var phoneticDepth = 0

  init(path: String, part: String) {
    self.path = path
    self.part = part
  }

  override func start(_ name: MarkupName, _ attributes: MarkupAttributes) {
    if name.isLocal("t") {
      isInText = phoneticDepth == 0
    } else if name.isLocal("rPh") {
      phoneticDepth += 1
    }
  }

  override func end(_ name: MarkupName) {
    if name.isLocal("t") {
      isInText = false
    } else if name.isLocal("si") {
      strings.endText()
      if strings.byteCount + strings.count * 4 > SpreadsheetLimits.sharedStringBytes {
        failure = .tooLarge(path: path, part: part, limitBytes: SpreadsheetLimits.sharedStringBytes)
      }
    } else if name.isLocal("rPh") {
      phoneticDepth -= 1
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isInText else { return }
    strings.append(bytes)
    if strings.byteCount > SpreadsheetLimits.sharedStringBytes {
      failure = .tooLarge(path: path, part: part, limitBytes: SpreadsheetLimits.sharedStringBytes)
    }
  }
}
