import Gazetteer

/// A run of letters and digits of a folded cell.
struct CellToken {
  var text: String
  /// Offsets into the folded bytes.
  var range: Range<Int>
  /// The characters between the token before and this one.
  var gap: String

  var isNumber: Bool { text.utf8.allSatisfy(\.isDigit) }
  var isWord: Bool { text.utf8.allSatisfy(\.isLowercaseLetter) }
  var length: Int { text.utf8.count }
}

extension CellReading {
  /// Takes the tokens of a folded cell one by one; what is no code, mark or country's letter remains as text.
  mutating func readTokens(_ folded: [UInt8], cell: Cell) {
    let tokens = Self.tokens(folded)
    var consumed: [Range<Int>] = []
    var firstCode: Int?
    var firstEnd = 0
    var lastCode = 0
    var secondCode: Int?
    var index = 0
    while index < tokens.count {
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      if let count = readDutchCode(tokens[index], next) {
        consumed.append(tokens[index].range.lowerBound..<tokens[index + count - 1].range.upperBound)
        index += count
      } else if let (code, count) = readCode(tokens, at: index, cell: cell) {
        let range = tokens[index].range.lowerBound..<tokens[index + count - 1].range.upperBound
        if !codes.contains(where: { $0.text == code.text }) { codes.append(code) }
        consumed.append(range)
        if firstCode == nil {
          firstCode = range.lowerBound
          firstEnd = range.upperBound
        } else if secondCode == nil {
          secondCode = range.lowerBound
        }
        lastCode = range.upperBound
        index += count
      } else if cell == .postcode, let count = readLetteredCode(tokens[index], next, isFirst: index == 0) {
        consumed.append(tokens[index].range.lowerBound..<tokens[index + count - 1].range.upperBound)
        index += count
      } else if let count = readMark(tokens, at: index, next: next) {
        consumed.append(tokens[index].range.lowerBound..<tokens[index + count - 1].range.upperBound)
        index += count
      } else {
        index += 1
      }
    }
    let text = { (range: Range<Int>) in Self.text(of: folded, in: range, without: consumed) }
    if let firstCode {
      before = text(0..<firstCode)
      // "59000 LILLE et 62000 ARRAS": the first code's city, not the last one's. In an address it is the last that counts.
      let between = cell == .address ? "" : secondCode.map { Self.withoutConnector(text(firstEnd..<$0)) } ?? ""
      after =
        between.contains { $0.isLetter }
        ? between : [gluedText, text(lastCode..<folded.count)].filter { !$0.isEmpty }.joined(separator: " ")
    } else {
      before = text(0..<folded.count)
    }
    takeDepartement(cell)
    if codes.isEmpty && cell == .postcode, let lone = Self.corsicanDepartement(before) {
      codes = [Code(text: lone, form: .departement)]
      before = ""
    }
  }

  // MARK: Codes

