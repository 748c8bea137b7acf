import Gazetteer
import Geodesy
import Glibc

/// Every number that ranks the answers of a ``PlaceSearch``, in one place.
///
/// The score is the national geocoder's: how well the text fits, and a tenth of the importance on top, brought back to 1.
enum PlaceSearchScores {
  /// The weight of the importance beside the text's 1.
  static let importanceWeight = 0.1
  /// The inhabitants of the largest city, for which the importance is 1.
  static let mostPeople = 2_200_000.0
  /// A beginning of a name in place of the whole: a whole name counts as much as about eighty times the inhabitants.
  static let beginning = 0.97
  /// Typed "le", and the commune has "la" or none.
  static let otherArticle = 0.05
  /// What is typed begins a later word of the name: "malo" for Saint-Malo.
  static let laterWord = 0.85
  /// The communes of a code, without a name.
  static let codeAlone = 0.7
  /// The communes of codes that begin so.
  static let beginningOfCode = 0.6
  /// For the first letters that differ.
  static let spelling = 0.9
  /// Lost for each letter that differs.
  static let perEdit = 0.05
  /// What the resolver weighed and did not choose.
  static let weighed = 0.8
  /// The score at the far side of the world from a preferred centre...
  static let farShare = 0.9
  /// ... falling to it over some of this distance, metres.
  static let nearMetres = 50_000.0
  /// Where the score of a reverse answer is 0, metres: the national geocoder's own scale.
  static let reverseReachMetres = 10_000.0

  /// How well a name of a kind stands for the commune.
  static func textual(_ kind: PlaceName.Kind) -> Double {
    switch kind {
    case .name: 1
    case .arrondissement, .label: 0.97
    case .former: 0.9
    case .locality: 0.8
    case .cedex: 0.75
    }
  }

  static func importance(population: Int?) -> Double {
    guard let population, population > 0 else { return 0 }
    return min(1, log10(Double(population) + 1) / log10(mostPeople))
  }

  static func score(textual: Double, importance: Double) -> Double {
    (textual + importanceWeight * importance) / (1 + importanceWeight)
  }

  /// What is left of a score at a distance from the preferred centre.
  static func share(atMetres metres: Double) -> Double {
    farShare + (1 - farShare) * exp(-metres / nearMetres)
  }
}
