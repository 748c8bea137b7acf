import Gazetteer

extension Resolver {
  /// Takes the names of départements and régions out of the city's text: "Nord", "Saint-Denis (La Réunion)".
  func readTerritories(_ reading: inout LocationReading) {
    guard !reading.city.isEmpty, !reading.isCityFromAddress, !reading.isForeign else { return }
    indexes.withTerritories(of: gazetteer) { readTerritories(&reading, $0) }
  }

  private func readTerritories(_ reading: inout LocationReading, _ territories: TerritoryIndex) {
    let text = reading.city
    switch territories.territory(named: text, key: reading.key) {
    case .departement(let code)? where !isRatherCommune(reading):
      reading.departement = code
      reading.city = ""
      reading.named = []
    case .larger(let region)? where !isRatherCommune(reading):
      reading.region = region
      reading.city = ""
      reading.named = []
    case nil:
      guard reading.departement == nil else { return }
      if let (rest, last) = Self.lastPart(text), case .departement(let code)? = territories.territory(named: last) {
        reading.departement = code
        reading.city = rest
        readNames(&reading)
      } else if reading.named.isEmpty || text.utf8.contains(UInt8(ascii: "/")), territories.mayEnd(text) {
        readTerritoryBehindName(&reading, territories)
      }
    default: break
    }
  }

  /// "le quesnoy nord", "Chartres Eure-et-Loir": a département or région behind the name of one of its communes.
  private func readTerritoryBehindName(_ reading: inout LocationReading, _ territories: TerritoryIndex) {
    let words = reading.city.split { $0 == " " || $0 == "/" }
    guard words.count > 1, words.count <= Self.mostWords else { return }
    for count in 1..<words.count {
      let (rest, last) = (words.prefix(count).joined(separator: " "), words.dropFirst(count).joined(separator: " "))
      guard let territory = territories.territory(named: last) else { continue }
      let named = communes(named: rest).filter { named in
        let code = Departement.code(ofCitycode: named.citycode)
        return switch territory {
        case .departement(let own): code == own
        case .larger(let region):
          gazetteer.departementName(code)?.region.flatMap(gazetteer.regionName) == region
        }
      }
      guard named.contains(where: { $0.kind == .name || $0.kind == .arrondissement }) else { continue }
      if case .departement(let code) = territory { reading.departement = code }
      reading.city = rest
      reading.key = PlaceNameKey(rest)
      reading.isNamedAbroad = nil
      reading.named = named
      return
    }
  }

  /// Longer texts are no name with its département.
  private static let mostWords = 9

  /// Vienne and Paris are communes first; Creuse and La Réunion are villages of a few hundred too, which a bare name
  /// does not mean unless the code or its département says so: "44210 La Marne" is the village near Pornic.
  private func isRatherCommune(_ reading: LocationReading) -> Bool {
    reading.named.contains { named in
      if reading.known.contains(where: { $0.citycodes.contains(named.citycode) }) { return true }
      if reading.known.contains(where: { code in
        code.departements.contains(Departement.code(ofCitycode: named.citycode)) && named.kind == .name
      }) {
        return true
      }
      guard named.kind == .name || named.kind == .arrondissement else { return false }
      return (gazetteer.commune(named.citycode)?.population ?? 0) >= ResolverThresholds.namesakeOfDepartementPopulation
    }
  }

  /// A text parted at its last bracket or comma: "saint-denis (la reunion)", "saint-denis, la reunion".
  private static func lastPart(_ text: String) -> (rest: String, last: String)? {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "(") }) else { return nil }
    let isBracketed = text.hasSuffix(")")
    guard let mark = text.lastIndex(of: isBracketed ? "(" : ",") else { return nil }
    let last = String(text[text.index(after: mark)...].dropLast(isBracketed ? 1 : 0)).trimmingSpaces
    let rest = String(text[..<mark]).trimmingSpaces
    return rest.isEmpty || last.isEmpty ? nil : (rest, last)
  }

  /// A région, or France, and nothing finer.
  func tooCoarse(_ reading: LocationReading) -> Resolution? {
    guard reading.city.isEmpty, reading.codes.isEmpty || reading.isCorsica else { return nil }
    guard let region = reading.isCorsica ? Self.corsica : reading.region else { return nil }
    return Resolution(Placement(status: .notFound, notes: reading.notes + [PlacementNote(.tooCoarse, region)]))
  }

  private static let corsica = "Corse"
}

extension LocationReading {
  /// Corsica's number until 1976, of two départements since.
  fileprivate var isCorsica: Bool { codes.count == 1 && codes[0].form == .departement && codes[0].text == "20" }
}
