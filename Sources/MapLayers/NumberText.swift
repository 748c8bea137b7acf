/// Numbers as JSON and XML have them, in bytes.
enum NumberText {
  /// Appends a whole number.
  static func append(_ value: Int, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(0x2D) }
    append(value.magnitude, to: &bytes)
  }

  /// Appends the shortest text that reads back as the same number; 0 for one that is not finite.
  static func append(_ value: Double, to bytes: inout [UInt8]) {
    var text = (value.isFinite ? value : 0).description
    if text.hasSuffix(".0") { text.removeLast(2) }
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends a number rounded to at most so many decimals (0 to 9), without trailing zeros: 50.248600 is `50.2486`.
  static func append(_ value: Double, decimals: Int, to bytes: inout [UInt8]) {
    let places = places(decimals)
    let scale = powersOfTen[places]
    guard let whole = scaled(value, by: scale) else { return append(value, to: &bytes) }
    if whole < 0 { bytes.append(0x2D) }
    append(whole.magnitude / UInt(scale), to: &bytes)
    var fraction = Int(whole.magnitude % UInt(scale))
    guard fraction > 0 else { return }
    var width = places
    while fraction % 10 == 0 {
      fraction /= 10
      width -= 1
    }
    bytes.append(0x2E)
    for place in stride(from: width - 1, through: 0, by: -1) {
      bytes.append(0x30 + UInt8(fraction / powersOfTen[place] % 10))
    }
  }

  /// The number that ``append(_:decimals:to:)`` writes, as it reads back.
  static func rounded(_ value: Double, decimals: Int) -> Double {
    let scale = powersOfTen[places(decimals)]
    // Both are whole and held exactly, so that their quotient is the number nearest to the decimal text.
    return scaled(value, by: scale).map { Double($0) / Double(scale) } ?? (value.isFinite ? value : 0)
  }

  private static func append(_ magnitude: UInt, to bytes: inout [UInt8]) {
    // 64 bits have 20 digits at most.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var start = digits.count
      var rest = magnitude
      repeat {
        start -= 1
        digits[start] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }

  private static func places(_ decimals: Int) -> Int { min(max(decimals, 0), powersOfTen.count - 1) }

  /// The value times the scale, rounded to a whole number; `nil` for one too large for decimals, or not finite.
  private static func scaled(_ value: Double, by scale: Int) -> Int? {
    let scaled = (value * Double(scale)).rounded()
    return abs(scaled) < largestScaled ? Int(scaled) : nil
  }

  /// Beyond this a Double holds no fraction worth writing, and the product may not fit an Int.
  private static let largestScaled = 9e15
  private static let powersOfTen = [
    1, 10, 100, 1000, 10000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  ]
}
