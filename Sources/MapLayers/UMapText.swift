/// Makes uMap show text as it was typed.
///
/// uMap (3.7.3, `js/modules/utils.js` `toHTML`, `escapeHTML`) reads popups as its own markup (`*`, `#`, `---`, `[[`, `{{`,
/// bare addresses), then as HTML; labels as HTML; names in the data browser as plain text.
public enum UMapText {
  /// uMap's database holds no longer names of maps and layers.
  static let longestName = 200

  /// For popups and descriptions: every character that uMap's markup or HTML would take becomes a character reference; on one
  /// line, see ``DisplayText/oneLine(_:)``. O(n).
  ///
  ///     UMapText.popup("A<B *gras*")   // "A&lt;B &#42;gras&#42;"
  public static func popup(_ text: String) -> String {
    let line = DisplayText.oneLine(text)
    guard line.utf8.contains(where: isPopupSign) else { return line }
    var escaped = ""
    escaped.reserveCapacity(line.utf8.count * 2)
    var previous: Unicode.Scalar = " "
    for scalar in line.unicodeScalars {
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "\"": escaped += "&quot;"
      // Asterisks and hashes make headings, lists and italics; brackets and braces links, images and frames; a colon an
      // address; "h_t_t_p" is put back to "http"; "---" is a rule.
      case "*", "#", "[", "]", "{", "}", "|", "_", ":": escaped += "&#\(scalar.value);"
      case "-" where previous == "-": escaped += "&#45;"
      default: escaped.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return escaped
  }

  /// Where none of these is, nothing is to be done.
  private static func isPopupSign(_ byte: UInt8) -> Bool {
    switch byte {
    // " # & * - : < > [ ] _ { | }
    case 0x22, 0x23, 0x26, 0x2A, 0x2D, 0x3A, 0x3C, 0x3E, 0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D: true
    default: false
    }
  }

  /// For labels and names: read as HTML beside the marker and as plain text in the data browser, so that no reference can
  /// serve. A word joiner (U+2060, no width) after `<` and `&` keeps HTML from seeing a tag or a reference. O(n).
  ///
  ///     UMapText.label("A<B")   // "A<\u{2060}B": shown as A<B in both
  public static func label(_ text: String) -> String {
    let line = DisplayText.oneLine(text)
    guard line.utf8.contains(where: { $0 == 0x3C || $0 == 0x26 }) else { return line }
    var safe = ""
    var previous: Unicode.Scalar = " "
    for scalar in line.unicodeScalars {
      if previous == "<" || previous == "&", startsTagOrReference(scalar) { safe.unicodeScalars.append("\u{2060}") }
      safe.unicodeScalars.append(scalar)
      previous = scalar
    }
    return safe
  }

  /// As ``label(_:)``, for values that a filter offers: uMap puts them into an HTML attribute, where a straight quote would
  /// end the value and what follows it become attributes; it is shown as a closing quotation mark instead.
  public static func choice(_ text: String) -> String {
    let safe = label(text)
    guard safe.utf8.contains(0x22) else { return safe }
    return String(String.UnicodeScalarView(safe.unicodeScalars.map { $0 == "\"" ? "\u{201D}" : $0 }))
  }

  /// What makes `<` a tag or `&` a reference when it follows.
  private static func startsTagOrReference(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "!", "/", "?", "#": true
    default: false
    }
  }
}
