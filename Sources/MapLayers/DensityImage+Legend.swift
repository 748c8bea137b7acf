extension DensityImage {
  /// A picture of the ramp with the densities it stands for, in units per km².
  ///
  /// Values at 0, a quarter, a half, three quarters and all of the ramp, that is 0, 1/16, 1/4, 9/16 and all of the
  /// maximum, rounded to two digits; decimals after a comma.
  public func legend(maximum: Double) throws(RasterError) -> [UInt8] {
    let (width, height) = (600, 84)
    let (left, top, barHeight) = (44, 12, 28)
    let barWidth = width - 2 * left
    // One number of the ramp is given up for the ink, two for the paper and its edge.
    var colours = palette
    colours[0] = PNGWriter.Colour(red: 255, green: 255, blue: 255, alpha: 255)
    let ink = UInt8(1)
    colours[Int(ink)] = PNGWriter.Colour(red: 40, green: 40, blue: 40, alpha: 255)
    for index in 2..<256 { colours[index].alpha = 255 }
    var pixels = [UInt8](repeating: 0, count: width * height)
    for x in 0..<barWidth {
      let index = UInt8(2 + 253 * x / max(1, barWidth - 1))
      for y in 0..<barHeight { pixels[(top + y) * width + left + x] = index }
    }
    for step in 0...4 {
      let share = Double(step) / 4
      let x = left + Int(share * Double(barWidth - 1))
      for y in 0..<5 { pixels[(top + barHeight + y) * width + x] = ink }
      let label = Self.label(maximum * share * share)
      let labelWidth = SmallFont.width(of: label) * 2
      SmallFont.draw(label, atX: min(max(2, x - labelWidth / 2), width - labelWidth - 2), y: top + barHeight + 8) {
        pixels[$1 * width + $0] = ink
      }
    }
    SmallFont.draw("/km²", atX: width - SmallFont.width(of: "/km²") * 2 - 2, y: top + barHeight + 26) {
      pixels[$1 * width + $0] = ink
    }
    return try PNGWriter.bytes(width: width, height: height, pixels: pixels, palette: colours)
  }

  /// Two significant digits: 0, 0,00034, 1,2, 350, 12000.
  public static func label(_ value: Double, decimalSign: Character = ",") -> String {
    guard value > 0, value.isFinite else { return "0" }
    var scale = 1.0
    var decimals = 0
    while value * scale < 9.95, decimals < 9 {
      scale *= 10
      decimals += 1
    }
    if decimals == 0 {
      var unit = 1.0
      while value / unit >= 99.5 { unit *= 10 }
      return "\(Int((value / unit).rounded() * unit))"
    }
    let digits = Int((value * scale).rounded())
    let whole = digits / Int(scale)
    var fraction = String(digits % Int(scale))
    fraction = String(repeating: "0", count: decimals - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return fraction.isEmpty ? "\(whole)" : "\(whole)\(decimalSign)\(fraction)"
  }
}

/// The few signs of a legend, 5 x 7 dots each, drawn at twice their size.
enum SmallFont {
  private static let glyphs: [Character: [UInt8]] = [
    "0": [0x0E, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0E], "1": [0x04, 0x0C, 0x04, 0x04, 0x04, 0x04, 0x0E],
    "2": [0x0E, 0x11, 0x01, 0x02, 0x04, 0x08, 0x1F], "3": [0x1F, 0x02, 0x04, 0x02, 0x01, 0x11, 0x0E],
    "4": [0x02, 0x06, 0x0A, 0x12, 0x1F, 0x02, 0x02], "5": [0x1F, 0x10, 0x1E, 0x01, 0x01, 0x11, 0x0E],
    "6": [0x06, 0x08, 0x10, 0x1E, 0x11, 0x11, 0x0E], "7": [0x1F, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08],
    "8": [0x0E, 0x11, 0x11, 0x0E, 0x11, 0x11, 0x0E], "9": [0x0E, 0x11, 0x11, 0x0F, 0x01, 0x02, 0x0C],
    ",": [0x00, 0x00, 0x00, 0x00, 0x0C, 0x04, 0x08], "/": [0x00, 0x01, 0x02, 0x04, 0x08, 0x10, 0x00],
    "k": [0x10, 0x10, 0x12, 0x14, 0x18, 0x14, 0x12], "m": [0x00, 0x00, 0x1A, 0x15, 0x15, 0x11, 0x11],
    "²": [0x0C, 0x12, 0x04, 0x08, 0x1E, 0x00, 0x00],
  ]

  /// Dots from the first to the last of a text, one between signs.
  static func width(of text: String) -> Int { max(0, text.count * 6 - 1) }

  /// Calls the body for every pixel of a text whose top left corner is given.
  static func draw(_ text: String, atX x: Int, y: Int, _ body: (_ x: Int, _ y: Int) -> Void) {
    for (place, character) in text.enumerated() {
      guard let rows = glyphs[character] else { continue }
      for (row, bits) in rows.enumerated() {
        for column in 0..<5 where bits >> UInt8(4 - column) & 1 == 1 {
          for (right, down) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            body(x + (place * 6 + column) * 2 + right, y + row * 2 + down)
          }
        }
      }
    }
  }
}
