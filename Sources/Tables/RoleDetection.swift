/// Gives columns their roles: values first, the header as a bonus, each role to the column that fits it best.
///
/// A column about the buyer or the place of execution is not taken for the supplier's, unless the table contradicts its
/// headers: where nothing else names a supplier and a "buyer" has a different name on most rows, it is none.
struct RoleDetection {
  private(set) var columns: [TableColumn]
  private(set) var problems: [TableProblem] = []
  private let meanings: [HeaderMeaning]
  private let statistics: [ColumnStatistics]
  /// Hashes of the cells of each record looked at.
  private let values: [[UInt64]]
  private let hasHeader: Bool
  /// Roles that a column's values look like and that a gazetteer denies.
  private var disproved: [Int: Set<ColumnRole>] = [:]

  /// A role that a column may have.
  struct Candidate {
    var role: ColumnRole
    var column: Int
    var confidence: Double
    var reason: RoleReason
  }

  /// Confidence below which a column has no role.
  static let leastConfidence = 0.35
  /// Postal codes that it takes to see that names go with them.
  private static let fewestPairs = 3
  /// Names that a code has on average: a rural code has several communes, a column of other texts has one per row.
  private static let pairsPerCode = 1.6
  /// Different names that a "buyer" has when it is none.
  private static let fewestSuppliers = 3
  /// And their share of the rows: a buyer has one name on all of them, a supplier comes back a few times.
  private static let supplierDistinctShare = 0.2

  init(columns: [TableColumn], statistics: [ColumnStatistics], values: [[UInt64]], hasHeader: Bool) {
    self.columns = columns
    self.statistics = statistics
    self.values = values
    self.hasHeader = hasHeader
    meanings = columns.map { HeaderMeaning($0.header) }
  }

  /// Gives the roles that the user has fixed; throws ``TableError/noSuchColumn(role:wanted:seen:)``.
  mutating func fix(_ roles: [(ColumnRole, ColumnSelector)]) throws(TableError) {
    for (role, selector) in roles {
      guard let column = find(selector) else {
        throw .noSuchColumn(role: role, wanted: selector, seen: columns.map(\.name))
      }
      for other in columns.indices where columns[other].role == role { columns[other].role = nil }
      set(Candidate(role: role, column: column, confidence: 1, reason: .option))
    }
  }

  /// Finds the columns of numbers that are no codes of places, whatever they look like. `cells` gives the column's cells.
  mutating func disprove(with placeCodes: PlaceCodes, cells: (Int) -> [String]) {
    let suspects = columns.indices.filter { column in
      [ColumnRole.postcode, .citycode].contains { statistics[column].shows($0, amongPlaces: true) != nil }
    }
    guard !suspects.isEmpty else { return }
    let cities = columns.indices.filter { column in
      meanings[column].role == .city && [.supplier, .unsaid].contains(meanings[column].subject)
        && statistics[column].share(.placeName) >= 0.5
    }.map(cells)
    for column in suspects {
      let own = cells(column)
      for role in [ColumnRole.postcode, .citycode] where !placeCodes.mayHold(role, own, besideCities: cities) {
        disproved[column, default: []].insert(role)
      }
    }
  }

  private func find(_ selector: ColumnSelector) -> Int? {
    switch selector {
    case .number(let number): return columns.indices.contains(number - 1) ? number - 1 : nil
    case .header(let text):
      if let exact = columns.firstIndex(where: { $0.header == text }) ?? columns.firstIndex(where: { $0.name == text })
      {
        return exact
      }
      let wanted = HeaderText(text)
      return wanted.words.isEmpty ? nil : columns.firstIndex { HeaderText($0.header) == wanted }
    }
  }

  /// Finds the roles that are not fixed.
  mutating func run() {
    assign(columns.indices.flatMap { candidates($0, refused: false) })
    pairCityWithPostcode()
    if isContradicted {
      assign(columns.indices.flatMap { candidates($0, refused: true) })
    }
    nameSupplierByTexts()
    guessSupplier()
    takeCoordinatePairs()
    dropHalfCoordinates()
    noteRefused()
  }

  private mutating func set(_ candidate: Candidate) {
    columns[candidate.column].role = candidate.role
    columns[candidate.column].confidence = candidate.confidence
    columns[candidate.column].reason = candidate.reason
    if candidate.reason == .contradictsHeader {
      problems.append(
        TableProblem(
          .contradictsHeader, column: candidate.column,
          text: "\(columns[candidate.column].header) -> \(candidate.role.rawValue)"))
    }
  }

