import Gazetteer
import Geodesy

/// Turns what a row says about where into a placement, offline and without side effects: equal queries have equal
/// answers.
///
///     let resolver = Resolver(gazetteer: try .embedded())
///     resolver.place(LocationQuery(postcode: "2500", city: "HIRSON")).label   // "02500 Hirson"
public struct Resolver: Sendable {
  /// The gazetteer that answers come from.
  public let gazetteer: Gazetteer
  /// What holds for rows that do not say otherwise.
  public let options: ResolverOptions
  /// A person's answers, which win.
  public let corrections: Corrections
  let indexes: ResolverIndexes
  /// False when answers hang on more than what is typed.
  let hasMeanings: Bool
  /// Whether the other places that were weighed are listed.
  private var listsCandidates = true

  /// A resolver over a gazetteer. Nothing is read until it is needed.
  public init(
    gazetteer: Gazetteer, options: ResolverOptions = ResolverOptions(), corrections: Corrections = Corrections()
  ) {
    self.gazetteer = gazetteer
    self.options = options
    self.corrections = corrections
    indexes = ResolverIndexes()
    hasMeanings = corrections.isEmpty && options.defaultCountry == "FR"
  }

  /// The placement of a query. Microseconds; the first query with an unknown name reads the table of names once.
  ///
  /// A code and city that agree are worked out once and then looked up, in a fraction of a microsecond: for tables this is
  /// the way, not ``resolve(_:)``.
  public func place(_ query: LocationQuery) -> Placement { place(query, nil, keepsAnswer: true) }

  /// The same for somebody who knows what the query means, and perhaps keeps the answer himself.
  package func place(_ query: LocationQuery, _ meaning: LocationMeaning?, keepsAnswer: Bool) -> Placement {
    if !corrections.isEmpty, let corrected = withoutCandidates.placedByCorrection(query) { return corrected.placement }
    guard let key = meaning?.key ?? (options.defaultCountry == "FR" ? ExactKey(query) : nil) else {
      return withoutCandidates.resolved(query).placement
    }
    return indexes.exactAnswers.placement(query, key, keeps: keepsAnswer) {
      exactAgreement($0, $1) ?? withoutCandidates.resolved($0).placement
    }
  }

  private var withoutCandidates: Resolver {
    var copy = self
    copy.listsCandidates = false
    return copy
  }

  /// A placement with what else was weighed, if that is asked for.
  func weighed(_ placement: Placement, _ candidates: () -> [Candidate]) -> Resolution {
    Resolution(placement, candidates: listsCandidates ? candidates() : [])
  }

  /// The placement of a query, with the other places that were weighed.
  public func resolve(_ query: LocationQuery) -> Resolution {
    placedByCorrection(query) ?? resolved(query)
  }

  /// The steps in their order, the surest first.
  func resolved(_ query: LocationQuery) -> Resolution {
    var reading = indexes.withCountries(of: gazetteer) { countries in
      LocationReading(plain: query, countries: countries, options: options)
        ?? LocationReading(
          query, countries: countries, options: options,
          isCommune: { !gazetteer.places(named: PlaceNameKey($0)).isEmpty })
    }
    reading.known = knownCodes(reading)
    readNames(&reading)
    readTerritories(&reading)
    if reading.readCedexNumber() { readNames(&reading) }
    return placedByCoordinates(query, reading)
      ?? placedByCitycode(query, reading)
      ?? placedAbroad(reading)
      ?? unplaceable(reading)
      ?? placedByCodeAndCity(reading)
      ?? placedByCode(reading)
      ?? tooCoarse(reading)
      ?? placedInDwarfingPlaceAbroad(reading)
      ?? placedByCity(reading)
      ?? placedByDepartement(reading)
      ?? placedInForeignCity(reading)
      ?? placedByShortName(reading)
      ?? placedBySpelling(reading)
      ?? placedByLongName(reading)
      ?? notFound(reading)
  }

  // MARK: Steps that end early

  /// Rows that say nothing, and codes that have no place of their own.
  private func unplaceable(_ reading: LocationReading) -> Resolution? {
    if reading.saysNothing {
      return Resolution(Placement(status: .empty, notes: [PlacementNote(.noLocation)]))
    }
    if reading.isArmy, reading.codes.first.map(isArmyNumber) ?? isArmyAlone(reading.city) {
      return Resolution(Placement(status: .notFound, notes: [PlacementNote(.armedForces)]))
    }
    guard let code = reading.codes.first?.text else { return nil }
    if reading.codes[0].form == .full, code.hasPrefix("00") {
      // "00180 Helsinki" has nothing to do with the army.
      if !reading.isArmy, let abroad = placedInLargeForeignCity(reading) { return abroad }
      return Resolution(Placement(status: .notFound, notes: [PlacementNote(.armedForces)]))
    }
    if code == "99999", reading.city.isEmpty {
      return Resolution(Placement(status: .notFound, notes: [PlacementNote(.specialService, code)]))
    }
    return nil
  }

