import Gazetteer
import Geodesy

/// Chooses each commune's point: the chef-lieu where it stands up to the checks, else La Poste's centre.
struct CommunePoints {
  /// The seat of a commune of the file, which is older than the mergers.
  struct ChefLieu {
    let line: Int
    let name: PlaceNameKey
    let point: Coordinate
    let population: Int
    let surfaceHectares: Int
  }

  private let source: SourceFile
  let outlines: DepartementOutlines
  private let report: BuildReport
  private(set) var chefsLieux: [String: ChefLieu] = [:]

  init(_ source: SourceFile, outlines: DepartementOutlines, history: CommuneHistory, report: BuildReport) {
    self.source = source
    self.outlines = outlines
    self.report = report
    var restored = 0
    for row in source.rows {
      guard let code = restoringZeros(row["Insee"]) else {
        report.refuse(source.name, row.line, "\"\(row["Insee"])\" is no commune code")
        continue
      }
      if code != row["Insee"] { restored += 1 }
      guard history.current(code) != nil else {
        report.refuse(source.name, row.line, "the commune \"\(code)\" is in no register and no history")
        continue
      }
      guard
        let latitude = number(row["latitude_radian"], source, row, report),
        let longitude = number(row["longitude_radian"], source, row, report),
        let surface = number(row["surface"], source, row, report)
      else { continue }
      let point = Coordinate(latitude: latitude * 180 / .pi, longitude: longitude * 180 / .pi)
      if !point.isValid {
        report.refuse(source.name, row.line, "\(latitude), \(longitude) is no position in radians")
      }
      let chefLieu = ChefLieu(
        line: row.line, name: PlaceNameKey(row["Nom"]), point: point,
        population: count(row["pop99"], source, row, report), surfaceHectares: Int((surface * 100).rounded()))
      if chefsLieux.updateValue(chefLieu, forKey: code) != nil {
        report.refuse(source.name, row.line, "\(code) is in the file twice")
      }
    }
    if restored > 0 { report.repair(.leadingZero, source.name, nil, "\(restored) commune codes had lost their zero") }
  }

  /// Gives every commune its surface, centre and point. A commune with no point at all is refused.
  func place(in register: inout CommuneRegister, postalCodes: PostalCodes, history: CommuneHistory) {
    for (code, chefLieu) in chefsLieux {
      // No surface is published as 0.
      guard chefLieu.surfaceHectares > 0, let current = history.current(code) else { continue }
      let known = register[current]?.surfaceHectares ?? 0
      register[current]?.surfaceHectares = known + chefLieu.surfaceHectares
    }
    placeCentres(in: &register, postalCodes: postalCodes)
    let shared = sharedChefsLieux(register)
    for code in register.codes {
      guard let commune = register[code] else { continue }
      if let chefLieu = chefsLieux[code], accepts(chefLieu, of: commune, shared: shared) {
        register[code]?.point = chefLieu.point
        register[code]?.pointIsChefLieu = true
      } else if let centre = commune.centre ?? KnownFacts.australDistricts[code] {
        register[code]?.point = centre
        // Overseas, in Monaco and in the arrondissements there is none to miss.
        if chefsLieux[code] == nil, outlines.boxes[commune.territory] != nil, !code.hasPrefix("97"),
          !commune.isArrondissement
        {
          report.repair(.chefLieuMissing, source.name, nil, "\(code) \(commune.name): centre used")
        }
      } else {
        report.refuse(source.name, chefsLieux[code]?.line, "\(code) \(commune.name) has no point that can be trusted")
      }
    }
  }

  /// A city with arrondissements has the mean of their centres by population.
  private func placeCentres(in register: inout CommuneRegister, postalCodes: PostalCodes) {
    for (code, found) in postalCodes.centres(register: register).sorted(by: { $0.key < $1.key }) {
      guard let commune = register[code] else { continue }
      if outlines.mayContain(found.centre, in: commune.territory) {
        register[code]?.centre = found.centre
      } else {
        report.repair(
          .centreOutside, SourceDescription.postalCodes.file, found.line,
          "\(code) \(commune.name): centre \(degrees(found.centre.latitude)), \(degrees(found.centre.longitude)) is "
            + "outside département \(commune.territory), not used")
      }
    }
    for city in KnownFacts.citiesWithArrondissements where register[city] != nil {
      let parts = register.codes.compactMap { register[$0] }.filter { $0.parent == city }
      register[city]?.centre = meanByPopulation(parts.compactMap { part in part.centre.map { ($0, part.population) } })
    }
  }

  private func accepts(_ chefLieu: ChefLieu, of commune: Commune, shared: Set<String>) -> Bool {
    let title = "\(commune.citycode) \(commune.name)"
    if !outlines.mayContain(chefLieu.point, in: commune.territory) {
      report.repair(
        .chefLieuOutside, source.name, chefLieu.line, "\(title): outside département \(commune.territory), centre used")
      return false
    }
    guard let centre = commune.centre else { return true }
    if shared.contains(commune.citycode) {
      report.repair(
        .chefLieuShared, source.name, chefLieu.line, "\(title): the point is that of another commune, centre used")
      return false
    }
    let metres = chefLieu.point.distance(to: centre)
    let radiusMetres = commune.radiusMetres
    if metres > KnownFacts.farthestChefLieuMetres, metres > KnownFacts.farthestChefLieuRadii * radiusMetres {
      report.repair(
        .chefLieuFar, source.name, chefLieu.line,
        "\(title): \(decimal(metres / 1000, decimals: 1)) km from its centre, \(decimal(metres / radiusMetres, decimals: 1)) "
          + "times its radius, centre used")
      return false
    }
    return true
  }

  /// The communes whose chef-lieu is the very point of another commune whose centre is nearer to it.
  private func sharedChefsLieux(_ register: CommuneRegister) -> Set<String> {
    var shared: Set<String> = []
    let current = chefsLieux.filter { register[$0.key]?.centre != nil }
    for codes in Dictionary(grouping: current.keys, by: { current[$0]?.point }).values where codes.count > 1 {
      let byDistance = codes.sorted().map { code -> (code: String, metres: Double) in
        guard let centre = register[code]?.centre, let point = current[code]?.point else { return (code, .infinity) }
        return (code, point.distance(to: centre))
      }
      let nearest = byDistance.min { $0.metres < $1.metres }
      shared.formUnion(codes.filter { $0 != nearest?.code })
    }
    return shared
  }
}

/// The mean of points by population, the plain mean when nobody is counted; `nil` for no points. Fit for points that lie
/// together on one side of the antimeridian.
func meanByPopulation(_ points: [(point: Coordinate, population: Int?)]) -> Coordinate? {
  guard !points.isEmpty else { return nil }
  let total = points.reduce(0) { $0 + ($1.population ?? 0) }
  var mean = Coordinate(latitude: 0, longitude: 0)
  for (point, population) in points {
    let weight = total > 0 ? Double(population ?? 0) / Double(total) : 1 / Double(points.count)
    mean.latitude += weight * point.latitude
    mean.longitude += weight * point.longitude
  }
  return mean
}
