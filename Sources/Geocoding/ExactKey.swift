import Gazetteer

/// A code and a city as ``ExactAnswers`` knows them: folded, hyphens as spaces, the code's five digits whatever was typed
/// around them. Two hashes stand for the text; that another text has both is less likely than one in 10^18, so the
/// text need not be kept and read again.
struct ExactKey {
  /// How the code is typed.
  enum CodeForm {
    /// Five digits, or nothing; spaces and the letter of France around it say no more.
    case plain
    /// With a space or a decimal point: noted as put right.
    case format
    /// Four digits.
    case short
  }

  /// Says where the key is kept.
  private(set) var place: UInt64 = 0x9E37_79B9_7F4A_7C15
  /// Is compared.
  private(set) var tag: UInt64 = 0xD6E8_FEB8_6659_FD93
  private(set) var codeForm = CodeForm.plain
  private(set) var isCityAlone = false
  private(set) var isCodeAlone = false
  private var digits: Int32 = -1
  /// The five digits as a number; -1 without a code.
  var number: Int { Int(digits) }

  /// The longest folded city that has a key, bytes; the longest name of a commune has 45.
  private static let longestCity = 58

  /// The key of a query; `nil` when it says more than a code and a city, or says it in a way that needs reading. O(length).
  init?(_ query: LocationQuery) {
    guard query.isCodeAndCity || Self.saysNoMore(query) else { return nil }
    // What is abroad depends on the company's number too.
    guard !query.postcode.isEmpty || query.isCodeAndCity || query.address.isEmpty && query.siret.isEmpty else {
      return nil
    }
    // Bridged strings, which tables do not have, need reading.
    let key = query.postcode.utf8.withContiguousStorageIfAvailable { postcode in
      query.city.utf8.withContiguousStorageIfAvailable { city in
        ExactKey(postcode: postcode, city: city, columnKeepsZeros: query.columnKeepsZeros)
      }
    }
    guard case let key??? = key else { return nil }
    self = key
  }

  /// The key of a code and a city without anything else; `nil` when they are typed in a way that needs reading. O(length).
  init?(postcode: UnsafeBufferPointer<UInt8>, city: UnsafeBufferPointer<UInt8>, columnKeepsZeros: Bool) {
    if postcode.isEmpty {
      guard !city.isEmpty else { return nil }
      isCityAlone = true
    } else {
      guard readCode(postcode), codeForm != .short || !city.isEmpty || !columnKeepsZeros else { return nil }
    }
    guard city.count <= Self.longestCity, let length = fold(city) else { return nil }
    isCodeAlone = length == 0
    mix(UInt64(truncatingIfNeeded: length))
    if !isCityAlone { mix(UInt64(truncatingIfNeeded: digits)) }
  }

  /// The key of a city alone with a code beside it.
  func beside(code: Int) -> ExactKey {
    var key = self
    key.isCityAlone = false
    key.digits = Int32(truncatingIfNeeded: code)
    key.mix(UInt64(truncatingIfNeeded: code))
    return key
  }

