/// What the sampled cells of one column look like.
struct ColumnStatistics: Sendable {
  /// Records looked at.
  private(set) var records = 0
  /// Those with something in the column.
  private(set) var filled = 0
  /// Bytes of the filled cells together.
  private(set) var length = 0
  private(set) var examples: [String] = []
  /// Filled cells that end in two zeros.
  private var rounds = 0
  /// Hashes of the distinct values.
  private(set) var distinct: Set<UInt64> = []
  private var counts = [Int](repeating: 0, count: 32)

  /// Examples kept.
  static let exampleCount = 3
  /// The longest example, in characters.
  static let exampleLength = 60

  mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
    records += 1
    let shape = CellShape(cell)
    guard !shape.contains(.blank) else { return }
    filled += 1
    length += cell.count
    if cell.suffix(2).elementsEqual([0x30, 0x30]) { rounds += 1 }
    var bits = shape.rawValue
    while bits != 0 {
      counts[bits.trailingZeroBitCount] += 1
      bits &= bits - 1
    }
    if distinct.insert(Self.hash(cell)).inserted, examples.count < Self.exampleCount {
      examples.append(String(String(decoding: cell, as: UTF8.self).prefix(Self.exampleLength)))
    }
  }

  /// Share of the filled cells that have any of the given single shapes, as if no cell had two of them; 0 when empty.
  func share(_ shapes: CellShape...) -> Double {
    guard filled > 0 else { return 0 }
    let count = shapes.reduce(0) { $0 + counts[$1.rawValue.trailingZeroBitCount] }
    return min(1, Double(count) / Double(filled))
  }

  /// True when most values end in two zeros, as amounts do and postal codes do not.
  var hasRoundNumbers: Bool { rounds * 5 > filled * 3 && distinct.count > 2 }

  /// Share of the records with something in the column.
  var filledShare: Double { records == 0 ? 0 : Double(filled) / Double(records) }

  /// Different values for each filled cell; 0 when empty.
  var distinctShare: Double { filled == 0 ? 0 : Double(distinct.count) / Double(filled) }

  /// Bytes of a filled cell on average.
  var meanLength: Double { filled == 0 ? 0 : Double(length) / Double(filled) }

  /// FNV-1a of the bytes: the same in every run.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
