import ArgumentParser
import Geocoding
import MapLayers
import TableGeocoding

/// `cartomarches lookup TEXT...`.
struct LookupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lookup", abstract: "Explains where one location is: what was read, what was weighed, the choice.",
    discussion: "Examples: lookup 2500 · lookup 59605 MAUBEUGE CEDEX · lookup \"Le Quesnoy (59530)\"")

  @Argument(help: "A code, a city or both, as a table has them.")
  var text: [String]

  @Flag(help: "Print one JSON document.")
  var json = false

  @OptionGroup(title: "Geocoding") var geocoding: GeocodingOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let resolver = try geocoding.resolver(common.language)
    let query = LocationQuery(freeText: text.joined(separator: " "))
    let resolution = resolver.resolve(query)
    let explanation = Explanation(
      query: query, resolution: resolution, language: common.language, gazetteer: resolver.gazetteer)
    try Console.output(json ? explanation.json() : Array(explanation.text.utf8))
  }
}
