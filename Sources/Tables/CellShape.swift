/// What the text of one cell looks like, whatever its header says: several at once where it could be either.
struct CellShape: OptionSet, Hashable, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Five digits that can be a French postal code: `59530`.
  static let postcode = CellShape(rawValue: 1 << 0)
  /// A postal code as people type it: `25 110`, `59.530`, `F-59530`, `59530.0`, `59605 CEDEX`, `59530 LE QUESNOY`.
  static let typedPostcode = CellShape(rawValue: 1 << 1)
  /// Four digits: a code that has lost its zero, or a year, or a number.
  static let fourDigits = CellShape(rawValue: 1 << 2)
  /// Five characters that can be an INSEE code: `59481`, `2A004`.
  static let citycode = CellShape(rawValue: 1 << 3)
  /// 14 digits, spaces aside.
  static let siret = CellShape(rawValue: 1 << 4)
  /// The 14 digits pass the check of a SIRET.
  static let validSiret = CellShape(rawValue: 1 << 5)
  /// 9 digits, 13 digits, a VAT number, or a SIRET that a spreadsheet has spoilt: `7,17E+13`.
  static let companyNumber = CellShape(rawValue: 1 << 6)
  /// A day, or a month of a year: `26/03/2010`, `2015-04-02T00:00`, `04-15`, `nov.-17`.
  static let date = CellShape(rawValue: 1 << 7)
  /// A year alone: `2015`.
  static let year = CellShape(rawValue: 1 << 8)
  /// Digits with a sign, group spaces and decimals at most.
  static let number = CellShape(rawValue: 1 << 9)
  /// A number with a currency, a tax word or cents: `14 237.50`, `1 000 €`.
  static let amount = CellShape(rawValue: 1 << 10)
  /// Two amounts: `15 000- 89 999,99`, `50 000 HT à 89 999,99 HT`.
  static let band = CellShape(rawValue: 1 << 11)
  /// A number with two decimals and more from -90 to 90.
  static let latitude = CellShape(rawValue: 1 << 12)
  /// A number with two decimals and more from -180 to 180.
  static let longitude = CellShape(rawValue: 1 << 13)
  /// A latitude of metropolitan France.
  static let frenchLatitude = CellShape(rawValue: 1 << 14)
  /// A longitude of metropolitan France.
  static let frenchLongitude = CellShape(rawValue: 1 << 15)
  /// Holds a letter.
  static let text = CellShape(rawValue: 1 << 16)
  /// Letters, spaces, hyphens and apostrophes only, as short as a commune's name; a CEDEX number may follow.
  static let placeName = CellShape(rawValue: 1 << 17)
  /// Text with a postal code in it, or a number and the kind of a street.
  static let address = CellShape(rawValue: 1 << 18)
  /// Works, supplies or services, in a few words.
  static let category = CellShape(rawValue: 1 << 19)
  /// Nothing but spaces.
  static let blank = CellShape(rawValue: 1 << 20)

  /// An INSEE code of Corsica: `2A004`.
  static let corsicanCode = CellShape(rawValue: 1 << 21)
  /// Five digits with one zero in front: `01000`, which no column of numbers holds.
  static let zeroInFront = CellShape(rawValue: 1 << 24)

  /// A number from -180 to 180, whatever its decimals: degrees, where the header says so.
  static let degrees = CellShape(rawValue: 1 << 25)
  /// Two coordinates in one cell: `48.8534, 2.3488`, `[2.3488,48.8534]`.
  static let coordinatePair = CellShape(rawValue: 1 << 26)

  /// Metres of Lambert-93 eastward, of metropolitan France.
  static let lambertEasting = CellShape(rawValue: 1 << 22)
  /// Metres of Lambert-93 northward, of metropolitan France.
  static let lambertNorthing = CellShape(rawValue: 1 << 23)

  /// Anything that is a value by itself: what a header is not.
  static let values: CellShape = [
    .postcode, .typedPostcode, .fourDigits, .siret, .companyNumber, .date, .year, .number, .amount, .band,
  ]

  /// The longest text that is looked at: a longer one is prose.
  private static let looked = 200

  /// Looks at a cell's text, misread UTF-8 put right. O(n).
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    if MisreadText.isSuspect(bytes) {
      var meant = MisreadText.repaired(String(decoding: bytes.prefix(Self.looked * 2), as: UTF8.self))
      self = meant.withUTF8 { CellShape(wellRead: $0) }
    } else {
      self.init(wellRead: bytes)
    }
  }

  private init(wellRead bytes: UnsafeBufferPointer<UInt8>) {
    self = []
    let cell = CellText(bytes, limit: Self.looked)
    guard !cell.bytes.isEmpty else {
      insert(.blank)
      return
    }
    if cell.letters > 0 { insert(.text) }
    if cell.digits == 0 {
      addWords(cell)
      return
    }
    addCodes(cell)
    if cell.letters == 0 || cell.digits >= 2 {
      addDates(cell)
      addAmounts(cell)
    }
    addWords(cell)
  }

  private mutating func addCodes(_ cell: CellText) {
    let digits = cell.digitValues
    let isBare = cell.others == 0 && cell.letters == 0
    if isBare, cell.spaces == 0 {
      if digits.count == 5 {
        if Self.isPostcode(digits) { insert(.postcode) }
        if digits.first == 0, digits.dropFirst().first != 0 { insert(.zeroInFront) }
        insert(.citycode)
      }
      if digits.count == 4 { insert(.fourDigits) }
    }
    if cell.bytes.count == 5, cell.letters == 1, digits.count == 4, cell.bytes.starts(with: [0x32]),
      [0x41, 0x42].contains(cell.bytes[1] & 0xDF)
    {
      insert(.citycode)
      insert(.corsicanCode)
    }
    if digits.count >= 5, digits.count <= 7, !contains(.postcode), Self.isTypedPostcode(cell) { insert(.typedPostcode) }
    if cell.letters == 0, digits.count == 14 || (digits.count == 15 && cell.bytes.suffix(2) == [0x2E, 0x30]) {
      insert(.siret)
      if Self.isValidSiret(digits.prefix(14)) { insert(.validSiret) }
    }
    if isBare, digits.count == 9 || digits.count == 13 { insert(.companyNumber) }
    if Self.isScientific(cell) || Self.isVAT(cell) { insert(.companyNumber) }
  }

  private static func isPostcode(_ digits: ArraySlice<UInt8>) -> Bool {
    guard digits.count == 5, let first = digits.first else { return false }
    let departement = first * 10 + digits[digits.startIndex + 1]
    return (1...98).contains(departement)
  }

  /// `25 110`, `59.530`, `59530.0`, `F-59530`, `FR 59530`, `59605 CEDEX`, `59530 LE QUESNOY`.
  private static func isTypedPostcode(_ cell: CellText) -> Bool {
    var digits = cell.digitValues
    if cell.letters == 0 {
      if digits.count == 6, cell.bytes.suffix(2) == [0x2E, 0x30] { digits.removeLast() }
      guard digits.count == 5, isPostcode(digits) else { return false }
      // Digits, and one space or point: `25 110` and not `11 000.00`.
      return cell.spaces + cell.others == 1
    }
    var bytes = cell.bytes[...]
    if let first = bytes.first, first & 0xDF == 0x46 {  // F, FR, with a hyphen or space
      bytes = bytes.dropFirst()
      if let next = bytes.first, next & 0xDF == 0x52 { bytes = bytes.dropFirst() }
      if let next = bytes.first, next == 0x2D || next == 0x20 { bytes = bytes.dropFirst() }
    }
    let code = bytes.prefix { CellText.isDigit($0) }
    guard code.count == 5, isPostcode(digits.prefix(5)) else { return false }
    guard let next = bytes.dropFirst(5).first else { return true }
    // A house number is no five digits: what follows the code is the commune.
    return (next == 0x20 || next == 0x2D) && digits.count <= 7
  }

  /// The check of a SIRET: Luhn, or for La Poste's establishments a digit sum that five divides. The same as that of
  /// `Geocoding`'s `CompanyNumber`, on bytes and for digits alone.
  static func isValidSiret(_ digits: ArraySlice<UInt8>) -> Bool {
    guard digits.count == 14 else { return false }
    var sum = 0
    var luhn = 0
    for (place, digit) in digits.enumerated() {
      sum += Int(digit)
      let doubled = place % 2 == 0 ? Int(digit) * 2 : Int(digit)
      luhn += doubled > 9 ? doubled - 9 : doubled
    }
    return luhn % 10 == 0 || (sum % 5 == 0 && digits.starts(with: [3, 5, 6, 0, 0, 0, 0, 0, 0]))
  }

  /// `7,17E+13`: what a spreadsheet makes of a SIRET.
  private static func isScientific(_ cell: CellText) -> Bool {
    guard let exponent = cell.bytes.firstIndex(where: { $0 & 0xDF == 0x45 }), cell.letters == 1 else { return false }
    return cell.bytes[exponent...].dropFirst().elementsEqual([0x2B, 0x31, 0x33])
  }

  /// Two letters of a country and eight digits and more.
  private static func isVAT(_ cell: CellText) -> Bool {
    guard cell.bytes.count >= 10, cell.letters <= 4, cell.digits >= 8 else { return false }
    return cell.bytes.prefix(2).allSatisfy { (0x41...0x5A).contains($0) }
  }
}