  private func has(_ role: ColumnRole) -> Bool { columns.contains { $0.role == role } }

  /// The best candidates first; a role goes to one column, a column to one role.
  private mutating func assign(_ candidates: [Candidate]) {
    let ordered = candidates.filter { $0.confidence >= Self.leastConfidence }.sorted {
      $0.confidence != $1.confidence ? $0.confidence > $1.confidence : $0.column < $1.column
    }
    for candidate in ordered where columns[candidate.column].role == nil && !has(candidate.role) { set(candidate) }
  }

  private func isRefused(_ column: Int) -> Bool {
    [.buyer, .placeOfExecution].contains(meanings[column].subject)
  }

  /// True when the values flatly deny the role that the header names.
  private func isDenied(_ column: Int) -> Bool {
    guard let role = meanings[column].role, role.isTold, let fit = statistics[column].fit(role) else { return false }
    return fit < 0.1 && statistics[column].filled >= 5
  }

  /// What a column may be.
  private func candidates(_ column: Int, refused: Bool) -> [Candidate] {
    let meaning = meanings[column]
    guard isRefused(column) == refused, meaning.subject != .other else { return [] }
    let statistics = statistics[column]
    let headerFit = meaning.role.map { statistics.fit($0) }
    return ColumnRole.allCases.compactMap { role in
      if refused, distinctCount(column) < Self.fewestSuppliers { return nil }
      if meaning.role == role {
        let confidence = meaning.strength * (headerFit.flatMap { $0 }.map { 0.4 + 0.6 * $0 } ?? 0.6)
        if refused { return Candidate(role: role, column: column, confidence: confidence, reason: .contradictsHeader) }
        if isDenied(column) { return nil }
        let reason: RoleReason = (headerFit.flatMap { $0 } ?? 0) >= 0.6 && role.isTold ? .headerAndValues : .header
        return Candidate(role: role, column: column, confidence: confidence, reason: reason)
      }
      if disproved[column]?.contains(role) ?? false { return nil }
      let isOfPlaces = [.city, .citycode, .address].contains(meaning.role)
      guard let shown = statistics.shows(role, amongPlaces: isOfPlaces) else { return nil }
      if let fit = headerFit ?? nil, fit >= 0.3 || !(meaning.role?.isTold ?? false) { return nil }
      let contradicts = refused || meaning.role != nil
      return Candidate(
        role: role, column: column, confidence: shown, reason: contradicts ? .contradictsHeader : .values)
    }
  }

  /// Different values of a column; of coordinates the more of the two, since places may lie on one meridian.
  private func distinctCount(_ column: Int) -> Int {
    let role = meanings[column].role
    guard role == .latitude || role == .longitude else { return statistics[column].distinctCount }
    let both = columns.indices.filter {
      meanings[$0].subject == meanings[column].subject && [.latitude, .longitude].contains(meanings[$0].role)
    }
    return both.map { statistics[$0].distinctCount }.max() ?? 0
  }

  /// True when the table has nobody for a supplier but a "buyer" that changes from row to row.
  private var isContradicted: Bool {
    guard !has(.name) else { return false }
    return columns.indices.contains { column in
      guard meanings[column].subject == .buyer, meanings[column].role == .name else { return false }
      let distinct = statistics[column].distinctCount
      return distinct >= Self.fewestSuppliers && statistics[column].distinctShare >= Self.supplierDistinctShare
    }
  }

  /// A column of place names that goes with the postal codes, each code with one name, is the city whatever its header;
  /// of several the one that stands next to the codes, best behind them.
  private mutating func pairCityWithPostcode() {
    guard !has(.city), let postcode = columns.first(where: { $0.role == .postcode })?.index else { return }
    let codes = statistics[postcode].distinctCount
    guard codes >= Self.fewestPairs else { return }
    let fitting = columns.indices.filter { column in
      let statistics = statistics[column]
      guard columns[column].role == nil, meanings[column].subject == .unsaid,
        meanings[column].role == nil || isDenied(column), statistics.share(.placeName) >= 0.8,
        statistics.distinctCount * 3 >= codes
      else { return false }
      let pairs = Set(values.map { [$0[postcode], $0[column]] }).count
      return Double(pairs) <= Double(codes) * Self.pairsPerCode
    }
    let distance = { (column: Int) in column > postcode ? column - postcode - 1 : postcode - column }
    guard let best = fitting.min(by: { (distance($0), $0) < (distance($1), $1) }) else { return }
    set(
      Candidate(
        role: .city, column: best, confidence: 0.55, reason: isDenied(best) ? .contradictsHeader : .values))
  }