  private mutating func readCode(_ tokens: [CellToken], at index: Int, cell: Cell) -> (code: Code, tokens: Int)? {
    let token = tokens[index]
    let next = index + 1 < tokens.count ? tokens[index + 1] : nil
    if token.isNumber {
      if token.length == 5 { return token.text == "00000" ? nil : (Code(text: token.text, form: .full), 1) }
      // "59 530", "59.530", "1 000": a number with a thousands separator.
      if let next, next.isNumber, next.length == 3, Self.isThousandsGap(next.gap), token.length <= 2,
        cell == .postcode || token.length == 2 && (tokens.count == 2 || Self.isSpacedCode(tokens, at: index))
      {
        let joined = token.text + next.text
        let note = PlacementNote.format("\(token.text)\(next.gap)\(next.text)", joined)
        return (Code(text: joined, form: token.length == 2 ? .full : .short, note: note), 2)
      }
      if token.length == 4, cell == .postcode || cell == .city && index == 0 && next != nil {
        return (Code(text: token.text, form: .short), 1)
      }
      if cell == .postcode, token.length == 2 || token.length == 3, tokens.count == 1 {
        let isPadded = token.length == 3 && token.text.hasPrefix("0")
        return (Code(text: isPadded ? String(token.text.dropFirst()) : token.text, form: .departement), 1)
      }
      return nil
    }
    guard !token.isWord else { return nil }
    // "59530LE QUESNOY": the space forgotten.
    if token.text.prefix(5).utf8.count == 5, token.text.prefix(5).utf8.allSatisfy(\.isDigit) {
      gluedText = String(token.text.dropFirst(5))
      return (Code(text: String(token.text.prefix(5)), form: .full), 1)
    }
    if Self.isCorsican(token.text) { return (Code(text: token.text.uppercased(), form: .corsican), 1) }
    if let digits = Self.lookAlike(token.text), cell == .postcode || tokens.count == 1 {
      return (Code(text: digits, form: .full, note: PlacementNote(.lookAlike, "\(token.text) -> \(digits)")), 1)
    }
    return nil
  }

  /// "59 270 Bailleul" within a text: a city's name or nothing follows, and no further number stands before, as in a
  /// telephone's.
  private static func isSpacedCode(_ tokens: [CellToken], at index: Int) -> Bool {
    guard tokens[index + 1].gap == " " || tokens[index + 1].gap == "." && index == 0 else { return false }
    if index > 0, tokens[index - 1].isNumber, tokens[index - 1].length <= 2, tokens[index].gap == " ",
      index < 2 || !["bp", "cs", "tsa"].contains(tokens[index - 2].text)
    {
      return false
    }
    guard index + 2 < tokens.count else { return true }
    return tokens[index + 2].isWord && !AddressReading.streets.contains(tokens[index + 2].text)
  }

  private static func isThousandsGap(_ gap: String) -> Bool {
    [" ", ".", ",", "'", ". ", " ."].contains(gap)
  }

  private static func isCorsican(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 5 && bytes[0] == 0x32 && (bytes[1] == 0x61 || bytes[1] == 0x62)
      && bytes[2...].allSatisfy(\.isDigit)
  }

  private static func corsicanDepartement(_ text: String) -> String? {
    ["2a", "2b"].contains(text) ? text.uppercased() : nil
  }

  /// "5953O" and "l3001": five characters of which at most two are letters that look like a digit.
  private static func lookAlike(_ text: String) -> String? {
    guard text.utf8.count == 5 else { return nil }
    var letters = 0
    var digits = ""
    for character in text {
      switch character {
      case "o": digits.append("0")
      case "l", "i": digits.append("1")
      case "0"..."9":
        digits.append(character)
        continue
      default: return nil
      }
      letters += 1
    }
    return (1...2).contains(letters) ? digits : nil
  }

  // MARK: Marks

  /// Takes CEDEX, post boxes, army marks and country letters; returns how many tokens they are.
  private mutating func readMark(_ tokens: [CellToken], at index: Int, next: CellToken?) -> Int? {
    let token = tokens[index]
    switch token.text {
    case "cedex", "cdx", "cedx", "cedexe":
      isCedex = true
      cedexNumber = next.flatMap { $0.length <= 2 ? Int($0.text) : nil }
      return next.map { $0.isNumber && $0.length <= 2 } == true ? 2 : 1
    case "bp", "cs", "tsa":
      guard let next, next.isNumber else { return nil }
      hasBox = true
      return 2
    case "armees", "armee":
      isArmy = true
      return nil
    default: break
    }
    if let (prefix, digits) = Self.split(token.text), ["bp", "cs", "tsa"].contains(prefix), digits.utf8.count >= 2 {
      hasBox = true
      return 1
    }
    return readCountryLetter(tokens, at: index, next: next)
  }

  // MARK: Text

