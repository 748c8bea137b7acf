import Gazetteer
import Geodesy

/// One row of La Poste's table, its commune brought up to today.
struct PostalRow {
  let line: Int
  let postcode: String
  /// The commune's code as published.
  let publishedCitycode: String
  /// The commune's code today.
  let citycode: String
  let communeName: String
  let locality: String
  let label: String
  let centre: Coordinate
  /// True when the row's commune lost the row's place to a commune split off since.
  let isSplitOff: Bool
  /// True when the published commune's name and label are today those of another commune.
  let hasOthersName: Bool

  /// True when the commune had this code already when the table was made.
  var isOwn: Bool { publishedCitycode == citycode }
}

/// La Poste's table: the postal codes and the communes that each serves.
struct PostalCodes {
  private(set) var rows: [PostalRow] = []
  private let file: String

  init(_ source: SourceFile, register: CommuneRegister, history: CommuneHistory, report: BuildReport) {
    file = source.name
    var seen: [[String]: Int] = [:]
    var followed: [String: (current: String, line: Int, count: Int)] = [:]
    let localNames = Self.localNames(register: register, history: history)
    for row in source.rows {
      if let earlier = seen[row.cells] {
        report.repair(.duplicateRow, source.name, row.line, "says the same as line \(earlier), skipped")
        continue
      }
      seen[row.cells] = row.line
      guard
        let citycode = Self.code(row["code_commune_insee"], source, row, report),
        let postcode = Self.code(row["code_postal"], source, row, report)
      else { continue }
      if !isPostcode(postcode) {
        report.refuse(source.name, row.line, "\"\(postcode)\" is no postal code of 5 digits")
      }
      guard let current = history.current(citycode) else {
        report.refuse(source.name, row.line, "the commune \"\(citycode)\" is in no register and no history")
        continue
      }
      guard let centre = Self.centre(row["coordonnees_geographiques"], source, row, report) else { continue }
      if current != citycode { followed[citycode, default: (current, row.line, 0)].count += 1 }
      let place = Self.place(of: row, citycode: citycode, current: current, history: history, names: localNames)
      if place != current {
        report.repair(
          .foundByHistory, source.name, row.line,
          "\(row["ligne_5"].isEmpty ? row["nom_de_la_commune"] : row["ligne_5"]) of \(citycode) is now \(place)")
      }
      rows.append(
        PostalRow(
          line: row.line, postcode: postcode, publishedCitycode: citycode, citycode: place,
          communeName: row["nom_de_la_commune"], locality: row["ligne_5"], label: row["libelle_d_acheminement"],
          centre: centre, isSplitOff: place != current,
          hasOthersName: place != current
            || Self.isNameOfAnother(
              row["nom_de_la_commune"], than: place, history.splitSincePostalCodes[citycode], register)
        ))
    }
    for (citycode, found) in followed.sorted(by: { $0.value.line < $1.value.line }) {
      report.repair(
        .codeFollowed, source.name, found.line, "\(citycode) is now \(found.current) (\(found.count) rows)")
    }
  }

  /// The commune's centre: that of its own rows, else of the row whose commune was the same under another code.
  func centres(register: CommuneRegister) -> [String: (centre: Coordinate, line: Int)] {
    var centres: [String: (centre: Coordinate, line: Int)] = [:]
    var ranks: [String: Int] = [:]
    for row in rows where !row.isSplitOff {
      let sameName =
        PlaceNameKey(row.communeName).text == PlaceNameKey(register[row.citycode]?.name ?? "").text
      let rank = row.isOwn ? 2 : sameName ? 1 : 0
      if rank > ranks[row.citycode] ?? -1 {
        ranks[row.citycode] = rank
        centres[row.citycode] = (row.centre, row.line)
      }
    }
    return centres
  }

  /// Refuses a postal code whose communes lie far apart, unless it is known to.
  func refuseScattered(register: CommuneRegister, report: BuildReport) {
    for (postcode, rows) in Dictionary(grouping: rows, by: \.postcode).sorted(by: { $0.key < $1.key })
    where !KnownFacts.scatteredPostcodes.contains(postcode) {
      let communes = Set(rows.map(\.citycode)).sorted().compactMap { register[$0] }
      for (index, commune) in communes.enumerated() {
        for other in communes[(index + 1)...] {
          guard let point = commune.point, let otherPoint = other.point else { continue }
          let metres = point.distance(to: otherPoint)
          guard metres > KnownFacts.widestPostcodeMetres else { continue }
          let line = rows.first { $0.citycode == other.citycode }?.line
          report.refuse(
            file, line,
            "the communes \(commune.citycode) and \(other.citycode) of \(postcode) lie \(Int(metres / 1000)) km apart")
        }
      }
    }
  }

