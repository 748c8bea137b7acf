import Geodesy

/// A commune of today, an arrondissement of Paris, Lyon or Marseille, a district overseas, or Monaco.
struct Commune {
  let citycode: String
  let name: String
  /// The city of an arrondissement; empty for the others.
  let parent: String
  /// The code of the département or overseas collectivity; `MC` for Monaco.
  let territory: String
  var population: Int?
  var epci = ""
  /// Hundredths of a square kilometre, so that sums are exact.
  var surfaceHectares: Int?
  /// La Poste's point, the middle of the commune's area.
  var centre: Coordinate?
  /// The best point known.
  var point: Coordinate?
  /// True when the point is the chef-lieu's.
  var pointIsChefLieu = false

  var isArrondissement: Bool { !parent.isEmpty }

  /// The radius of a disc of the commune's surface, metres.
  var radiusMetres: Double {
    surfaceHectares.map { (Double($0) * 10_000 / .pi).squareRoot() } ?? KnownFacts.usualCommuneRadiusMetres
  }
}

/// An old commune that lives on inside one of today.
struct AttachedCommune {
  let citycode: String
  let name: String
  let parent: String
  let isDelegated: Bool
}

/// All communes of today by their code, from the register of INSEE and the list of the overseas collectivities.
struct CommuneRegister {
  private(set) var byCode: [String: Commune] = [:]
  private(set) var attached: [AttachedCommune] = []

  /// The codes in their order.
  var codes: [String] { byCode.keys.sorted() }

  subscript(citycode: String) -> Commune? {
    get { byCode[citycode] }
    set { byCode[citycode] = newValue }
  }

  init(communes: SourceFile, overseas: SourceFile, report: BuildReport) {
    for row in communes.rows {
      let code = row["COM"]
      guard isCitycode(code) else {
        report.refuse(communes.name, row.line, "\"\(code)\" is no commune code: 5 characters, zeros included")
        continue
      }
      switch row["TYPECOM"] {
      case "COM", "ARM":
        let parent = row["TYPECOM"] == "ARM" ? row["COMPARENT"] : ""
        if row["TYPECOM"] == "ARM", !KnownFacts.citiesWithArrondissements.contains(parent) {
          report.refuse(communes.name, row.line, "\(code) is an arrondissement of the unknown city \"\(parent)\"")
        }
        add(
          Commune(citycode: code, name: row["LIBELLE"], parent: parent, territory: row["DEP"]),
          from: communes, row, report)
      case "COMD", "COMA":
        attached.append(
          AttachedCommune(
            citycode: code, name: row["LIBELLE"], parent: row["COMPARENT"], isDelegated: row["TYPECOM"] == "COMD"))
      default:
        report.refuse(communes.name, row.line, "unknown type of commune \"\(row["TYPECOM"])\"")
      }
    }
    for row in communes.rows where ["COMD", "COMA", "ARM"].contains(row["TYPECOM"]) {
      if byCode[row["COMPARENT"]] == nil {
        report.refuse(communes.name, row.line, "\(row["COM"]) belongs to the unknown commune \"\(row["COMPARENT"])\"")
      }
    }
    for row in overseas.rows {
      var district = Commune(
        citycode: row["code_commune"], name: row["nom_commune"], parent: "", territory: row["code_collectivite"])
      if !row["population"].isEmpty { district.population = count(row["population"], overseas, row, report) }
      add(district, from: overseas, row, report)
    }
  }

  /// Monaco is in neither list: La Poste serves it, GeoNames counts its people.
  mutating func addMonaco(cities: SourceFile, report: BuildReport) {
    var monaco = Commune(
      citycode: KnownFacts.monacoCitycode, name: "Monaco", parent: "", territory: KnownFacts.monacoTerritory)
    if let row = cities.rows.first(where: { $0["country"] == "MC" && $0["name"] == "Monaco" }) {
      monaco.population = count(row["population"], cities, row, report)
    }
    byCode[monaco.citycode] = monaco
  }