  /// Whether the other cells say nothing that a code and a city do not.
  private static func saysNoMore(_ query: LocationQuery) -> Bool {
    query.citycode.isEmpty && query.latitude.isEmpty && query.longitude.isEmpty && query.country.isEmpty
      && (query.address.isEmpty || !query.city.isEmpty)
      // Letters in a company number may be a foreign country's.
      && query.siret.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) ?? true
  }

  /// The key of the same code without anything put right.
  var plain: ExactKey {
    var key = self
    key.codeForm = .plain
    return key
  }

  /// The five digits.
  var code: String {
    String(unsafeUninitializedCapacity: 5) { digits in
      if let base = digits.baseAddress { writeCode(to: base) }
      return 5
    }
  }

  /// Writes the five digits.
  func writeCode(to text: UnsafeMutablePointer<UInt8>) {
    var rest = number
    for place in stride(from: 4, through: 0, by: -1) {
      text[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  /// What was put right in the code as it is typed.
  func note(_ postcode: String) -> PlacementNote {
    guard codeForm == .short else { return .format(postcode, code) }
    return PlacementNote(.leadingZero, postcode.trimmingSpaces + " -> " + code)
  }

  // MARK: Codes

  /// Reads the usual forms of a code: "59530", " 59530 ", "F-59530", "59 530", "59530.0", "2500". False for any other.
  private mutating func readCode(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    var end = text.count
    while start < end, text[start] == 0x20 { start += 1 }
    while end > start, text[end - 1] == 0x20 { end -= 1 }
    let isPrefixed = end - start > 5 && text[start] | 0x20 == 0x66
    if isPrefixed {
      start += text[start + 1] | 0x20 == 0x72 ? 2 : 1
      if text[start] == 0x2D || text[start] == 0x20 { start += 1 }
      guard end - start == 5 else { return false }
    }
    var number: Int32 = 0
    var count = 0
    var index = start
    while index < end, text[index] >= 0x30, text[index] <= 0x39, count < 6 {
      number = number &* 10 &+ Int32(text[index] &- 0x30)
      count += 1
      index += 1
    }
    if index == end {
      if count == 4 { codeForm = .short }
      digits = number
      return count == 5 || count == 4
    }
    codeForm = .format
    if count == 2, end - index == 4, text[index] == 0x20 {
      index += 1
      while index < end {
        guard text[index] >= 0x30, text[index] <= 0x39 else { return false }
        number = number &* 10 &+ Int32(text[index] &- 0x30)
        index += 1
      }
      digits = number
      return true
    }
    digits = number
    return count == 5 && end - index == 2 && text[index] == 0x2E && text[index + 1] == 0x30
  }

  // MARK: Cities

  /// Hashes a city as `LatinFolding` folds it, hyphens as spaces, and says how many bytes that are; `nil` for anything but letters,
  /// digits, single separators and the usual accents, which the full reading takes.
  private mutating func fold(_ city: UnsafeBufferPointer<UInt8>) -> Int? {
    var previous: UInt8 = 0x20
    var index = 0
    var length = 0
    // Eight bytes at a time where they are plain letters and separators, one at a time where one of eight is not.
    while index < city.count {
      let size = min(8, city.count &- index)
      let word: UInt64
      if let plain = FoldedWord(city, from: index, count: size) {
        guard plain.separators == 0 || Self.isUsual(plain, city, from: index, after: previous, count: size) else {
          return nil
        }
        word = plain.letters
        index &+= size
        length &+= size
      } else {
        guard let read = Self.foldBytes(city, from: &index, after: previous, isFirst: length == 0) else { return nil }
        word = read.letters
        length &+= read.count
      }
      if length == 8, word == Self.departement { return nil }
      previous = UInt8(truncatingIfNeeded: word)
      mix(word)
    }
    return length
  }

  /// Whether the separators of a word stand alone between letters, and not behind a word that is no part of a name.
  private static func isUsual(
    _ word: FoldedWord, _ city: UnsafeBufferPointer<UInt8>, from start: Int, after previous: UInt8, count: Int
  ) -> Bool {
    let end = start &+ count
    let isAtEnd = word.separators & 0x80 != 0
    // None at the end, none behind another one, and no hyphen beside a digit.
    if isAtEnd, end == city.count || city[end &- 1] == 0x2D && isDigit(city[end]) { return false }
    if isDigit(previous), city[start] == 0x2D { return false }
    let before = word.separators >> 8 | (previous == 0x20 ? 0x80 << UInt64(8 * (count - 1)) : 0)
    guard word.separators & before == 0 else { return false }
    guard start == 0 else { return true }
    var rest = word.separators
    while rest != 0 {
      let behind = 7 - rest.leadingZeroBitCount / 8
      rest &= ~(0x80 << UInt64(8 * behind))
      if isOffice(word.letters >> UInt64(8 * (behind + 1)), next: city[count - behind] | 0x20) { return false }
    }
    return true
  }

  /// Folds bytes one by one until there are eight, or no more.
  private static func foldBytes(
    _ city: UnsafeBufferPointer<UInt8>, from index: inout Int, after last: UInt8, isFirst: Bool
  ) -> (letters: UInt64, count: Int)? {
    let (usual, accented) = (usual, accented)
    var previous = last
    var word: UInt64 = 0
    var count = 0
    while index < city.count, count < 8 {
      var byte = usual[city[index]]
      if byte <= 0x20 {
        // Nothing usual, an accented letter's first byte, or a separator.
        guard byte != 0, index + 1 < city.count else { return nil }
        let next = city[index + 1]
        if byte == 0x20 {
          // " - " parts two names, and spaces at the ends or in a row need trimming; "Lille-59" is no "Lille 59".
          guard previous != 0x20, city[index] != 0x2D || !isDigit(previous) && !isDigit(next) else { return nil }
          if isFirst, isOffice(word, next: next | 0x20) { return nil }
        } else {
          byte = accented[next & 0x3F]
          guard byte != 0 else { return nil }
          index += 1
        }
      }
      word = word << 8 | UInt64(byte)
      previous = byte
      count += 1
      index += 1
    }
    return (word, count)
  }

  /// Calls `body` with each folded byte of a text that has a key, hyphens as they are.
  @inline(__always)
  static func forEachFolded(_ text: UnsafeBufferPointer<UInt8>, from start: Int, _ body: (UInt8) -> Void) {
    let (usual, accented) = (usual, accented)
    var index = start
    while index < text.count {
      let byte = text[index]
      index += 1
      if byte == 0xC3, index < text.count {
        body(accented[text[index] & 0x3F])
        index += 1
      } else {
        body(byte == 0x2D ? byte : usual[byte])
      }
    }
  }

  /// Calls `body` with the folded bytes of a text that has a key, hyphens as they are.
  static func withFolded<Result>(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { folded in
      var count = 0
      forEachFolded(text, from: 0) { byte in
        folded[count] = byte
        count &+= 1
      }
      return body(UnsafeBufferPointer(rebasing: folded[..<count]))
    }
  }

  /// Words in front of a name that are no part of it only when a space follows: as numbers of their letters.
  private static func isOffice(_ letters: UInt64, next: UInt8) -> Bool {
    switch letters {
    case 0x76_696C_6C65: next == 0x64  // ville de
    // mairie, maire, commune, hotel, a
    case 0x6D61_6972_6965, 0x6D_6169_7265, 0x63_6F6D_6D75_6E65, 0x68_6F74_656C, 0x61: true
    case 0x6465_7074, 0x64_7074, 0x7265_6769_6F6E: true  // dept, dpt, region
    default: false
    }
  }

  /// The first letters of "departement".
  private static let departement: UInt64 = 0x6465_7061_7274_656D

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// What each byte of the first half is folded to: a small letter, a digit or an apostrophe as they are, a separator to a space.
  /// 0xC3, with which the accented letters begin, to 1, and everything else to 0.
  private static let usual = ByteTable { byte in
    switch byte {
    case 0x61...0x7A, 0x30...0x39, 0x27: byte
    case 0x41...0x5A: byte | 0x20
    case 0x20, 0x2D: 0x20
    case 0xC3: 1
    default: 0
    }
  }

  /// U+00C0 to U+00FF as plain letters by the last six bits; 0 for pairs, signs, and the two that mojibake begins with.
  private static let accented: ByteTable = {
    let letters = Array("aa00aa0ceeeeiiii0nooooo00uuuuy00aaaaaa0ceeeeiiii0nooooo00uuuuy0y".utf8)
    return ByteTable { $0 < letters.count && letters[Int($0)] != 0x30 ? letters[Int($0)] : 0 }
  }()

  /// Multiplied and mixed in two lanes, as in wyhash (Wang Yi, 2019).
  private mutating func mix(_ word: UInt64) {
    let product = (place ^ word).multipliedFullWidth(by: 0xBF58_476D_1CE4_E5B9)
    place = product.high ^ product.low
    let other = (tag ^ word).multipliedFullWidth(by: 0x94D0_49BB_1331_11EB)
    tag = (other.high ^ other.low) &+ place
  }
}

/// A byte for each byte, read without a check of bounds. It lives as long as the program.
private struct ByteTable: @unchecked Sendable {
  private let start: UnsafePointer<UInt8>

  init(_ value: (UInt8) -> UInt8) {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max { memory[Int(byte)] = value(byte) }
    start = UnsafePointer(memory)
  }

  @inline(__always)
  subscript(_ byte: UInt8) -> UInt8 { start[Int(byte)] }
}
