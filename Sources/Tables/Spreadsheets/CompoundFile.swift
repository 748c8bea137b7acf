/// An OLE compound file ([MS-CFB]): streams cut into sectors, as in a small file system. Read from memory.
struct CompoundFile {
  private let bytes: [UInt8]
  private let sectorBytes: Int
  /// The next sector of each sector.
  private let next: [UInt32]
  private let entries: [Entry]
  private let smallStreamLimit: Int

  private struct Entry {
    var name: String
    var first: UInt32
    var size: Int
  }

  /// Sectors of streams below a limit, which the root's own stream holds.
  private static let smallSectorBytes = 64
  private static let lastRegularSector: UInt32 = 0xFFFF_FFFA
  private static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  /// The compound file that the bytes are; `nil` when they are none, or their tables are cut or damaged.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 512, bytes.starts(with: Self.signature) else { return nil }
    let shift = bytes.littleEndian16(30)
    guard shift == 9 || shift == 12 else { return nil }
    self.bytes = bytes
    sectorBytes = 1 << shift
    smallStreamLimit = Int(bytes.littleEndian32(56))
    let sectorCount = bytes.count / sectorBytes
    let numbersPerSector = sectorBytes / 4

    // Where the table of sectors stands: 109 places in the header, then sectors of places, each with the next one's.
    var places = (0..<109).map { bytes.littleEndian32(76 + $0 * 4) }
    var more = bytes.littleEndian32(68)
    var visited = 0
    while more < Self.lastRegularSector, visited < sectorCount {
      let start = (Int(more) + 1) * sectorBytes
      guard start + sectorBytes <= bytes.count else { return nil }
      for place in 0..<numbersPerSector - 1 { places.append(bytes.littleEndian32(start + place * 4)) }
      more = bytes.littleEndian32(start + sectorBytes - 4)
      visited += 1
    }
    var next: [UInt32] = []
    for place in places.prefix(sectorCount) where place < Self.lastRegularSector {
      let start = (Int(place) + 1) * sectorBytes
      guard start + sectorBytes <= bytes.count else { return nil }
      for number in 0..<numbersPerSector { next.append(bytes.littleEndian32(start + number * 4)) }
    }
    self.next = next

    let directory = Self.chain(
      bytes, from: bytes.littleEndian32(48), next: next, sectorBytes: sectorBytes, offset: sectorBytes, size: .max)
    entries = stride(from: 0, to: directory.count - 127, by: 128).map { start in
      let nameBytes = min(Int(directory.littleEndian16(start + 64)), 64)
      let units = stride(from: 0, to: max(nameBytes - 2, 0), by: 2).map { directory.littleEndian16(start + $0) }
      return Entry(
        name: String(decoding: units, as: UTF16.self), first: directory.littleEndian32(start + 116),
        size: Int(directory.littleEndian32(start + 120)))
    }
    guard !entries.isEmpty else { return nil }
  }

  func contains(_ name: String) -> Bool { entries.contains { $0.name == name } }

  /// The bytes of a stream, as far as its sectors go; `nil` when there is none of that name.
  func stream(_ name: String) -> [UInt8]? {
    guard let entry = entries.first(where: { $0.name == name }), let root = entries.first else { return nil }
    guard entry.size < smallStreamLimit else {
      return Self.chain(
        bytes, from: entry.first, next: next, sectorBytes: sectorBytes, offset: sectorBytes, size: entry.size)
    }
    let table = Self.chain(
      bytes, from: bytes.littleEndian32(60), next: next, sectorBytes: sectorBytes, offset: sectorBytes, size: .max)
    let smallNext = stride(from: 0, to: table.count - 3, by: 4).map { table.littleEndian32($0) }
    let smallSectors = Self.chain(
      bytes, from: root.first, next: next, sectorBytes: sectorBytes, offset: sectorBytes, size: root.size)
    return Self.chain(
      smallSectors, from: entry.first, next: smallNext, sectorBytes: Self.smallSectorBytes, offset: 0, size: entry.size)
  }

  /// The sectors from one on, one after the other; a chain that runs in a circle ends where it is longer than the file.
  private static func chain(
    _ bytes: [UInt8], from first: UInt32, next: [UInt32], sectorBytes: Int, offset: Int, size: Int
  ) -> [UInt8] {
    var result: [UInt8] = []
    var sector = first
    while sector < lastRegularSector, result.count < min(size, bytes.count) {
      let start = offset + Int(sector) * sectorBytes
      guard start < bytes.count, Int(sector) < next.count else { break }
      result += bytes[start..<min(start + sectorBytes, bytes.count)]
      sector = next[Int(sector)]
    }
    if result.count > size { result.removeSubrange(size...) }
    return result
  }
}

extension [UInt8] {
  /// The number in two bytes; 0 beyond the end.
  func littleEndian16(_ offset: Int) -> UInt16 {
    guard offset >= 0, offset + 2 <= count else { return 0 }
    return UInt16(self[offset]) | UInt16(self[offset + 1]) << 8
  }

  /// The number in four bytes; 0 beyond the end.
  func littleEndian32(_ offset: Int) -> UInt32 {
    UInt32(littleEndian16(offset)) | UInt32(littleEndian16(offset + 2)) << 16
  }

  /// The number in eight bytes; 0 beyond the end.
  func littleEndian64(_ offset: Int) -> UInt64 {
    UInt64(littleEndian32(offset)) | UInt64(littleEndian32(offset + 4)) << 32
  }
}