  /// Adds the figures of INSEE; a city with arrondissements has the sum of theirs.
  mutating func addPopulations(_ file: SourceFile, mayotte: SourceFile, report: BuildReport) {
    for (source, rows) in [(file, file.rows), (mayotte, mayotte.rows)] {
      for row in rows {
        // Mayotte's file has the département in one column and the last three figures in another.
        let code = source.name == mayotte.name ? "97" + row["CODCOM"] : row["COM"]
        guard byCode[code] != nil else {
          report.refuse(source.name, row.line, "the commune \"\(code)\" is in no register")
          continue
        }
        if byCode[code]?.population != nil {
          report.refuse(source.name, row.line, "a second population of \(code)")
        }
        byCode[code]?.population = count(row["PMUN"], source, row, report)
      }
    }
    for city in KnownFacts.citiesWithArrondissements where byCode[city]?.population == nil {
      let populations = byCode.values.filter { $0.parent == city }.compactMap(\.population)
      if !populations.isEmpty { byCode[city]?.population = populations.reduce(0, +) }
    }
  }

  /// Adds the EPCI of each commune; an arrondissement has its city's.
  mutating func addEPCIs(_ file: SourceFile, history: CommuneHistory, report: BuildReport) {
    for row in file.rows {
      guard let code = history.current(row["insee"]), byCode[code] != nil else {
        report.refuse(file.name, row.line, "the commune \"\(row["insee"])\" is in no register")
        continue
      }
      if code != row["insee"] {
        report.repair(.codeFollowed, file.name, row.line, "\(row["insee"]) is now \(code)")
      }
      if let known = byCode[code]?.epci, !known.isEmpty, known != row["siren"] {
        report.refuse(file.name, row.line, "\(code) is in two EPCIs, \(known) and \(row["siren"])")
      }
      byCode[code]?.epci = row["siren"]
    }
    for (code, commune) in byCode where commune.isArrondissement {
      let epci = byCode[commune.parent]?.epci ?? ""
      byCode[code]?.epci = epci
    }
  }

  private mutating func add(_ commune: Commune, from file: SourceFile, _ row: SourceRow, _ report: BuildReport) {
    if !isCitycode(commune.citycode) {
      report.refuse(file.name, row.line, "\"\(commune.citycode)\" is no commune code: 5 characters, zeros included")
    }
    if commune.name.isEmpty { report.refuse(file.name, row.line, "\(commune.citycode) has no name") }
    if byCode.updateValue(commune, forKey: commune.citycode) != nil {
      report.refuse(file.name, row.line, "\(commune.citycode) is in the register twice")
    }
  }
}

/// True for five characters that are digits, except for Corsica's `2A` and `2B`.
func isCitycode(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard bytes.count == 5 else { return false }
  let isCorsican = bytes[0] == UInt8(ascii: "2") && (bytes[1] == UInt8(ascii: "A") || bytes[1] == UInt8(ascii: "B"))
  return (isCorsican ? bytes[2...] : bytes[0...]).allSatisfy { (0x30...0x39).contains($0) }
}

/// True for five digits.
func isPostcode(_ text: String) -> Bool {
  text.utf8.count == 5 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
}

/// A whole number that is not negative, or a refusal and 0.
func count(_ text: String, _ file: SourceFile, _ row: SourceRow, _ report: BuildReport) -> Int {
  if let value = Int(text), value >= 0 { return value }
  report.refuse(file.name, row.line, "expected a whole number, found \"\(text)\"")
  return 0
}

/// A finite number, or a refusal and `nil`.
func number(_ text: String, _ file: SourceFile, _ row: SourceRow, _ report: BuildReport) -> Double? {
  if let value = Double(text), value.isFinite { return value }
  report.refuse(file.name, row.line, "expected a number, found \"\(text)\"")
  return nil
}

/// A code of five characters with the zeros that a spreadsheet dropped put back; `nil` when it is none.
func restoringZeros(_ code: String) -> String? {
  guard (3...5).contains(code.utf8.count) else { return nil }
  let padded = String(repeating: "0", count: 5 - code.utf8.count) + code
  return isCitycode(padded) ? padded : nil
}
