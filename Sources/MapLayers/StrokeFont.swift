import Glibc

/// A face for pictures: letters as lines of an even width with round ends, so that a heavier face and a rim around a name are
/// only wider lines.
///
/// Our own drawing, after the proportions of the usual sans-serif faces. It has the letters of Latin script with the marks of
/// Europe's languages, digits, and the signs of French and English texts; anything else is drawn as a box.
enum StrokeFont {
  /// A point in heights of the text (ems), rightwards and upwards from the start of the base line.
  typealias Point = SIMD2<Double>

  /// How wide the lines are.
  enum Weight {
    case regular, bold

    /// Half the width of a line, ems.
    var halfWidth: Double { self == .regular ? 0.041 : 0.055 }
    /// Ems between letters beside their own room: wider lines need more.
    var tracking: Double { self == .regular ? 0 : 0.018 }
  }

  /// A character's lines.
  struct Glyph {
    /// Ems to the next character.
    var advance: Double
    /// The lines.
    var lines: [[Point]]
  }

  /// The width of a text in ems.
  static func width(of text: String, _ weight: Weight = .regular) -> Double {
    text.reduce(0) { $0 + glyph($1).advance + weight.tracking }
  }

  /// The lines of a text from the point where its base line starts. O(characters).
  static func lines(of text: String, _ weight: Weight = .regular) -> [[Point]] {
    var x = 0.0
    var lines: [[Point]] = []
    for character in text {
      let glyph = glyph(character)
      let start = Point(x, 0)
      for line in glyph.lines { lines.append(line.map { $0 + start }) }
      x += glyph.advance + weight.tracking
    }
    return lines
  }

  private static func glyph(_ character: Character) -> Glyph { glyphs[character] ?? box }

  /// What stands for a character that the face does not have.
  private static let box = Glyph(
    advance: 0.6, lines: [[[0.1, 0.04], [0.1, 0.64], [0.5, 0.64], [0.5, 0.04], [0.1, 0.04]]])

  /// The characters drawn, and those with a mark put together of two.
  private static let glyphs: [Character: Glyph] = {
    var glyphs: [Character: Glyph] = [:]
    for line in drawings.split(separator: "\n") {
      guard let character = line.first else { continue }
      glyphs[character] = Glyph(drawing: line.dropFirst())
    }
    for (other, known) in sameAs { glyphs[other] = glyphs[known] }
    for (character, glyph) in glyphs where character.isASCII && character.isLetter {
      // What stands above takes the place of the dot.
      let base = glyphs[dotless[character] ?? character] ?? glyph
      for mark in marks {
        let isAbove = mark.place == .above
        let height = isAbove ? (character.isUppercase ? capitalMarkHeight : smallMarkHeight) : 0
        let foot = Point(base.advance / 2, height)
        let lines = mark.glyph.lines.map { $0.map { $0 + foot } }
        // Equal by canonical equivalence: "e" and U+0301 are "é".
        glyphs[Character("\(character)\(mark.scalar)")] = Glyph(
          advance: glyph.advance, lines: (isAbove ? base : glyph).lines + lines)
      }
    }
    return glyphs
  }()

  private static let dotless: [Character: Character] = ["i": "ı", "j": "ȷ"]
  /// Ems from the base line to the foot of a mark.
  private static let (smallMarkHeight, capitalMarkHeight) = (0.58, 0.78)

  /// A mark that goes with letters.
  private struct Mark {
    enum Place { case above, below }
    let scalar: Unicode.Scalar
    let place: Place
    let glyph: Glyph

    init(_ scalar: Unicode.Scalar, _ place: Place, _ drawing: Substring) {
      self.scalar = scalar
      self.place = place
      glyph = Glyph(drawing: drawing)
    }
  }

  /// Grave, acute, circumflex, tilde, diaeresis, ring, caron, macron, breve, double acute, dot, cedilla, ogonek.
  private static let marks = [
    Mark("\u{300}", .above, "0 -7,11 3,1"), Mark("\u{301}", .above, "0 7,11 -3,1"),
    Mark("\u{302}", .above, "0 -9,1 0,10 9,1"), Mark("\u{303}", .above, "0 -11,3 -6,8 -2,8 3,4 7,4 12,9"),
    Mark("\u{308}", .above, "0 -9,6 ; 9,6"), Mark("\u{30A}", .above, "0 (0,6,6,6,0,360)"),
    Mark("\u{30C}", .above, "0 -9,10 0,1 9,10"), Mark("\u{304}", .above, "0 -10,5 10,5"),
    Mark("\u{306}", .above, "0 (0,11,10,9,180,360)"), Mark("\u{30B}", .above, "0 -3,11 -10,1 ; 9,11 2,1"),
    Mark("\u{307}", .above, "0 0,6"), Mark("\u{327}", .below, "0 1,2 -1,-6 5,-7 7,-12 2,-16 -6,-15"),
    Mark("\u{328}", .below, "0 9,3 3,-5 4,-12 11,-13"),
  ]
}

extension StrokeFont.Glyph {
  /// From the advance, then lines of points `x,y` parted by `;`, an ellipse's arc being `(x,y,rx,ry,from,to)` in degrees
  /// counterclockwise from the right; all in hundredths of an em.
  fileprivate init(drawing: Substring) {
    let words = drawing.split(separator: " ")
    advance = (words.first.flatMap { Double($0) } ?? 0) / 100
    lines = [[]]
    for word in words.dropFirst() {
      let numbers = word.split { "(),".contains($0) }.compactMap { Double($0) }
      if numbers.count == 2 {
        lines[lines.count - 1].append([numbers[0] / 100, numbers[1] / 100])
      } else if numbers.count == 6 {
        lines[lines.count - 1] += Self.arc(numbers)
      } else {
        lines.append([])
      }
    }
    lines.removeAll(where: \.isEmpty)
    // A dot as wide as a line looks smaller than one.
    lines = lines.map { $0.count == 1 ? Self.arc([$0[0].x * 100, $0[0].y * 100, 1.3, 1.3, 0, 360]) : $0 }
  }

  /// An edge every ten degrees: on a letter of 60 pixels a twentieth of a pixel inside the true curve.
  private static func arc(_ numbers: [Double]) -> [StrokeFont.Point] {
    let (from, to) = (numbers[4], numbers[5])
    let steps = max(1, Int((abs(to - from) / 10).rounded(.up)))
    return (0...steps).map { step in
      let angle = (from + (to - from) * Double(step) / Double(steps)) * .pi / 180
      return [(numbers[0] + numbers[2] * cos(angle)) / 100, (numbers[1] + numbers[3] * sin(angle)) / 100]
    }
  }
}
