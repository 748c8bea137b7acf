import Geodesy

/// The tables of what communes make up: départements and overseas collectivities, régions, EPCIs.
enum Territories {
  /// Départements and collectivities with the mean point of their people and the box of their communes' points.
  static func departements(
    _ file: SourceFile, overseas: SourceFile, register: CommuneRegister, regions: SourceFile, report: BuildReport
  ) -> [[String]] {
    let communes = Dictionary(grouping: register.byCode.values, by: \.territory)
    let regionCodes = Set(regions.rows.map { $0["REG"] })
    var rows: [[String]] = []
    for row in file.rows {
      if !regionCodes.contains(row["REG"]) {
        report.refuse(file.name, row.line, "the région \"\(row["REG"])\" is unknown")
      }
      if register[row["CHEFLIEU"]] == nil {
        report.refuse(file.name, row.line, "the prefecture \"\(row["CHEFLIEU"])\" is in no register")
      }
      rows.append([row["DEP"], row["LIBELLE"], row["REG"], row["CHEFLIEU"]])
    }
    var names: [String: String] = [KnownFacts.monacoTerritory: "Monaco"]
    for row in overseas.rows { names[row["code_collectivite"]] = row["nom_collectivite"] }
    for (code, name) in names.sorted(by: { $0.key < $1.key }) where communes[code] != nil {
      rows.append([code, name, "", KnownFacts.overseasSeats[code] ?? ""])
    }
    let known = Set(rows.map { $0[0] })
    if known.count != rows.count { report.refuse(file.name, nil, "a département is in the file twice") }
    for territory in communes.keys.sorted() where !known.contains(territory) {
      report.refuse(file.name, nil, "the département \"\(territory)\" of the register is missing")
    }
    return rows.map { row in
      // Sums of doubles depend on their order.
      let communes = (communes[row[0]] ?? []).sorted { $0.citycode < $1.citycode }
      let box = BoundingBox(around: communes.compactMap(\.point))
      let mean = meanByPopulation(
        communes.filter { !$0.isArrondissement }.compactMap { commune in
          commune.point.map { ($0, commune.population) }
        })
      return row + [
        degrees(mean?.latitude), degrees(mean?.longitude), degrees(box?.west), degrees(box?.south),
        degrees(box?.east), degrees(box?.north),
      ]
    }
  }

  /// Codes and names of the régions.
  static func regions(_ file: SourceFile) -> [[String]] { file.rows.map { [$0["REG"], $0["LIBELLE"]] } }

  /// One row for each EPCI; two names for one number are refused.
  static func epcis(_ file: SourceFile, report: BuildReport) -> [[String]] {
    var epcis: [String: (published: String, values: [String])] = [:]
    for row in file.rows {
      if let known = epcis[row["siren"]], known.published == row["raison_sociale"] { continue }
      let epci = [row["siren"], cleaned(row["raison_sociale"], file, row, report), row["nature_juridique"]]
      if row["siren"].utf8.count != 9 {
        report.refuse(file.name, row.line, "\"\(row["siren"])\" is no SIREN of 9 digits")
      }
      if let known = epcis.updateValue((row["raison_sociale"], epci), forKey: row["siren"]) {
        report.refuse(file.name, row.line, "\(row["siren"]) is \"\(known.published)\" and \"\(epci[1])\"")
      }
    }
    return epcis.values.map(\.values)
  }
}
