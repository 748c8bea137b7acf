import GazetteerBuilding
import Testing

/// One bad source at a time: what can be put right is told, what cannot is refused with its file and line.
@Suite struct SourceCheckTests {
  private func problems(_ spoil: (inout SampleSources) -> Void) throws -> [String] {
    var sources = SampleSources()
    spoil(&sources)
    return try sources.problems()
  }

  private func build(_ spoil: (inout SampleSources) -> Void) throws -> GazetteerBuild {
    var sources = SampleSources()
    spoil(&sources)
    return try sources.build()
  }

  // MARK: Lost leading zeros

  @Test func restoresLostZeros() throws {
    let build = try build {
      $0.replace("01053;BOURG EN BRESSE;01000", with: "1053;BOURG EN BRESSE;1000", in: "laposte_hexasmal_2023-06.csv")
    }
    #expect(build.lines("postal_codes.csv").contains("01000;01053;BOURG EN BRESSE;;;;;"))
    #expect(
      build.repairs(.leadingZero) == [
        "laposte_hexasmal_2023-06.csv:2: 1053 is 01053", "laposte_hexasmal_2023-06.csv:2: 1000 is 01000",
        "communes_chef_lieu.csv: 1 commune codes had lost their zero",
        "ptt.csv: 2 postal codes had lost their zeros", "ptt.csv: 1 commune codes had lost their zero",
      ])
  }

  @Test func refusesALostZeroInTheRegister() throws {
    let found = try problems { $0.replace("COM,01053", with: "COM,1053", in: "v_commune_2026.csv") }
    #expect(found.contains { $0.hasPrefix("v_commune_2026.csv:2: \"1053\" is no commune code") })
  }

  @Test(arguments: ["59", "5960A", "123456", ""])
  func refusesWhatIsNoPostalCode(code: String) throws {
    let found = try problems { $0.replace("59605;MAUB", with: "\(code);MAUB", in: "ptt.csv") }
    #expect(found == ["ptt.csv:5: \"\(code)\" is no code of 5 digits"])
  }

  // MARK: Positions

  @Test func replacesAChefLieuOutsideItsDepartement() throws {
    // Le Quesnoy put at the latitude of Paris.
    let build = try build { $0.replace("0.877011", with: "0.852782", in: "communes_chef_lieu.csv") }
    #expect(
      build.repairs(.chefLieuOutside) == [
        "communes_chef_lieu.csv:6: 59481 Le Quesnoy: outside département 59, centre used"
      ])
    #expect(build.lines("communes.csv").contains { $0.hasPrefix("59481;Le Quesnoy;;50.24900;3.64000;centre;") })
  }

  @Test func replacesAChefLieuFarFromItsCentre() throws {
    // 0.0030 rad of latitude are 19 km; the radius of the commune is 2.1 km.
    let build = try build { $0.replace("0.877011", with: "0.874011", in: "communes_chef_lieu.csv") }
    #expect(
      build.repairs(.chefLieuFar) == [
        "communes_chef_lieu.csv:6: 59481 Le Quesnoy: 19.1 km from its centre, 9.0 times its radius, centre used"
      ])
  }

  @Test func keepsAChefLieuThatTheSizeOfTheCommuneExplains() throws {
    let build = try build {
      $0.replace("0.877011", with: "0.874011", in: "communes_chef_lieu.csv")
      $0.replace("4919,14.22", with: "4919,142.2", in: "communes_chef_lieu.csv")
    }
    #expect(build.repairs(.chefLieuFar).isEmpty)
  }

  @Test func replacesAChefLieuSharedWithAnother() throws {
    let build = try build {
      $0.replace(
        "59392,Maubeuge,130,59600,0.069168,0.877604", with: "59392,Maubeuge,130,59600,0.063530,0.877011",
        in: "communes_chef_lieu.csv")
    }
    #expect(
      build.repairs(.chefLieuShared) == [
        "communes_chef_lieu.csv:5: 59392 Maubeuge: the point is that of another commune, centre used"
      ])
    #expect(build.lines("communes.csv").contains { $0.hasPrefix("59481;") && $0.contains(";chef-lieu;") })
  }

  @Test func usesTheCentreWhereThereIsNoChefLieu() throws {
    let build = try build {
      $0.replace("59392,Maubeuge", with: "59070,Maubeuge", in: "communes_chef_lieu.csv")
      $0.replace("59070,Bermeries,120,59570,0.065362,0.877674,340,5.30\n", with: "", in: "communes_chef_lieu.csv")
    }
    #expect(build.repairs(.chefLieuMissing) == ["communes_chef_lieu.csv: 59392 Maubeuge: centre used"])
  }

  @Test func leavesOutACentreOutsideItsDepartement() throws {
    let build = try build { $0.replace("50.283,3.963", with: "48.283,3.963", in: "laposte_hexasmal_2023-06.csv") }
    #expect(build.repairs(.centreOutside).count == 1)
    #expect(build.lines("communes.csv").contains { $0.hasPrefix("59392;Maubeuge;;50.28301;3.96303;chef-lieu;;;") })
  }

  @Test func refusesACommuneWithoutAnyPointToTrust() throws {
    let found = try problems {
      $0.replace("50.283,3.963", with: "48.283,3.963", in: "laposte_hexasmal_2023-06.csv")
      $0.replace("0.069168,0.877604", with: "0.069168,0.852782", in: "communes_chef_lieu.csv")
    }
    #expect(found == ["communes_chef_lieu.csv:5: 59392 Maubeuge has no point that can be trusted"])
  }

  @Test(arguments: ["", "50.283", "50.283;3.963", "nord,est", "95.1,3.9"])
  func refusesWhatIsNoPosition(text: String) throws {
    let found = try problems { $0.replace("50.283,3.963", with: text, in: "laposte_hexasmal_2023-06.csv") }
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("laposte_hexasmal_2023-06.csv:5: expected "))
  }

  @Test func refusesANewPostalCodeWithCommunesFarApart() throws {
    let found = try problems { $0.replace(";01000;", with: ";59600;", in: "laposte_hexasmal_2023-06.csv") }
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("laposte_hexasmal_2023-06.csv:5: the communes 01053 and 59392 of 59600 lie 46"))
  }

  @Test func acceptsTheScatteredIslandsOfPolynesia() throws {
    // Anaa and Reao are 970 km apart and share 98790; under another code that is refused.
    #expect(try problems { _ in }.isEmpty)
    let found = try problems { $0.replace(";98790;", with: ";98791;", in: "laposte_hexasmal_2023-06.csv") }
    #expect(found.count == 1)
    #expect(found[0].contains("of 98791 lie"))
  }

  // MARK: Codes of communes

  @Test(arguments: [
    ("laposte_hexasmal_2023-06.csv", "59998;NULLE PART;59530;;NULLE PART;50.2,3.6", 14),
    ("ptt.csv", "59699;NULLE PART CEDEX;NULLE PART;C;59998", 9),
    ("communes_chef_lieu.csv", "59998,Nulle-Part,1,59530,0.063,0.877,1,1.0", 8),
    ("donnees_communes_population.csv", "32;59998;Nulle-Part;12", 8),
    ("epcicom2025.csv", "59;200043321;CC du Pays de Mormal;CC;59998", 7),
    ("table_passage_com_historique_2025.csv", "59998,59997", 5),
  ])
  func refusesUnknownCommunes(file: String, row: String, line: Int) throws {
    let found = try problems { $0.append(row, to: file) }
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("\(file):\(line): ") && found[0].contains("59998"))
  }

  @Test(arguments: [
    ("v_commune_2026.csv", "COM,59481,32,59,Le Quesnoy,", 11),
    ("communes_chef_lieu.csv", "59481,Le Quesnoy,130,59530,0.0635,0.877,1,1.0", 8),
    ("donnees_communes_population.csv", "32;59481;Le Quesnoy;4801", 8),
    ("epcicom2025.csv", "59;200043396;CA Maubeuge Val de Sambre;CA;59481", 7),
    ("table_passage_com_historique_2025.csv", "59070,59392", 5),
    ("ptt.csv", "59605;LE QUESNOY CEDEX;LE QUESNOY;C;59481", 9),
  ])
  func refusesContradictions(file: String, row: String, line: Int) throws {
    let found = try problems { $0.append(row, to: file) }
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("\(file):\(line): ") == true)
  }

  @Test func skipsRepeatedRows() throws {
    let build = try build {
      $0.append("59481;LE QUESNOY;59530;;LE QUESNOY;50.249,3.640", to: "laposte_hexasmal_2023-06.csv")
      $0.append("59605;MAUBEUGE CEDEX;MAUBEUGE;C;59392", to: "ptt.csv")
    }
    #expect(
      build.repairs(.duplicateRow) == [
        "laposte_hexasmal_2023-06.csv:14: says the same as line 6, skipped",
        "ptt.csv:9: 59605 is on line 5 too, skipped",
      ])
    #expect(build.lines("postal_codes.csv") == (try SampleSources().build().lines("postal_codes.csv")))
  }

  @Test func refusesACedexInAnotherDepartement() throws {
    let found = try problems { $0.append("59700;PARIS CEDEX;PARIS;C;75116", to: "ptt.csv") }
    #expect(found == ["ptt.csv:9: 59700 is the CEDEX of 75116, in another département"])
  }

  @Test func refusesACommuneWithoutPostalCode() throws {
    let found = try problems { $0.append("COM,59500,32,59,Nouvelle,", to: "v_commune_2026.csv") }
    #expect(found.contains("laposte_hexasmal_2023-06.csv: the commune 59500 Nouvelle has no postal code"))
  }

  @Test func findsACommuneSplitOffSinceByItsLocality() throws {
    let build = try build {
      $0.append("COM,59500,32,59,Ghissignies-Gare,", to: "v_commune_2026.csv")
      $0.append("21,2025-01-01,COM,59481,Le Quesnoy,COM,59481,Le Quesnoy", to: "mvtcommune_2026.csv")
      $0.append("21,2025-01-01,COM,59481,Le Quesnoy,COM,59500,Ghissignies-Gare", to: "mvtcommune_2026.csv")
      $0.append("59500,Ghissignies,130,59530,0.063430,0.876911,1,3.00", to: "communes_chef_lieu.csv")
    }
    #expect(
      build.lines("postal_codes.csv").filter { $0.hasPrefix("59530") } == [
        "59530;59481;LE QUESNOY;", "59530;59500;GHISSIGNIES GARE;",
      ])
    #expect(
      build.repairs(.foundByHistory) == [
        "laposte_hexasmal_2023-06.csv:7: GHISSIGNIES GARE of 59481 is now 59500"
      ])
  }

  @Test func followsACommuneThatChangedItsCode() throws {
    let build = try build {
      $0.replace("COM,59481", with: "COM,59500", in: "v_commune_2026.csv")
      $0.replace("59481", with: "59500", in: "donnees_communes_population.csv")
      $0.append("50,2025-01-01,COM,59481,Le Quesnoy,COM,59500,Le Quesnoy", to: "mvtcommune_2026.csv")
    }
    #expect(build.lines("postal_codes.csv").contains("59530;59500;LE QUESNOY;GHISSIGNIES GARE;;;;"))
    #expect(build.lines("communes.csv").contains { $0.hasPrefix("59500;Le Quesnoy;;50.24900;3.64000;centre;") })
    #expect(build.lines("former_communes.csv").contains { $0.hasPrefix("59481;Le Quesnoy;59500;2025-01-01;recoded;") })
  }

  @Test func choosesTheNamesakeOfADividedCommune() throws {
    let build = try build {
      $0.append("30,1960-01-01,COM,59997,Quesnoy,COM,59392,Maubeuge", to: "mvtcommune_2026.csv")
      $0.append("30,1960-01-01,COM,59997,Quesnoy,COM,59481,Le Quesnoy", to: "mvtcommune_2026.csv")
    }
    #expect(build.lines("former_communes.csv").contains("59997;Quesnoy;59481;1960-01-01;merged;;;;"))
    #expect(build.repairs(.divided).count == 1)
  }

  @Test func refusesADividedCommuneWithoutNamesake() throws {
    let found = try problems {
      $0.append("30,1960-01-01,COM,59997,Ailleurs,COM,59392,Maubeuge", to: "mvtcommune_2026.csv")
      $0.append("30,1960-01-01,COM,59997,Ailleurs,COM,59481,Le Quesnoy", to: "mvtcommune_2026.csv")
    }
    #expect(found == ["mvtcommune_2026.csv:8: 59997 Ailleurs leads to no commune of today"])
  }

  @Test func aCircleOfChangesIsRefused() throws {
    let found = try problems {
      $0.append("59995,59996", to: "table_passage_com_historique_2025.csv")
      $0.append("59996,59995", to: "table_passage_com_historique_2025.csv")
    }
    #expect(found.count == 2)
  }

  // MARK: Form

  @Test func reportsAllProblemsOfAStageTogether() throws {
    let found = try problems {
      $0.append("59998;NULLE PART;59530;;NULLE PART;50.2,3.6", to: "laposte_hexasmal_2023-06.csv")
      $0.append("59481;LE QUESNOY;59530;;LE QUESNOY;", to: "laposte_hexasmal_2023-06.csv")
      $0.append("59998,Nulle-Part,1,59530,0.063,0.877,1,1.0", to: "communes_chef_lieu.csv")
    }
    #expect(found.count == 3)
  }

  @Test func refusesAMissingFileColumnOrCell() throws {
    #expect(try problems { $0.files["ptt.csv"] = nil } == ["ptt.csv: cannot be read"])
    #expect(try problems { $0.files["ptt.csv"] = "" } == ["ptt.csv: is empty"])
    #expect(
      try problems { $0.replace("code_commune", with: "commune", in: "ptt.csv") }.first?
        .hasPrefix("ptt.csv:1: expected a column \"code_commune\", found") == true)
    #expect(
      try problems { $0.append("59606;MAUBEUGE CEDEX", to: "ptt.csv") } == ["ptt.csv:9: expected 5 cells, found 2"])
    #expect(
      try problems { $0.files["departements-avec-outre-mer.geojson"] = "{}" }
        == ["departements-avec-outre-mer.geojson: expected a GeoJSON feature collection"])
  }

  @Test func skipsEmptyRows() throws {
    #expect(try SampleSources().build().repairs(.emptyRow) == ["epcicom2025.csv:6: row of empty cells skipped"])
  }

  @Test func readsMarksQuotesAndBothLineEnds() throws {
    let plain = try SampleSources().build()
    let dressed = try build { sources in
      for file in ["ptt.csv", "donnees_communes_population.csv"] {
        sources.replace("\n", with: "\r\n", in: file)
        sources.files[file] = "\u{FEFF}" + (sources.files[file] ?? "")
      }
      sources.replace("MAUBEUGE CEDEX", with: "\"MAUBEUGE CEDEX\"", in: "ptt.csv")
    }
    for (table, plainTable) in zip(dressed.tables, plain.tables) where table.file != "sources.csv" {
      #expect(table.bytes == plainTable.bytes)
    }
  }

  @Test func countsLinesInsideQuotes() throws {
    let found = try problems {
      $0.replace("MAUBEUGE CEDEX;MAUBEUGE;C;59392", with: "\"MAUBEUGE\nCEDEX\";MAUBEUGE;C;59392", in: "ptt.csv")
      $0.append("59699;NULLE PART CEDEX;NULLE PART;C;59998", to: "ptt.csv")
    }
    #expect(found.contains { $0.hasPrefix("ptt.csv:10: the commune \"59998\"") })
  }

  @Test func replacesQuotesInNames() throws {
    let build = try build {
      $0.replace(
        "CC du Pays de Mormal;CC;59481", with: "\"CC \"\"du Pays\"\" de Mormal\";CC;59481", in: "epcicom2025.csv")
      $0.replace(
        "CC du Pays de Mormal;CC;59006", with: "\"CC \"\"du Pays\"\" de Mormal\";CC;59006", in: "epcicom2025.csv")
    }
    #expect(build.lines("epcis.csv").contains("200043321;CC 'du Pays' de Mormal;CC"))
    #expect(build.repairs(.cleanedValue).count == 1)
  }

  @Test func refusesADelimiterInAName() throws {
    let found = try problems { $0.replace("MAUBEUGE CEDEX", with: "\"MAUBEUGE;CEDEX\"", in: "ptt.csv") }
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("cedex_codes.csv: a value holds a delimiter"))
  }
}
