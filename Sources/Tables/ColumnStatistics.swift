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
  /// Filled cells that end in a zero.
  private var zeroEnds = 0
  /// The distinct values by their hash, and what each looks like.
  private var shapes: [UInt64: CellShape] = [:]
  private var counts = [Int](repeating: 0, count: 32)

  /// Examples kept.
  static let exampleCount = 3
  /// The longest example, in characters.
  static let exampleLength = 60

  mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
    records += 1
    let hash = Self.hash(cell)
    let known = shapes[hash]
    let shape = known ?? CellShape(cell)
    guard !shape.contains(.blank) else { return }
    filled += 1
    length += cell.count
    if cell.last == 0x30 { zeroEnds += 1 }
    if cell.suffix(2).elementsEqual([0x30, 0x30]) { rounds += 1 }
    var bits = shape.rawValue
    while bits != 0 {
      counts[bits.trailingZeroBitCount] += 1
      bits &= bits - 1
    }
    guard known == nil else { return }
    shapes[hash] = shape
    if examples.count < Self.exampleCount {
      examples.append(String(String(decoding: cell, as: UTF8.self).prefix(Self.exampleLength)))
    }
  }

  /// Share of the filled cells that have any of the given single shapes, as if no cell had two of them; 0 when empty.
  func share(_ shapes: CellShape...) -> Double {
    guard filled > 0 else { return 0 }
    let count = shapes.reduce(0) { $0 + counts[$1.rawValue.trailingZeroBitCount] }
    return min(1, Double(count) / Double(filled))
  }

  /// Different values.
  var distinctCount: Int { shapes.count }

  /// True when most values end in two zeros, as amounts do and postal codes do not.
  var hasRoundNumbers: Bool { rounds * 5 > filled * 3 && distinctCount > 2 }

  /// True when five digits are INSEE codes: Corsican ones are among them, or hardly any ends in a zero, as four postal
  /// codes of five do.
  var areCitycodes: Bool {
    share(.citycode) >= 0.95 && (share(.corsicanCode) > 0 || filled >= 20 && zeroEnds * 5 < filled)
  }

  /// Share of the records with something in the column.
  var filledShare: Double { records == 0 ? 0 : Double(filled) / Double(records) }

  /// Different values for each filled cell; 0 when empty.
  var distinctShare: Double { filled == 0 ? 0 : Double(distinctCount) / Double(filled) }

  /// Bytes of a filled cell on average.
  var meanLength: Double { filled == 0 ? 0 : Double(length) / Double(filled) }

  /// FNV-1a of the bytes: the same in every run.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
