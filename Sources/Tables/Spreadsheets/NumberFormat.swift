/// How a spreadsheet shows a number, as far as it changes what the number means.
enum NumberFormat: Hashable, Sendable {
  /// As typed.
  case plain
  /// At least so many digits: `00000` shows the postal code 1000 as 01000.
  case padded(digits: Int)
  case date
  case dateAndTime
  /// A time of day, or hours beyond 24 when they are counted on.
  case time

  /// The format of a code as written in files, which is the English one: `dd/mm/yyyy`, `00000`, `#,##0.00 [$€-40C]`.
  init(code: String) {
    guard code != "General", code != "Standard", code != "@" else {
      self = .plain
      return
    }
    var letters: Set<UInt8> = []
    var zeros = 0
    var hasOtherDigitSigns = false
    var bytes = Array(code.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case 0x3B: bytes = []  // Only the section of positive numbers counts.
      case 0x22: bytes = bytes[(bytes.firstIndex(of: 0x22).map { $0 + 1 } ?? bytes.endIndex)...]
      case 0x5C, 0x5F, 0x2A: bytes = bytes.dropFirst()  // \x is x, _x its width, *x x repeated.
      case 0x5B:
        // [h] counts hours; [Red], [$€-40C], [<100] say nothing here.
        let end = bytes.firstIndex(of: 0x5D) ?? bytes.endIndex
        let inside = bytes[..<end].map { $0 | 0x20 }
        if let first = inside.first, [0x68, 0x6D, 0x73].contains(first), inside.allSatisfy({ $0 == first }) {
          letters.insert(0x68)
        }
        bytes = bytes[min(end + 1, bytes.endIndex)...]
      case 0x30: zeros += 1
      case 0x23, 0x3F, 0x2E, 0x2C, 0x25, 0x45, 0x2F: hasOtherDigitSigns = true
      case 0x41, 0x61:  // AM/PM
        if bytes.prefix(4).map({ $0 | 0x20 }) == Array("m/pm".utf8).map({ $0 | 0x20 }) { bytes = bytes.dropFirst(4) }
      case 0x44, 0x64, 0x59, 0x79, 0x4D, 0x6D, 0x48, 0x68, 0x53, 0x73: letters.insert(byte | 0x20)
      default: break
      }
    }
    let hasTime = letters.contains(0x68) || letters.contains(0x73)
    let hasDate = letters.contains(0x64) || letters.contains(0x79) || (letters.contains(0x6D) && !hasTime)
    if hasDate {
      self = hasTime ? .dateAndTime : .date
    } else if hasTime {
      self = .time
    } else {
      self = zeros > 1 && !hasOtherDigitSigns ? .padded(digits: min(zeros, 40)) : .plain
    }
  }

  /// The format of one of the numbers that ECMA-376 part 1, 18.8.30 gives a meaning without a code.
  init(builtIn number: Int) {
    switch number {
    case 14...17, 27...31, 34...36, 50...54, 57, 58: self = .date
    case 22: self = .dateAndTime
    case 18...21, 32, 33, 45...47, 55, 56: self = .time
    default: self = .plain
    }
  }
}
