import Gazetteer

extension Country {
  /// The numbers of digits that a postal code of the country may have when nothing but digits is typed: 5 for Spain, 4 for
  /// Argentina; empty where codes have letters or marks, and where no pattern is known. O(length of the pattern).
  var postcodeDigits: Set<Int> {
    var pattern = postcodePattern.filter { $0 != "^" && $0 != "$" }
    // Parts that may be left out: "(?:FI)*", "(-\d{4})?", "\s?".
    for mark in [")*", ")?"] {
      while let end = pattern.range(ofSeparator: mark), let open = pattern[..<end.lowerBound].lastIndex(of: "(") {
        pattern.removeSubrange(open..<end.upperBound)
      }
    }
    while let space = pattern.range(ofSeparator: "\\s?") { pattern.removeSubrange(space) }
    return Set(pattern.filter { $0 != "(" && $0 != ")" }.split(separator: "|").compactMap(Self.digits(ofAlternative:)))
  }

  /// The digits of "\d{3}\d{2}"; `nil` when anything else is in it.
  private static func digits(ofAlternative text: Substring) -> Int? {
    var rest = text
    var count = 0
    while rest.hasPrefix("\\d") {
      rest = rest.dropFirst(2)
      guard rest.hasPrefix("{") else {
        count += 1
        continue
      }
      guard let close = rest.firstIndex(of: "}"), let repeated = Int(rest[..<close].dropFirst()) else { return nil }
      count += repeated
      rest = rest[rest.index(after: close)...]
    }
    return rest.isEmpty ? count : nil
  }
}
