import Gazetteer

/// A person's answers to locations that could not be placed, or not rightly: what was filled into the answer columns of
/// a table of unplaced rows.
///
/// An answer belongs to what the row says about where, not to the row: next year's table is answered too.
///
///     var corrections = Corrections()
///     corrections.add(Corrections.Answer(postcode: "59530"), for: LocationQuery(city: "Quesnoy chef-lieu"))
///     let resolver = Resolver(gazetteer: gazetteer, corrections: corrections)
public struct Corrections: Sendable {
  /// What a person filled in; every part optional, as typed.
  public struct Answer: Hashable, Sendable {
    /// Postal code.
    public var postcode: String
    /// City.
    public var city: String
    /// INSEE code.
    public var citycode: String
    /// Latitude in degrees.
    public var latitude: String
    /// Longitude in degrees.
    public var longitude: String

    /// An answer from the parts that were filled.
    public init(
      postcode: String = "", city: String = "", citycode: String = "", latitude: String = "", longitude: String = ""
    ) {
      self.postcode = postcode
      self.city = city
      self.citycode = citycode
      self.latitude = latitude
      self.longitude = longitude
    }

    /// True when nothing was filled in.
    public var isEmpty: Bool {
      [postcode, city, citycode, latitude, longitude].allSatisfy { $0.trimmingSpaces.isEmpty }
    }
  }

  private var answers: [[UInt8]: Answer] = [:]

  /// No answers.
  public init() {}

  /// How many locations are answered.
  public var count: Int { answers.count }

  /// True when nothing is answered.
  public var isEmpty: Bool { answers.isEmpty }

  /// Keeps an answer for all rows that say the same about where; a later answer replaces an earlier one. False, and
  /// nothing kept, when nothing was filled in, or when the row says nothing that another row could be known by.
  @discardableResult
  public mutating func add(_ answer: Answer, for query: LocationQuery) -> Bool {
    add(answer, forLocation: Self.location(of: query))
  }

  /// The same for what ``location(of:)`` gives, which a file of answers keeps: the columns of a table of rows that were not
  /// placed do not tell what they are as those of the whole table do.
  @discardableResult
  public mutating func add(_ answer: Answer, forLocation location: String) -> Bool {
    guard !answer.isEmpty, let key = Self.key(location) else { return false }
    answers[key] = answer
    return true
  }

  /// Adds all answers of others, which replace those to the same locations: one year's and the next's.
  public mutating func add(_ others: Corrections) { answers.merge(others.answers) { $1 } }

  /// The cells of a row that say where, on one line; empty when there are none. Company numbers and coordinates differ from
  /// row to row and are left out.
  public static func location(of query: LocationQuery) -> String {
    [query.postcode, query.city, query.address, query.citycode, query.country]
      .map { cell in String(cell.map { $0.isNewline ? " " : $0 }).trimmingSpaces }
      .filter { !$0.isEmpty }.joined(separator: " | ")
  }

  /// The answer for a row; `nil` when there is none. O(length).
  public func answer(to query: LocationQuery) -> Answer? {
    guard !answers.isEmpty, let key = Self.key(Self.location(of: query)) else { return nil }
    return answers[key]
  }

  /// The folded text; `nil` when it is empty.
  private static func key(_ location: String) -> [UInt8]? {
    let key = LatinFolding.fold(Array(location.utf8))
    return key.isEmpty ? nil : key
  }
}

extension Resolver {
  /// The place of a person's answer; `nil` when there is none.
  func placedByCorrection(_ query: LocationQuery) -> Resolution? {
    guard let answer = corrections.answer(to: query) else { return nil }
    let meant = LocationQuery(
      postcode: answer.postcode, city: answer.city, citycode: answer.citycode, latitude: answer.latitude,
      longitude: answer.longitude)
    var resolution = completed(answer, from: query) ?? resolved(meant)
    let filled = [answer.postcode, answer.city, answer.citycode, answer.latitude, answer.longitude]
      .map(\.trimmingSpaces).filter { !$0.isEmpty }.joined(separator: " ")
    guard resolution.placement.isPlaced else {
      var own = resolved(query)
      own.placement.notes.append(PlacementNote(.correctionUnusable, filled))
      return own
    }
    resolution.placement.method = .correction
    resolution.placement.notes =
      [PlacementNote(.corrected, filled)]
      + resolution.placement.notes.filter { $0.code != .codeFromText }
    return resolution
  }

  /// The place of an answer that is a postal code alone, or a city alone, read with what the row says of the other; `nil`
  /// for any other answer, and when the two do not agree: then the answer alone counts.
  private func completed(_ answer: Corrections.Answer, from query: LocationQuery) -> Resolution? {
    guard [answer.citycode, answer.latitude, answer.longitude].allSatisfy({ $0.trimmingSpaces.isEmpty }),
      answer.postcode.trimmingSpaces.isEmpty != answer.city.trimmingSpaces.isEmpty
    else { return nil }
    var whole = LocationQuery(postcode: answer.postcode, city: answer.city)
    if answer.city.trimmingSpaces.isEmpty {
      // The row's city may stand in the code's cell, or in the address.
      let hasCity = query.city.contains(where: \.isLetter)
      whole.city = hasCity || !query.postcode.contains(where: \.isLetter) ? query.city : query.postcode
      if !hasCity { whole.address = query.address }
    } else {
      whole.postcode = query.postcode
    }
    let resolution = resolved(whole)
    let placement = resolution.placement
    // A code repaired to fit the row's city is not the one answered.
    guard placement.method == .postcodeAndCity || placement.method == .cedex,
      !placement.notes.contains(where: { $0.code == .codeRepaired })
    else { return nil }
    return resolution
  }
}
