/// A ZIP archive of parts that are not packed (APPNOTE 6.3.10, 4.3): what a mutated part has to stand in to be read at all.
public struct StoredArchive {
  private var parts: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// An archive without parts.
  public init() {}

  /// Adds a part.
  public mutating func add(_ name: String, _ bytes: [UInt8]) {
    let offset = parts.count
    var common = Self.little(20, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 4)
    common += Self.little(Int(Self.checksum(bytes)), 4) + Self.little(bytes.count, 4) + Self.little(bytes.count, 4)
    common += Self.little(name.utf8.count, 2) + Self.little(0, 2)
    parts += Self.little(0x0403_4B50, 4) + common + Array(name.utf8) + bytes
    directory += Self.little(0x0201_4B50, 4) + Self.little(20, 2) + common
    directory += Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 4)
    directory += Self.little(offset, 4) + Array(name.utf8)
    count += 1
  }

  /// The archive's bytes.
  public var bytes: [UInt8] {
    var end = Self.little(0x0605_4B50, 4) + Self.little(0, 2) + Self.little(0, 2)
    end += Self.little(count, 2) + Self.little(count, 2) + Self.little(directory.count, 4)
    end += Self.little(parts.count, 4) + Self.little(0, 2)
    return parts + directory + end
  }

  private static func little(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  /// CRC-32 of ISO 3309.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}

extension StoredArchive {
  /// An Excel workbook with the bytes for a sheet; cells may point to three shared strings and four formats.
  public static func workbook(sheet: [UInt8]) -> [UInt8] {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    var archive = StoredArchive()
    func add(_ name: String, _ text: String) { archive.add(name, Array(text.utf8)) }
    add(
      "_rels/.rels",
      "<Relationships xmlns=\"\(package)\"><Relationship Id=\"r1\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )
    add(
      "xl/workbook.xml",
      "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    )
    add(
      "xl/_rels/workbook.xml.rels",
      "<Relationships xmlns=\"\(package)\"><Relationship Id=\"r1\" Type=\"\(office)/worksheet\" Target=\"s.xml\"/>"
        + "<Relationship Id=\"r2\" Type=\"\(office)/sharedStrings\" Target=\"t.xml\"/>"
        + "<Relationship Id=\"r3\" Type=\"\(office)/styles\" Target=\"f.xml\"/></Relationships>")
    add("xl/t.xml", "<sst xmlns=\"\(main)\"><si><t>Code postal</t></si><si><t>59530</t></si><si><t>x;\"</t></si></sst>")
    add(
      "xl/f.xml",
      "<styleSheet xmlns=\"\(main)\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"00000\"/></numFmts><cellXfs>"
        + "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>")
    archive.add("xl/s.xml", sheet)
    return archive.bytes
  }

  /// An OpenDocument spreadsheet with the bytes for its content.
  public static func spreadsheet(content: [UInt8]) -> [UInt8] {
    var archive = StoredArchive()
    archive.add("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))
    archive.add("content.xml", content)
    return archive.bytes
  }
}
