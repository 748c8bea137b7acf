import Gazetteer

extension Amount {
  /// Reads an amount as people type it; `nil` when the text says anything else besides, or nothing.
  ///
  ///     Amount("1 234,56 €")              // 1234.56
  ///     Amount("15 000- 89 999,99")       // 15000 to 89999.99
  ///     Amount("90 000 HT à 206 999 HT")  // 90000 to 206999
  ///     Amount("1,2 M€")                  // 1200000
  ///     Amount("Lot 2: 10869 / Lot 4: 3") // 10872: the lots of one cell together
  ///     Amount("1e+05")                   // 100000
  ///
  /// O(n).
  public init?(_ text: String) {
    if let whole = Self.digits(text) {
      self.init(cents: whole * 100)
      return
    }
    let folded = LatinFolding.fold(Array(text.utf8))
    if let read = Self.lots(folded) ?? Self.scientific(folded) {
      self = read
      return
    }
    var scanner = AmountScanner(folded)
    guard let tokens = scanner.tokens(), let amount = Self.interpret(tokens) else { return nil }
    self = amount
  }

  /// A text of up to twelve digits and nothing else; `nil` for any other.
  private static func digits(_ text: String) -> Int? {
    guard (1...12).contains(text.utf8.count) else { return nil }
    var number = 0
    for byte in text.utf8 {
      guard isDigit(byte) else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return number
  }

  /// The sum of "Lot 2: 10869,56 / Lot 4: 13377,13"; `nil` for a text without lots, or with a lot whose amount is none.
  private static func lots(_ folded: [UInt8]) -> Amount? {
    let lot = Array("lot".utf8)
    let starts = folded.indices.filter { index in
      folded[index...].starts(with: lot) && (index == 0 || !isLetter(folded[index - 1]))
    }
    guard let first = starts.first, folded[..<first].allSatisfy({ !isLetter($0) && !isDigit($0) }) else { return nil }
    var sum = 0
    for (start, end) in zip(starts, starts.dropFirst() + [folded.count]) {
      // The lot's number ends at a colon, a dash or an equals sign.
      guard let mark = folded[start..<end].firstIndex(where: { [0x3A, 0x3D, 0x2D].contains($0) }),
        folded[start..<mark].dropFirst(lot.count).contains(where: isDigit)
      else { return nil }
      let figure = folded[(mark + 1)..<end].drop { !isDigit($0) }
      let trimmed = figure.reversed().drop { [0x20, 0x0A, 0x0D, 0x2F, 0x3B, 0x2C, 0x2D, 0x2E].contains($0) }.reversed()
      guard let amount = Amount(String(decoding: Array(trimmed), as: UTF8.self)), amount.isExact else { return nil }
      let (total, overflow) = sum.addingReportingOverflow(amount.lowerCents)
      guard !overflow else { return nil }
      sum = total
    }
    return Amount(cents: sum)
  }

  /// `1e+05`, `1,5E+06`: what R and spreadsheets write for round numbers.
  private static func scientific(_ folded: [UInt8]) -> Amount? {
    let parts = folded.filter { $0 != 0x20 }.split(separator: UInt8(ascii: "e"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].contains(where: isDigit), (1...3).contains(parts[1].count),
      parts[1].contains(where: isDigit),
      parts.joined().allSatisfy({ isDigit($0) || [0x2B, 0x2C, 0x2D, 0x2E].contains($0) })
    else { return nil }
    let mantissa = String(decoding: parts[0].map { $0 == 0x2C ? 0x2E : $0 }, as: UTF8.self)
    guard let euros = Double("\(mantissa)e\(String(decoding: parts[1], as: UTF8.self))"), abs(euros) <= 1e12 else {
      return nil
    }
    return Amount(cents: Int((euros * 100).rounded()))
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// One or two figures and the words that bind them; anything else is not an amount.
  private static func interpret(_ tokens: [AmountScanner.Token]) -> Amount? {
    var figures: [Int] = []
    var bound = Bound.none
    for token in tokens {
      switch token {
      case .figure(let cents): figures.append(cents)
      case .bound(let found):
        guard bound == .none || bound == found else { return nil }
        bound = found
      case .dash: continue
      }
    }
    switch (figures.count, bound) {
    case (1, .none):
      // A leading minus is a credit; a dash anywhere else ("15 000 -") leaves the figure alone.
      if case .dash? = tokens.first { return Amount(cents: -figures[0]) }
      return Amount(cents: figures[0])
    case (1, .atMost): return Amount(fromCents: 0, toCents: figures[0])
    case (1, .atLeast): return Amount(fromCents: figures[0], toCents: nil)
    case (2, .none):
      guard isJoined(tokens) else { return nil }
      return figures[0] == figures[1]
        ? Amount(cents: figures[0]) : Amount(fromCents: figures[0], toCents: figures[1])
    default: return nil
    }
  }

  /// Two figures are a band only when a dash or a word stands between them.
  private static func isJoined(_ tokens: [AmountScanner.Token]) -> Bool {
    guard let first = tokens.firstIndex(where: \.isFigure), first + 1 < tokens.count else { return false }
    return tokens[first + 1] == .dash
  }

  /// What a word says about the figure beside it.
  enum Bound: Equatable { case none, atMost, atLeast }
}

/// Cuts folded text into figures, dashes and the words that bound them.
struct AmountScanner {
  enum Token: Equatable {
    case figure(cents: Int)
    case dash
    case bound(Amount.Bound)

    var isFigure: Bool {
      if case .figure = self { return true }
      return false
    }
  }

  private let bytes: [UInt8]
  private var index = 0

  init(_ folded: [UInt8]) { bytes = folded }

  /// The tokens, or `nil` when a word or sign has no place in an amount.
  mutating func tokens() -> [Token]? {
    var tokens: [Token] = []
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x30...0x39:
        guard let figure = figure() else { return nil }
        tokens.append(.figure(cents: figure))
      case 0x61...0x7A:
        switch Self.words[word()] {
        case .nothing?: continue
        case .joins?: tokens.append(.dash)
        case .bounds(let bound)?: tokens.append(.bound(bound))
        case nil: return nil
        }
      case 0x2D: append(.dash, to: &tokens)
      case 0x3C: append(.bound(.atMost), to: &tokens)  // <
      case 0x3E: append(.bound(.atLeast), to: &tokens)  // >
      case 0x20, 0x2C, 0x2E, 0x27, 0x28, 0x29, 0x2B: index += 1
      default: return nil
      }
    }
    return tokens
  }

  private mutating func append(_ token: Token, to tokens: inout [Token]) {
    tokens.append(token)
    index += 1
  }

  /// What each word that may stand in an amount does.
  private enum Role {
    case nothing, joins
    case bounds(Amount.Bound)
  }

  private static let words: [String: Role] = [
    "eur": .nothing, "euro": .nothing, "euros": .nothing, "e": .nothing, "ht": .nothing, "ttc": .nothing,
    "h": .nothing, "t": .nothing, "d": .nothing, "de": .nothing, "entre": .nothing, "environ": .nothing,
    "hors": .nothing,
    "taxes": .nothing, "taxe": .nothing, "a": .joins, "et": .joins, "au": .joins,
    "moins": .bounds(.atMost), "inferieur": .bounds(.atMost), "jusqu": .bounds(.atMost), "max": .bounds(.atMost),
    "maxi": .bounds(.atMost), "maximum": .bounds(.atMost), "plus": .bounds(.atLeast), "partir": .bounds(.atLeast),
    "superieur": .bounds(.atLeast), "min": .bounds(.atLeast), "mini": .bounds(.atLeast),
    "minimum": .bounds(.atLeast),
  ]

  private mutating func word() -> String {
    let start = index
    while index < bytes.count, (0x61...0x7A).contains(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// A figure in cents with its multiplier; `nil` when it cannot be read in one way only, or is too big for money.
  private mutating func figure() -> Int? {
    guard let number = number() else { return nil }
    var multiplier = 1
    let resume = index
    if index < bytes.count, bytes[index] == 0x20 { index += 1 }
    if index < bytes.count, (0x61...0x7A).contains(bytes[index]) {
      let unit = word()
      if let known = Self.multipliers[unit] {
        multiplier = known
      } else {
        index = resume
      }
    } else {
      index = resume
    }
    return number.cents(times: multiplier)
  }

  private static let multipliers = [
    "k": 1000, "ke": 1000, "keur": 1000, "keuros": 1000, "mille": 1000, "milliers": 1000, "m": 1_000_000,
    "me": 1_000_000,
    "meur": 1_000_000, "million": 1_000_000, "millions": 1_000_000, "md": 1_000_000_000, "mde": 1_000_000_000,
    "milliard": 1_000_000_000, "milliards": 1_000_000_000,
  ]

  /// Digits before and after the decimal sign.
  struct Number {
    var whole = 0
    var fraction: [UInt8] = []

    func cents(times multiplier: Int) -> Int? {
      // Ten billion billion would not fit; nothing above a thousand billion euros is an amount.
      guard whole <= Self.largestEuros / multiplier else { return nil }
      var cents = whole * multiplier * 100
      var unit = multiplier * 10
      var rest = 0
      for digit in fraction {
        // Below the cent digits only round.
        if unit == 0 {
          rest = Int(digit)
          break
        }
        cents += Int(digit) * unit
        unit /= 10
      }
      return rest >= 5 ? cents + 1 : cents
    }

    private static let largestEuros = 1_000_000_000_000
  }

  /// `14 237.50`, `63 070,00`, `1.234,56`, `1,234.56`, `207000`, `206 999,`.
  private mutating func number() -> Number? {
    var groups: [[UInt8]] = [digits()]
    var signs: [UInt8] = []
    while index + 1 < bytes.count {
      let sign = bytes[index]
      let isSpace = sign == 0x20 || sign == 0x27
      guard isSpace || sign == 0x2C || sign == 0x2E, (0x30...0x39).contains(bytes[index + 1]) else { break }
      let resume = index
      index += 1
      let group = digits()
      // A space only groups thousands; other figures after a space are figures of their own.
      if isSpace, group.count != 3 || signs.contains(where: { $0 == 0x2C || $0 == 0x2E }) {
        index = resume
        break
      }
      signs.append(isSpace ? 0x20 : sign)
      groups.append(group)
    }
    let decimal = Self.decimalSign(groups, signs)
    guard decimal != .unclear else { return nil }
    var number = Number()
    let wholeGroups = decimal == .last ? groups.dropLast() : groups[...]
    if decimal == .last { number.fraction = groups[groups.count - 1].map { $0 - 0x30 } }
    for group in wholeGroups {
      for digit in group {
        let (product, overflow) = number.whole.multipliedReportingOverflow(by: 10)
        guard !overflow, product < Int.max - 10 else { return nil }
        number.whole = product + Int(digit - 0x30)
      }
    }
    return number
  }

  private enum DecimalSign { case none, last, unclear }

  /// Which of the signs in a figure, if any, is the decimal one.
  private static func decimalSign(_ groups: [[UInt8]], _ signs: [UInt8]) -> DecimalSign {
    let marks = signs.filter { $0 != 0x20 }
    guard let last = marks.last else { return .none }
    let isThousands = groups.dropFirst().allSatisfy { $0.count == 3 } && groups[0].count <= 3
    if marks.count == 1 {
      // "14.237" is 14 237 in an amount, for nobody states tenths of cents; "1234.567" cannot be grouped.
      return signs.count == 1 && isThousands && groups[0] != [0x30] ? .none : .last
    }
    let others = marks.dropLast()
    if others.allSatisfy({ $0 == last }) { return isThousands ? .none : .unclear }
    let isGrouped = groups.dropFirst().dropLast().allSatisfy { $0.count == 3 }
    return others.contains(last) || !isGrouped ? .unclear : .last
  }

  private mutating func digits() -> [UInt8] {
    let start = index
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
    return Array(bytes[start..<index])
  }
}
