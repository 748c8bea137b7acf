import Foundation
import Gazetteer

/// Countries and cities abroad.
enum ForeignPlaces {
  /// Cities of neighbours keep every name; those farther off keep other names from this population on: the suppliers of
  /// a French authority that sit in a smaller town far away are too few to carry its names in every language.
  static let populationWithOtherNames = 20_000

  /// A shorter key fits too much that is no city.
  static let shortestKey = 3

  static func countries(_ file: SourceFile, report: BuildReport) -> [[String]] {
    var seen: Set<String> = []
    return file.rows.map { row in
      if row["iso2"].utf8.count != 2 || !seen.insert(row["iso2"]).inserted {
        report.refuse(file.name, row.line, "\"\(row["iso2"])\" is no code of 2 letters, or is there twice")
      }
      return ["iso2", "iso3", "insee_code", "name_fr", "name_en", "native_names", "postal_code_pattern"].map {
        cleaned(row[$0], file, row, report)
      }
    }
  }

  /// One row for each key and city, under the name that French has for it where it has one.
  static func cities(_ file: SourceFile, report: BuildReport) -> [[String]] {
    var rows: Set<[String]> = []
    let largest = largestCities(file)
    for row in file.rows {
      guard
        let latitude = number(row["latitude"], file, row, report),
        let longitude = number(row["longitude"], file, row, report)
      else { continue }
      let population = count(row["population"], file, row, report)
      let name = cleaned(row["name"], file, row, report)
      let french =
        largest[[row["country"], row["name"]]] == row.line
        ? FrenchExonyms.byCountry[row["country"]]?[row["name"]] : nil
      let values = [row["country"], french ?? name, String(population), degrees(latitude), degrees(longitude)]
      let keepsOtherNames =
        KnownFacts.neighbours.contains(row["country"]) || population >= populationWithOtherNames
      let otherNames = keepsOtherNames ? row["other_names"].split(separator: "|").map(String.init) : []
      for text in otherNames.map(decomposed).filter(isName) + [name, french ?? name].map(decomposed) {
        let key = PlaceNameKey(text).text
        if key.utf8.count >= shortestKey { rows.insert([key] + values) }
      }
    }
    return Array(rows)
  }

  /// The line of the most populous city of each country and name: the one that an atlas has in mind.
  private static func largestCities(_ file: SourceFile) -> [[String]: Int] {
    var largest: [[String]: (line: Int, population: Int)] = [:]
    for row in file.rows {
      let population = Int(row["population"]) ?? 0
      if population > largest[[row["country"], row["name"]]]?.population ?? -1 {
        largest[[row["country"], row["name"]]] = (row.line, population)
      }
    }
    return largest.mapValues(\.line)
  }

  /// Letters and marks apart: the folding drops any mark, but knows few of the letters that Vietnamese and the
  /// transcriptions of Arabic have ready-made.
  private static func decomposed(_ text: String) -> String { text.decomposedStringWithCanonicalMapping }

  /// False for what is no name in Latin script: airport codes, and readings of other scripts, which are all lower case.
  private static func isName(_ text: String) -> Bool {
    let isAirportCode = text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    return !isAirportCode && text.unicodeScalars.contains { $0.properties.isUppercase }
      && text.unicodeScalars.allSatisfy { !$0.properties.isAlphabetic || !LatinFolding.fold(String($0)).isEmpty }
  }
}
