import Geodesy

/// One thing in the gazetteer's tables that cannot be right.
public struct GazetteerDefect: Hashable, Sendable, CustomStringConvertible {
  /// The table's file.
  public var table: String
  /// The entry's first field.
  public var key: String
  /// What is wrong with it.
  public var text: String

  /// "table: key: text".
  public var description: String { "\(table): \(key): \(text)" }
}

extension Gazetteer {
  /// Checks what every table must fulfil: sorted keys, references that exist, coordinates in their département, codes of
  /// five digits. O(size).
  public func defects() -> [GazetteerDefect] {
    var defects: [GazetteerDefect] = []
    for table in [
      communeTable, postcodeTable, cedexTable, formerTable, nameTable, departementTable, regionTable, epciTable,
      countryTable, foreignCityTable, outlineTable,
    ] { checkOrder(table, &defects) }
    checkCommunes(&defects)
    checkCodes(&defects)
    checkNames(&defects)
    return defects
  }

  private func checkOrder(_ table: SortedTable, _ defects: inout [GazetteerDefect]) {
    var last: [UInt8] = []
    table.forEachLine { line in
      let key = line.withBytes(of: 0) { Array($0) }
      if key.isEmpty { defects.append(GazetteerDefect(table: table.name, key: "", text: "no key")) }
      if key.lexicographicallyPrecedes(last) {
        defects.append(GazetteerDefect(table: table.name, key: line[0], text: "out of order"))
      }
      last = key
    }
  }

  private func checkCommunes(_ defects: inout [GazetteerDefect]) {
    forEachCommune { commune in
      func report(_ text: String) {
        defects.append(GazetteerDefect(table: communeTable.name, key: commune.citycode, text: text))
      }
      if commune.citycode.utf8.count != 5 { report("INSEE code without five characters") }
      if commune.name.isEmpty { report("no name") }
      guard commune.coordinate.isValid else { return report("no position") }
      guard let departement = departement(commune.departement) else { return report("no département") }
      if !departement.box.contains(commune.coordinate, marginDegrees: Self.roundingDegrees) {
        report("outside its département")
      }
      if let parent = commune.parent, self.commune(parent) == nil { report("its city is missing") }
      if let epci = commune.epci, epciName(epci) == nil { report("its EPCI is missing") }
    }
  }

  /// Boxes and positions are rounded apart from each other: a kilometre is more than that can make.
  private static let roundingDegrees = 0.01

  private func checkCodes(_ defects: inout [GazetteerDefect]) {
    func isCode(_ text: String) -> Bool { text.utf8.count == 5 && text.utf8.allSatisfy(\.isDigit) }
    forEachPostalCode { code in
      func report(_ text: String) {
        defects.append(GazetteerDefect(table: postcodeTable.name, key: code.postcode, text: text))
      }
      if !isCode(code.postcode) { report("not five digits") }
      if commune(code.citycode) == nil { report("its commune \(code.citycode) is missing") }
    }
    forEachCedexCode { code in
      func report(_ text: String) {
        defects.append(GazetteerDefect(table: cedexTable.name, key: code.postcode, text: text))
      }
      if !isCode(code.postcode) { report("not five digits") }
      if !communes(ofPostcode: code.postcode).isEmpty { report("also a postal code") }
      if let citycode = code.citycode, commune(citycode) == nil { report("its commune \(citycode) is missing") }
      if code.kind == .cedex, code.citycode == nil { report("a CEDEX without a commune") }
    }
  }

  private func checkNames(_ defects: inout [GazetteerDefect]) {
    forEachPlace { name in
      if commune(name.citycode) == nil {
        defects.append(
          GazetteerDefect(table: nameTable.name, key: name.key, text: "its commune \(name.citycode) is missing"))
      }
      if PlaceNameKey(name.key).text != name.key {
        defects.append(GazetteerDefect(table: nameTable.name, key: name.key, text: "not a key"))
      }
      if name.isAbroad != hasForeignCity(named: PlaceNameKey(name.key)) {
        defects.append(
          GazetteerDefect(table: nameTable.name, key: name.key, text: "wrong about whether a city abroad has it"))
      }
    }
    forEachSoleName { number, name, _ in
      let key = PlaceNameKey(String(decoding: name, as: UTF8.self))
      if soleCommune(named: key).flatMap(Commune.number(ofCitycode:)) != number || hasForeignCity(named: key) {
        defects.append(
          GazetteerDefect(table: communeTable.name, key: key.text, text: "another place has the name too"))
      }
    }
    formerTable.forEachLine { line in
      if commune(line[2]) == nil {
        defects.append(
          GazetteerDefect(table: formerTable.name, key: line[0], text: "its commune \(line[2]) is missing"))
      }
    }
  }
}