  /// Takes a département's number out of the text: "montaigu (85)", "lille 59". A number up to 20 may be an
  /// arrondissement and stays, unless it is in brackets.
  private mutating func takeDepartement(_ cell: Cell) {
    let isBefore = after.isEmpty
    let text = isBefore ? before : after
    let parts = text.split(separator: " ")
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return }
    if cell != .address, codes.isEmpty, isBefore, parts.count <= 4, Self.isDepartementNumber(first),
      parts[1].first?.isLetter == true
    {
      // "59 LILLE", "75 PARIS"; an address has more words.
      departement = first.uppercased()
      before = parts.dropFirst().joined(separator: " ")
      return
    }
    let inBrackets = last.hasPrefix("(") && last.hasSuffix(")")
    let number = inBrackets ? last.dropFirst().dropLast() : last
    guard Self.isDepartementNumber(number), inBrackets || cell != .address,
      inBrackets
        || number.utf8.first == 0x32 && number.count == 2
          && !number.utf8.allSatisfy(\.isDigit)
        || (Int(number) ?? 0) > 20
    else { return }
    departement = number.uppercased()
    let rest = parts.dropLast().joined(separator: " ")
    if isBefore { before = rest } else { after = rest }
  }

  /// The département or collectivity whose number the whole text is: "57", "8" that lost its zero, "2a", "20B", "974"; `nil`
  /// for any other text.
  static func departementNumber(_ text: String) -> String? {
    guard text.utf8.count <= 16 else { return nil }
    let folded = LatinFolding.fold(text)
    switch folded {
    case "20a": return "2A"
    case "20b": return "2B"
    case "1"..."9" where folded.utf8.count == 1: return "0" + folded
    default: return isDepartementNumber(folded[...]) ? folded.uppercased() : nil
    }
  }

  private static func isDepartementNumber(_ text: Substring) -> Bool {
    if text == "2a" || text == "2b" { return true }
    guard text.utf8.count == 2 || text.utf8.count == 3, let number = Int(text) else { return false }
    return (1...95).contains(number) && text.utf8.count == 2 || (971...989).contains(number)
  }

  private static func tokens(_ folded: [UInt8]) -> [CellToken] {
    var tokens: [CellToken] = []
    var gapStart = 0
    var index = 0
    func isPart(_ byte: UInt8) -> Bool { byte.isDigit || byte.isLowercaseLetter }
    while index < folded.count {
      guard isPart(folded[index]) else {
        index += 1
        continue
      }
      var end = index
      while end < folded.count, isPart(folded[end]) { end += 1 }
      tokens.append(
        CellToken(
          text: String(decoding: folded[index..<end], as: UTF8.self), range: index..<end,
          gap: String(decoding: folded[gapStart..<index], as: UTF8.self)))
      gapStart = end
      index = end
    }
    return tokens
  }

  /// "lille et" between two codes: what joins them is no part of the city.
  private static func withoutConnector(_ text: String) -> String {
    for connector in [" et", " ou", " puis", " et a"] where text.hasSuffix(connector) {
      return String(text.dropLast(connector.utf8.count))
    }
    return text
  }

  /// The text of a range less the consumed ranges, its edges rid of punctuation, empty brackets gone.
  private static func text(of folded: [UInt8], in range: Range<Int>, without consumed: [Range<Int>]) -> String {
    var kept: [UInt8] = []
    for index in range {
      kept.append(consumed.contains { $0.contains(index) } ? 0x20 : folded[index])
    }
    let text = String(decoding: kept, as: UTF8.self)
    var words = text.split(separator: " ").filter { $0 != "()" && $0 != "(" && $0 != ")" }
    func isNoise(_ word: Substring) -> Bool {
      !word.utf8.contains { $0.isDigit || $0.isLowercaseLetter }
    }
    while let first = words.first, isNoise(first) { words.removeFirst() }
    while let last = words.last, isNoise(last) { words.removeLast() }
    return words.joined(separator: " ")
  }
}
