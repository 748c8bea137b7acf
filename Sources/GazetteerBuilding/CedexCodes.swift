import Gazetteer

/// The codes that serve single recipients: CEDEX, the army's, and the one for abroad.
struct CedexCodes {
  /// One code and the commune of the delivery office; no commune for abroad.
  struct Entry {
    let line: Int
    let postcode: String
    let kind: CedexCode.Kind
    let citycode: String
    let label: String
  }

  /// Sorted by code, each code once.
  private(set) var entries: [Entry] = []

  /// Takes the codes that La Poste's table lacks. The rows of 99999, one for each foreign city, become one.
  init(
    _ source: SourceFile, postalCodes: PostalCodes, history: CommuneHistory, report: BuildReport
  ) {
    let served = Set(postalCodes.rows.map(\.postcode))
    var found: [String: Entry] = [:]
    var restoredPostcodes = 0
    var restoredCitycodes = 0
    var followed: [String: (current: String, line: Int, count: Int)] = [:]
    for row in source.rows {
      guard let postcode = restoringZeros(row["code_postal"]), isPostcode(postcode) else {
        report.refuse(source.name, row.line, "\"\(row["code_postal"])\" is no code of 5 digits")
        continue
      }
      if postcode != row["code_postal"] { restoredPostcodes += 1 }
      // What La Poste's table serves is taken from there; some of these rows have commune codes of no register.
      if served.contains(postcode) { continue }
      guard let published = restoringZeros(row["code_commune"]) else {
        report.refuse(source.name, row.line, "\"\(row["code_commune"])\" is no code of 5 characters")
        continue
      }
      if published != row["code_commune"] { restoredCitycodes += 1 }
      if postcode == Self.abroad {
        found[postcode] = Entry(line: row.line, postcode: postcode, kind: .special, citycode: "", label: "")
        continue
      }
      guard let citycode = history.current(published) else {
        report.refuse(source.name, row.line, "the commune \"\(published)\" of \(postcode) is in no register or history")
        continue
      }
      if citycode != published { followed[published, default: (citycode, row.line, 0)].count += 1 }
      let kind = postcode.hasPrefix("00") ? CedexCode.Kind.army : .cedex
      if kind == .cedex, !Self.agrees(postcode, citycode) {
        report.refuse(source.name, row.line, "\(postcode) is the CEDEX of \(citycode), in another département")
      }
      if let earlier = found[postcode] {
        if earlier.citycode == citycode {
          report.repair(.duplicateRow, source.name, row.line, "\(postcode) is on line \(earlier.line) too, skipped")
        } else {
          report.refuse(
            source.name, row.line,
            "\(postcode) is the CEDEX of \(citycode) here and of \(earlier.citycode) on line \(earlier.line)")
        }
        continue
      }
      found[postcode] = Entry(
        line: row.line, postcode: postcode, kind: kind, citycode: citycode,
        label: row["ligne_acheminement"])
    }
    if restoredPostcodes > 0 {
      report.repair(.leadingZero, source.name, nil, "\(restoredPostcodes) postal codes had lost their zeros")
    }
    if restoredCitycodes > 0 {
      report.repair(.leadingZero, source.name, nil, "\(restoredCitycodes) commune codes had lost their zero")
    }
    for (published, now) in followed.sorted(by: { $0.value.line < $1.value.line }) {
      report.repair(
        .codeFollowed, source.name, now.line, "\(published) is now \(now.current) (\(now.count) CEDEX)")
    }
    entries = found.values.sorted { $0.postcode < $1.postcode }
  }

  private static let abroad = "99999"

  /// True when code and commune are of one département. Overseas, islands share offices: any of them will do.
  private static func agrees(_ postcode: String, _ citycode: String) -> Bool {
    let overseas: Set = ["97", "98"]
    let area = String(postcode.prefix(2))
    let territory = citycode == KnownFacts.monacoCitycode ? "98" : String(citycode.prefix(2))
    if KnownFacts.cedexAcrossBorders[String(postcode.prefix(3))] == citycode { return true }
    if overseas.contains(area) { return overseas.contains(territory) }
    return area == "20" ? ["2A", "2B"].contains(territory) : area == territory
  }
}
