import Gazetteer

/// What a company number says about the country: all that resolving takes from it.
public enum CompanyNumberWitness {
  /// "FR" for a SIRET, SIREN or French VAT number, the country's two letters for another European VAT number, else "".
  /// O(length).
  public static func country(of text: String) -> String {
    guard text.utf8.count >= 8 else { return "" }
    let folded = LatinFolding.fold(Array(text.utf8)).filter { $0 != 0x20 && $0 != 0x2E }
    let letters = folded.prefix { $0 >= 0x61 && $0 <= 0x7A }
    if letters.isEmpty {
      // 13 digits are a SIRET that lost its zero.
      return folded.allSatisfy(\.isDigit) && [9, 13, 14].contains(folded.count) ? "FR" : ""
    }
    guard letters.count == 2, folded.count >= 8, folded.dropFirst(2).contains(where: \.isDigit) else { return "" }
    return switch String(decoding: letters, as: UTF8.self).uppercased() {
    case "EL": "GR"
    case "XI": "GB"
    case let prefix where vatCountries.contains(prefix): prefix
    default: ""
    }
  }

  /// True for the countries whose VAT numbers are known here: those with which companies in France trade most.
  static func isEuropean(_ iso: String) -> Bool { vatCountries.contains(iso) || iso == "GR" }

  /// The prefixes of European VAT numbers (VIES), and Switzerland's.
  private static let vatCountries: Set<String> = [
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "HR", "HU", "IE", "IT", "LT", "LU",
    "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
  ]
}
