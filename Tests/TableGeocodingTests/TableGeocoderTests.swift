import SharedTesting
import TableGeocoding
import Tables
import Testing

@Suite struct TableGeocoderTests {
  @Test func addsTheResultColumnsAfterTheInputsOwn() throws {
    let (text, _) = try geocoded(["nom,code postal,ville\nMONTARON,59605,MAUBEUGE CEDEX\n"])
    let rows = parseCSV(text)
    #expect(
      rows[0] == [
        "nom", "code postal", "ville", "latitude", "longitude", "result_label", "result_score", "result_type",
        "result_postcode", "result_city", "result_citycode", "result_district", "result_oldcity", "result_oldcitycode",
        "result_context", "result_method", "result_radius_m", "result_status", "result_note",
      ])
    let record = try #require(records(text).first)
    #expect(record["result_label"] == "59605 Maubeuge")
    #expect(record["result_citycode"] == "59392")
    #expect(record["result_context"] == "59, Nord, Hauts-de-France")
    #expect(record["result_method"] == "cedex")
    #expect(record["result_status"] == "ok")
    // Maubeuge's town hall, from a map: 50.277 N, 3.973 E.
    let latitude = try #require(record["latitude"].flatMap(Double.init))
    let longitude = try #require(record["longitude"].flatMap(Double.init))
    #expect(abs(latitude - 50.277) < 0.01 && abs(longitude - 3.973) < 0.01)
    #expect(record["latitude"]?.split(separator: ".").last?.count == 6)
  }

  @Test func namesOfResultColumnsAvoidTheInputsOwn() throws {
    let (text, _) = try geocoded(["cp,latitude,result_city,result_city_2\n59530,,x,y\n59000,,x,y\n"])
    let header = parseCSV(text)[0]
    #expect(header.prefix(4) == ["cp", "latitude", "result_city", "result_city_2"])
    #expect(header.contains("latitude_2") && header.contains("longitude") && header.contains("result_city_3"))
    #expect(Set(header).count == header.count)
  }

  @Test func rowsOfRandomTablesComeOutOnceInOrderByteForByte() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let table = RandomTable(using: &random)
      let (text, summary) = try geocoded([table.text])
      let comment = Comment(rawValue: "seed \(seed)\n\(table.text)")
      let lines = table.records.map { $0.joined(separator: table.delimiter) }
      var rest = Substring(text)
      for (number, line) in lines.enumerated() {
        #expect(rest.hasPrefix(line + table.delimiter), comment)
        guard let end = endOfRecord(rest) else { break }
        rest = rest[end...]
        if number == lines.count - 1 { #expect(rest.isEmpty, comment) }
      }
      #expect(summary.rows == table.records.count - 1, comment)
      let parsed = parseCSV(text, delimiter: Character(table.delimiter))
      #expect(parsed.allSatisfy { $0.count == parsed[0].count }, comment)
    }
  }

  /// The index behind the line end of the first record.
  private func endOfRecord(_ text: Substring) -> Substring.Index? {
    var isQuoted = false
    for index in text.unicodeScalars.indices {
      if text.unicodeScalars[index] == "\"" { isQuoted.toggle() }
      if text.unicodeScalars[index] == "\n", !isQuoted { return text.unicodeScalars.index(after: index) }
    }
    return nil
  }

  @Test func shortRowsArePaddedAndLongOnesKeepEveryCell() throws {
    let (text, _) = try geocoded(["cp;ville;objet\n59530\n59530;Le Quesnoy;a;b;c\n59000;Lille;x\n"])
    let rows = parseCSV(text, delimiter: ";")
    let status = try #require(rows[0].firstIndex(of: "result_status"))
    #expect(rows.dropFirst().map { $0[status] } == ["ok", "ok", "ok"])
    #expect(rows[1].prefix(3) == ["59530", "", ""])
    #expect(rows[2].prefix(5) == ["59530", "Le Quesnoy", "a", "b", "c"])
  }

  @Test func blankLinesStayWhereTheyAre() throws {
    let (text, summary) = try geocoded(["cp,ville\n59530,Le Quesnoy\n\n59000,Lille\n"])
    let rows = records(text)
    #expect(rows.map { $0["result_status"] } == ["ok", "empty", "ok"])
    #expect(summary.rows == 3 && summary.placed == 2)
  }

  @Test func tablesWithoutHeaderGetNone() throws {
    let (text, _) = try geocoded(
      ["59530,Le Quesnoy\n59000,Lille\n"],
      options: TableOptions(hasHeader: false, roles: [(.postcode, .number(1)), (.city, .number(2))]))
    let rows = parseCSV(text)
    #expect(rows.count == 2)
    #expect(rows[0].contains("59481") && rows[1].contains("59350"))
  }

  @Test func lineEndsAreTheInputs() throws {
    let (text, _) = try geocoded(["cp,ville\r\n59530,Le Quesnoy\r\n"])
    #expect(text.unicodeScalars.filter { $0 == "\r" }.count == 2)
    let (excel, _) = try geocoded(["cp,ville\n59530,Le Quesnoy\n"], style: OutputStyle(isForSpreadsheets: true))
    #expect(excel.unicodeScalars.first == "\u{FEFF}")
    #expect(excel.hasSuffix("\r\n"))
  }

  @Test func formulasAreMadeSafeOnlyWhenAsked() throws {
    let table = "cp,nom\n59530,=1+1\n59530,-3\n"
    let (plain, _) = try geocoded([table])
    #expect(records(plain).map { $0["nom"] } == ["=1+1", "-3"])
    let (safe, _) = try geocoded([table], style: OutputStyle(hasSafeCells: true))
    #expect(records(safe).map { $0["nom"] } == ["'=1+1", "-3"])
  }

  @Test func oneColumnIsWrittenWithSemicolons() throws {
    let (text, _) = try geocoded(["code postal\n59530\n02500\n59605\n"])
    #expect(records(text, delimiter: ";").map { $0["result_citycode"] } == ["59481", "02381", "59392"])
  }

  @Test func severalTablesAreCompiledByRole() throws {
    let first = "fournisseur;code postal;ville;objet\nA;59530;Le Quesnoy;x\n"
    let second = "CP,Titulaire,Remarque,Commune\n59000,B,\"a;b\",Lille\n59605,C,,Maubeuge\n"
    let (text, summary) = try geocoded([first, second], names: ["2015.csv", "2016.csv"])
    let header = parseCSV(text, delimiter: ";")[0]
    #expect(header.prefix(5) == ["fournisseur", "code postal", "ville", "objet", "Remarque"])
    #expect(header.suffix(2) == ["source_file", "source_row"])
    let rows = records(text, delimiter: ";")
    #expect(rows.map { $0["fournisseur"] } == ["A", "B", "C"])
    #expect(rows.map { $0["code postal"] } == ["59530", "59000", "59605"])
    #expect(rows.map { $0["Remarque"] } == ["", "a;b", ""])
    #expect(rows.map { $0["source_file"] } == ["2015.csv", "2016.csv", "2016.csv"])
    #expect(rows.map { $0["source_row"] } == ["2", "2", "3"])
    #expect(rows.map { $0["result_citycode"] } == ["59481", "59350", "59392"])
    #expect(summary.rows == 3)
  }

  /// Four digits lost a zero with the whole column, or another digit alone: the column says which.
  @Test func lostZerosAreTheColumnsDecision() throws {
    let numeric = try geocoded(["cp;objet\n1000;a\n59530;b\n75009;c\n"]).text
    let text = try geocoded(["cp;objet\n1000;a\n59530;b\n01200;c\n"]).text
    func score(_ text: String) -> String {
      let header = text.split(separator: "\n")[0].split(separator: ";")
      let row = text.split(separator: "\n")[1].split(separator: ";", omittingEmptySubsequences: false)
      return header.firstIndex(of: "result_score").map { String(row[$0]) } ?? ""
    }
    #expect(score(numeric) != "0.3" && score(text) == "0.3")
    #expect(numeric.contains("01053") && text.contains("01053"))
    // Two tables of one run keep apart what they say.
    let both = try geocoded(["cp;objet\n1000;a\n59530;b\n", "cp;objet\n1000;a\n01200;b\n"]).text
    let scores = both.split(separator: "\n").filter { $0.hasPrefix("1000;") }
    #expect(scores.count == 2 && scores.filter { $0.contains(";0.3;") }.count == 1)
  }

  @Test func summaryCountsEveryRowOnce() throws {
    let (_, summary) = try geocoded([
      "cp,ville\n59530,Le Quesnoy\n59605,\n,Londres\n00100,\n24710,\n24710,\n,\n59530,Le Quesnoy\n"
    ])
    #expect(summary.rows == 8)
    #expect(summary.rowsByStatus == [.ok: 3, .foreign: 1, .notFound: 3, .empty: 1])
    #expect(summary.rowsByMethod == [.postcodeAndCity: 2, .cedex: 1, .foreignCity: 1])
    #expect(summary.unplaced == 4)
    #expect(summary.worstValues(1).first?.text == "24710")
    #expect(summary.worstValues(1).first?.rows == 2)
  }
}