  /// Refuses communes without a postal code. To be asked when no row was refused: that row may be the commune's.
  func refuseUnservedCommunes(register: CommuneRegister, report: BuildReport) {
    let served = Set(rows.map(\.citycode))
    for code in register.codes where !served.contains(code) {
      if KnownFacts.citiesWithArrondissements.contains(code) || KnownFacts.australDistricts[code] != nil { continue }
      report.refuse(file, nil, "the commune \(code) \(register[code]?.name ?? "") has no postal code")
    }
  }

  private static func code(
    _ text: String, _ source: SourceFile, _ row: SourceRow, _ report: BuildReport
  ) -> String? {
    guard let code = restoringZeros(text) else {
      report.refuse(source.name, row.line, "\"\(text)\" is no code of 5 characters")
      return nil
    }
    if code != text { report.repair(.leadingZero, source.name, row.line, "\(text) is \(code)") }
    return code
  }

  private static func centre(
    _ text: String, _ source: SourceFile, _ row: SourceRow, _ report: BuildReport
  ) -> Coordinate? {
    let parts = text.split(separator: ",").map(String.init)
    if parts.count == 2, let latitude = Double(parts[0]), let longitude = Double(parts[1]) {
      let centre = Coordinate(latitude: latitude, longitude: longitude)
      if centre.isValid { return centre }
    }
    report.refuse(source.name, row.line, "expected \"latitude,longitude\", found \"\(text)\"")
    return nil
  }
}

extension PostalCodes {
  /// The keys of each commune's name and of its old communes' names.
  private static func localNames(register: CommuneRegister, history: CommuneHistory) -> [String: Set<String>] {
    var names: [String: Set<String>] = [:]
    let split = Set(history.splitSincePostalCodes.values.joined())
    for code in split { names[code, default: []].insert(PlaceNameKey(register[code]?.name ?? "").text) }
    for commune in register.attached where split.contains(commune.parent) {
      names[commune.parent, default: []].insert(PlaceNameKey(commune.name).text)
    }
    return names
  }

  private static func isNameOfAnother(
    _ name: String, than place: String, _ candidates: [String]?, _ register: CommuneRegister
  ) -> Bool {
    let key = PlaceNameKey(name).text
    return candidates?.contains { $0 != place && PlaceNameKey(register[$0]?.name ?? "").text == key } ?? false
  }

  /// The commune today of a row: among those split off since the table was made, the one that the locality names, else
  /// the one that the commune's own name names.
  private static func place(
    of row: SourceRow, citycode: String, current: String, history: CommuneHistory, names: [String: Set<String>]
  ) -> String {
    guard let candidates = history.splitSincePostalCodes[citycode] else { return current }
    for text in [row["ligne_5"], row["nom_de_la_commune"]] where !text.isEmpty {
      let key = PlaceNameKey(text).text
      let named = Set(candidates).filter { names[$0]?.contains(key) == true }
      if named.count == 1, let place = named.first { return place }
    }
    return current
  }
}

extension PostalCodes {
  /// A postal code at one commune: what `postal_codes.csv` has in a row.
  struct Entry {
    let postcode: String
    let citycode: String
    let label: String
    let localities: [String]
  }

  /// One entry for each postal code and commune, sorted. The label is the commune's own where it has one.
  func entries(register: CommuneRegister) -> [Entry] {
    let grouped = Dictionary(grouping: rows) { [$0.postcode, $0.citycode] }
    return grouped.map { key, rows in
      let nameKey = PlaceNameKey(register[key[1]]?.name ?? "").text
      var counts: [String: Int] = [:]
      for row in rows { counts[label(row, nameKey), default: 0] += row.isOwn ? 1_000 : 1 }
      let label =
        counts.max { first, second in
          let firstIsName = PlaceNameKey(first.key).text == nameKey
          let secondIsName = PlaceNameKey(second.key).text == nameKey
          if firstIsName != secondIsName { return secondIsName }
          if first.value != second.value { return first.value < second.value }
          return first.key > second.key
        }?.key ?? ""
      var localities = Set(rows.map(\.locality)).union(rows.map { self.label($0, nameKey) })
      for row in rows where !row.isOwn && !row.isSplitOff { localities.insert(row.communeName) }
      localities.subtract(["", label])
      return Entry(
        postcode: key[0], citycode: key[1], label: label,
        localities: localities.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }.sorted { ($0.postcode, $0.citycode) < ($1.postcode, $1.citycode) }
  }

  /// Where the published label is another commune's, the locality that names this one takes its place.
  private func label(_ row: PostalRow, _ nameKey: String) -> String {
    row.hasOthersName && PlaceNameKey(row.locality).text == nameKey ? row.locality : row.label
  }
}