  /// Names under a header about the supplier that names something else: "Attributaire est une PME". Without another
  /// column of names, texts that differ from row to row are the suppliers'.
  private mutating func nameSupplierByTexts() {
    guard hasHeader, !has(.name) else { return }
    let found = columns.indices.first { column in
      let statistics = statistics[column]
      return columns[column].role == nil && meanings[column].subject == .supplier && meanings[column].role == nil
        && statistics.share(.text) >= 0.9 && statistics.distinctCount >= Self.fewestSuppliers
        && statistics.distinctShare >= Self.supplierDistinctShare && (3...60).contains(statistics.meanLength)
    }
    guard let found else { return }
    set(Candidate(role: .name, column: found, confidence: 0.5, reason: .contradictsHeader))
  }

  /// Two coordinates in each cell of a column, `geo_point_2d` or `geolocCommuneEtablissement`, say where in a table in
  /// which no other column does: those of a commune's centre say no more than its code.
  private mutating func takeCoordinatePairs() {
    guard !columns.contains(where: { $0.role.map(Self.places.contains) ?? false }) else { return }
    let found = columns.indices.first { column in
      columns[column].role == nil && columns[column].holdsPairs && !isRefused(column) && !isBuyerLike(column)
    }
    guard let found else { return }
    set(Candidate(role: .latitude, column: found, confidence: 0.6, reason: .values))
  }

  /// "geolocCommuneAcheteur": a word of the buyer anywhere, whatever stands before it.
  private func isBuyerLike(_ column: Int) -> Bool {
    HeaderText(columns[column].header).words.contains { $0.hasPrefix("acheteur") || $0.hasPrefix("execution") }
  }

  /// One coordinate that has no other beside it says nothing of where, and may be something else.
  private mutating func dropHalfCoordinates() {
    for (role, partner) in [(ColumnRole.latitude, ColumnRole.longitude), (.longitude, .latitude)] where !has(partner) {
      for column in columns.indices
      where columns[column].role == role && columns[column].reason != .option && !columns[column].holdsPairs {
        columns[column].role = nil
        columns[column].confidence = 0
        columns[column].reason = .none
      }
    }
  }

  /// Without a header, the first column of many different texts names the suppliers, and a column of place names alone
  /// the place.
  private mutating func guessSupplier() {
    guard !hasHeader else { return }
    let texts = columns.indices.filter {
      columns[$0].role == nil && statistics[$0].share(.text) >= 0.9 && statistics[$0].distinctShare >= 0.3
    }
    if columns.count == 1, let only = texts.first, statistics[only].share(.placeName) >= 0.9 {
      set(Candidate(role: .city, column: only, confidence: 0.4, reason: .values))
    } else if !has(.name), let first = texts.first(where: { statistics[$0].meanLength <= 60 }) {
      set(Candidate(role: .name, column: first, confidence: 0.4, reason: .values))
      if !has(.object),
        let longest = texts.filter({ $0 != first }).max(by: { statistics[$0].meanLength < statistics[$1].meanLength }),
        statistics[longest].meanLength > 25
      {
        set(Candidate(role: .object, column: longest, confidence: 0.4, reason: .values))
      }
    }
  }

  private static let places: Set<ColumnRole> = [.postcode, .city, .citycode, .address, .latitude]

  /// Says which columns were left alone for what their header says, where another has not taken the role.
  private mutating func noteRefused() {
    for column in columns.indices where columns[column].role == nil && isRefused(column) {
      columns[column].reason = meanings[column].subject == .buyer ? .buyer : .placeOfExecution
      guard let role = meanings[column].role, !has(role) else { continue }
      let isMissedPlace = Self.places.contains(role) && !columns.contains { $0.role.map(Self.places.contains) ?? false }
      if isMissedPlace || role == .name {
        problems.append(TableProblem(.refusedColumn, column: column, text: columns[column].header))
      }
    }
  }
}
