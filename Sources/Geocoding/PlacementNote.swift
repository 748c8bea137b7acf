/// One thing that was put right in a row, or that kept it from being placed.
///
/// ``text`` is the form of the column `result_note`: a code, and what it was about. It is the same in every language, so
/// that a table's bytes do not depend on who made it; ``sentence(in:gazetteer:)`` says it in words.
public struct PlacementNote: Hashable, Sendable {
  /// What happened.
  public var code: Code
  /// What it was about: "2500 -> 02500", a name, a distance; empty when the code says it all.
  public var detail: String

  /// A note with what it is about.
  public init(_ code: Code, _ detail: String = "") {
    self.code = code
    self.detail = detail
  }

  /// `leading-zero: 2500 -> 02500`, or the code alone.
  public var text: String { detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)" }

  /// A code written in another form than five digits.
  static func format(_ typed: String, _ code: String) -> PlacementNote {
    PlacementNote(.format, typed.trimmingSpaces + " -> " + code)
  }
}

extension PlacementNote {
  /// What happened; the texts are those of the column `result_note`.
  public enum Code: String, Sendable, CaseIterable {
    // What was put right.
    /// A lost leading zero was put back.
    case leadingZero = "leading-zero"
    /// A code written as a decimal number, in scientific notation or with separators.
    case format = "format"
    /// Letters that look like digits were read as these.
    case lookAlike = "look-alike-letters"
    /// One wrong or two swapped digits, settled by the city.
    case codeRepaired = "code-repaired"
    /// A CEDEX code that is an arrondissement's INSEE code too.
    case alsoCitycode = "also-citycode"
    /// An INSEE code in the postal code's place.
    case citycodeInPostcode = "citycode-in-postcode"
    /// A postal code in the INSEE code's place.
    case postcodeInCitycode = "postcode-in-citycode"
    /// 75000, 69000: meant for the whole city, no code of La Poste's.
    case wholeCityCode = "whole-city-code"
    /// The code was found in the cell of the city or the address.
    case codeFromText = "code-from-text"
    /// Several codes in one cell.
    case severalCodes = "several-codes"
    /// A name spelt otherwise than the official one.
    case spelling = "spelling"
    /// A former commune's name.
    case formerCommune = "former-commune"
    /// A locality of the commune.
    case locality = "locality"

    // What the reader should know.
    /// The city is not among the communes of the code, but near.
    case cityNotOfCode = "city-not-of-code"
    /// The city lies elsewhere than the code; the code was followed.
    case cityElsewhere = "city-elsewhere"
    /// The code lies elsewhere than the city; the city was followed.
    case codeElsewhere = "code-elsewhere"
    /// The INSEE code is that of another commune than the city or the postal code, which were followed.
    case citycodeElsewhere = "citycode-elsewhere"
    /// The postal code is not that of the INSEE code's commune; the INSEE code was followed.
    case postcodeElsewhere = "postcode-elsewhere"
    /// The city's name is not known.
    case cityUnknown = "city-unknown"
    /// The code is in no table.
    case codeUnknown = "code-unknown"
    /// Concluded from the codes next to it.
    case fromNeighbours = "from-neighbouring-codes"
    /// Several communes share the code and nothing says which.
    case communesShareCode = "communes-share-code"
    /// Only a département is named.
    case departementOnly = "departement-only"
    /// Only an overseas collectivity is known.
    case collectivityOnly = "collectivity-only"
    /// Only a région or the country is named.
    case tooCoarse = "too-coarse"
    /// The row's coordinates, and how far they are from its code or city.
    case farFromCode = "far-from-code"
    /// The row's coordinates were swapped.
    case coordinatesSwapped = "coordinates-swapped"
    /// The row's coordinates were in Lambert-93 metres.
    case coordinatesLambert = "coordinates-lambert-93"
    /// The service that said in which commune the row's coordinates are.
    case communeNamedBy = "commune-named-by"
    /// The row's coordinates were of no use.
    case coordinatesUnusable = "coordinates-unusable"

    /// A person's answer from a file of corrections.
    case corrected = "corrected"
    /// A person's answer that names no place.
    case correctionUnusable = "correction-unusable"

    // Why it could not be placed.
    /// Several communes bear the name.
    case homonyms = "homonyms"
    /// Several cities in one cell.
    case severalCities = "several-cities"
    /// Army codes have no place of their own.
    case armedForces = "armed-forces"
    /// A special-service code without a place.
    case specialService = "special-service"
    /// The country it lies in.
    case country = "country"
    /// The city abroad is not known.
    case foreignCityUnknown = "foreign-city-unknown"
    /// No commune, code or city fits.
    case nothingFits = "nothing-fits"
    /// The row has no location.
    case noLocation = "no-location"

    // What a row is that is no record of its table.
    /// Nothing is in it.
    case blankRow = "blank-row"
    /// The title of the rows below.
    case sectionTitle = "section-title"
    /// A sum of other rows.
    case subtotal
    /// The table's header once more.
    case repeatedHeader = "repeated-header"
  }
}
