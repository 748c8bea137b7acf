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
  /// The five digits as a number; -1 without a code.
  private(set) var number = -1
  private(set) var isCityAlone = false
  var isCodeAlone: Bool { length == 0 }
  /// Bytes of the folded city.
  private var length = 0
  /// Up to eight bytes that are not hashed yet.
  private var word: UInt64 = 0

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
    mix(UInt64(truncatingIfNeeded: number))
    guard city.count <= Self.longestCity, fold(city) else { return nil }
    mix(word)
    mix(UInt64(truncatingIfNeeded: length))
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
      var rest = number
      for place in stride(from: 4, through: 0, by: -1) {
        digits[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      return 5
    }
  }

  /// Appends the five digits.
  func appendCode(to text: inout [UInt8]) {
    var place = 10_000
    while place > 0 {
      text.append(0x30 + UInt8(truncatingIfNeeded: number / place % 10))
      place /= 10
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
    number = 0
    var digits = 0
    var index = start
    while index < end, text[index] >= 0x30, text[index] <= 0x39, digits < 6 {
      number = number * 10 + Int(text[index] - 0x30)
      digits += 1
      index += 1
    }
    if index == end {
      if digits == 4 { codeForm = .short }
      return digits == 5 || digits == 4
    }
    if digits == 2, end - index == 4, text[index] == 0x20 {
      codeForm = .format
      for byte in text[(index + 1)..<end] {
        guard byte >= 0x30, byte <= 0x39 else { return false }
        number = number * 10 + Int(byte - 0x30)
      }
      return true
    }
    codeForm = .format
    return digits == 5 && end - index == 2 && text[index] == 0x2E && text[index + 1] == 0x30
  }

  // MARK: Cities

  /// Hashes a city as `LatinFolding` folds it, hyphens as spaces; false for anything but letters, digits, single
  /// separators and the usual accents, which the full reading takes.
  private mutating func fold(_ city: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    var previous: UInt8 = 0x20
    while index < city.count {
      var byte = city[index]
      switch byte {
      case 0x61...0x7A, 0x30...0x39, 0x27: break
      case 0x41...0x5A: byte |= 0x20
      case 0x20, 0x2D:
        // " - " parts two names, and spaces at the ends or in a row need trimming.
        guard previous != 0x20, index + 1 < city.count else { return false }
        let next = city[index + 1]
        // "Lille-59" is no "Lille 59".
        if byte == 0x2D, Self.isDigit(previous) || Self.isDigit(next) { return false }
        if length < 8, Self.isOffice(word, next: next | 0x20) { return false }
        byte = 0x20
      case 0xC3:
        guard index + 1 < city.count else { return false }
        byte = Self.accented[Int(city[index + 1] & 0x3F)]
        guard byte != 0 else { return false }
        index += 1
      default: return false
      }
      word = word << 8 | UInt64(byte)
      previous = byte
      length += 1
      index += 1
      if length & 7 == 0 {
        if length == 8, word == Self.departement { return false }
        mix(word)
        word = 0
      }
    }
    return true
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

  /// U+00C0 to U+00FF as plain letters; 0 for pairs, signs, and the two that mojibake begins with.
  private static let accented: [UInt8] = "aa00aa0ceeeeiiii0nooooo00uuuuy00aaaaaa0ceeeeiiii0nooooo00uuuuy0y".utf8.map {
    $0 == 0x30 ? 0 : $0
  }

  /// Multiplied and mixed in two lanes, as in wyhash (Wang Yi, 2019).
  private mutating func mix(_ word: UInt64) {
    let product = (place ^ word).multipliedFullWidth(by: 0xBF58_476D_1CE4_E5B9)
    place = product.high ^ product.low
    let other = (tag ^ word).multipliedFullWidth(by: 0x94D0_49BB_1331_11EB)
    tag = (other.high ^ other.low) &+ place
  }
}