  /// "0100 ARMEES": army codes lose their zeros too.
  private func isArmyNumber(_ code: CellReading.Code) -> Bool {
    code.form == .departement || code.form == .short && code.text.hasPrefix("0") || code.text.hasPrefix("00")
  }

  /// "armees", "100 armees".
  private func isArmyAlone(_ city: String) -> Bool {
    city.split(separator: " ").allSatisfy { $0.hasPrefix("armee") || $0.allSatisfy(\.isNumber) }
  }

  private func notFound(_ reading: LocationReading) -> Resolution {
    var notes = reading.notes
    if let code = reading.codes.first, !notes.contains(where: { $0.code == .codeUnknown }) {
      notes.append(PlacementNote(.codeUnknown, code.text))
    }
    if !reading.city.isEmpty { notes.append(PlacementNote(.cityUnknown, reading.city)) }
    if notes.isEmpty { notes.append(PlacementNote(.nothingFits)) }
    return weighed(Placement(status: .notFound, notes: notes)) { guesses(reading) }
  }

  /// The département alone: "59", "2A", "Nord".
  private func placedByDepartement(_ reading: LocationReading) -> Resolution? {
    guard !reading.codes.contains(where: { $0.form == .full || $0.form == .corsican }) else { return nil }
    let named = reading.codes.first { $0.form == .departement }?.text
    let hasOtherWitness = !reading.city.isEmpty && named == nil
    guard !hasOtherWitness, let code = named ?? reading.departement,
      let departement = gazetteer.departement(code)
    else { return nil }
    var placement = Placement(status: .ok)
    let isCollectivity = Departement.isCollectivity(code)
    placement.method = isCollectivity ? .collectivity : .departement
    placement.type = .departement
    placement.coordinate = departement.coordinate
    placement.score = ResolverThresholds.coarseScore
    placement.radiusMetres = Extent.radius(of: departement, in: gazetteer)
    placement.label = departement.name
    placement.departement = departement.code
    placement.context = gazetteer.context(ofDepartement: departement.code)
    placement.notes = reading.notes + [PlacementNote(isCollectivity ? .collectivityOnly : .departementOnly, code)]
    return Resolution(placement)
  }
}

/// What holds for rows that do not say otherwise.
public struct ResolverOptions: Hashable, Sendable {
  /// ISO 3166-1 alpha-2 code of the country of rows that name none.
  public var defaultCountry: String
  /// The département of rows whose city has namesakes elsewhere; `nil` for none.
  public var defaultDepartement: String?

  /// Options from a country and a département.
  public init(defaultCountry: String = "FR", defaultDepartement: String? = nil) {
    self.defaultCountry = defaultCountry
    self.defaultDepartement = defaultDepartement
  }
}

/// A placement with the places that were weighed for it, the best first.
public struct Resolution: Sendable {
  /// The answer.
  public var placement: Placement
  /// What it was chosen from, or what might settle it.
  public var candidates: [Candidate]

  /// A placement, and candidates of which only the first are kept.
  public init(_ placement: Placement, candidates: [Candidate] = []) {
    self.placement = placement
    self.candidates = Array(candidates.prefix(ResolverThresholds.candidateCount))
  }
}

/// A place that a query may mean.
public struct Candidate: Hashable, Sendable {
  /// Why a place is a candidate.
  public enum Reason: String, Sendable {
    /// It has the code and bears the name.
    case codeAndName
    /// It has the code, and a name that is spelt nearly so.
    case codeAndSpelling
    /// It has the code.
    case code
    /// Its delivery office has the CEDEX code.
    case cedex
    /// It has the INSEE code.
    case citycode
    /// It bears the name officially.
    case name
    /// It bears the name otherwise: a former one, a locality's.
    case otherName
    /// Its name is spelt nearly so.
    case spelling
    /// It bears the name, and one digit makes its postal code of the code.
    case repairedCode
    /// The CEDEX codes next to an unknown one are its own.
    case neighbouringCodes
    /// It is the main town of the département whose code ends in 000.
    case wholeCity
    /// It bears the name and lies abroad.
    case foreignName
  }

  /// Postal code; empty where none is known.
  public var postcode: String
  /// Official name.
  public var city: String
  /// INSEE code; empty abroad.
  public var citycode: String
  /// Where it is.
  public var coordinate: Coordinate
  /// 0 to 1.
  public var score: Double
  /// Why it is a candidate.
  public var reason: Reason
}
