/// What a file is that is no table of text, as far as its first bytes tell.
public enum ForeignFormat: String, CaseIterable, Sendable {
  /// Excel since 2007.
  case xlsx
  /// OpenDocument spreadsheet.
  case ods
  /// Excel before 2007, or another OLE document.
  case xls
  /// Excel's binary workbook.
  case xlsb
  /// A ZIP archive of something else.
  case zip
  /// gzip, bzip2, xz, zstd or 7z.
  case compressed
  case pdf, image, json, xml, html, parquet, sqlite
  /// Bytes that are no text.
  case binary

  /// The format of a file from its first bytes; `nil` when it may be text.
  init?(sniffing head: [UInt8]) {
    if let known = Self.signatures.first(where: { head.starts(with: $0.bytes) }) {
      self = known.format == .zip ? Self.zipContent(head) : known.format
    } else if let markup = Self.markup(head) {
      self = markup
    } else {
      return nil
    }
  }

  private static let signatures: [(bytes: [UInt8], format: ForeignFormat)] = [
    ([0x50, 0x4B, 0x03, 0x04], .zip), ([0x50, 0x4B, 0x05, 0x06], .zip),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .xls),
    ([0x1F, 0x8B], .compressed), (Array("BZh".utf8), .compressed), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .compressed),
    ([0x28, 0xB5, 0x2F, 0xFD], .compressed), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .compressed),
    (Array("%PDF-".utf8), .pdf),
    ([0x89, 0x50, 0x4E, 0x47], .image), ([0xFF, 0xD8, 0xFF], .image), (Array("GIF87a".utf8), .image),
    (Array("GIF89a".utf8), .image), ([0x49, 0x49, 0x2A, 0x00], .image), ([0x4D, 0x4D, 0x00, 0x2A], .image),
    (Array("PAR1".utf8), .parquet), (Array("SQLite format 3\0".utf8), .sqlite),
    ([0x7F, 0x45, 0x4C, 0x46], .binary),
  ]

  /// Names of the parts of an archive stand in it as they are.
  private static func zipContent(_ head: [UInt8]) -> ForeignFormat {
    let start = head.prefix(4096)
    if start.contains(text: "vnd.oasis.opendocument.spreadsheet") { return .ods }
    let isExcel = ["xl/", "[Content_Types].xml", "_rels/.rels", "docProps/"].contains { start.contains(text: $0) }
    return isExcel ? .xlsx : .zip
  }

  private static func markup(_ head: [UInt8]) -> ForeignFormat? {
    var start = head.prefix(1024)
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
    let words = start.filter { $0 > 0x20 }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    func begins(_ text: String) -> Bool { words.starts(with: text.utf8) }
    if begins("<!doctypehtml") || begins("<html") { return .html }
    if begins("<marches>") || begins("<marchesxmlns") { return .xml }
    if begins("<?xml") { return words[...].contains(text: "<html") ? .html : .xml }
    if ["{\"", "{}", "[{", "[[", "[\"", "[]"].contains(where: begins) { return .json }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// True when the ASCII text occurs anywhere in the bytes.
  func contains(text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard count >= wanted.count else { return false }
    return (startIndex...endIndex - wanted.count).contains { self[$0...].starts(with: wanted) }
  }
}
