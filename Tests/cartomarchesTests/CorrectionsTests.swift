import Foundation
import SharedTesting
import Testing

/// What a person filled into `unlocated.csv` settles this year's rows and next year's.
struct CorrectionsTests {
  /// Rows as a year's list has them: some are placed, some are not, one says nothing of where.
  private static let firstYear = """
    Titulaire;Code postal;Commune;Montant
    DUBOIS;59530;LE QUESNOY;100
    MARTIN;;Langon;200
    LEROY;24710;;300
    PETIT;;zone de la Vallée;400
    PETIT;;zone de la Vallée;410
    ROUX;;Lille / Arras;500
    MOREL;;;600

    """
  /// The next one writes some of them otherwise, in other columns, and has one new place that is not known.
  private static let secondYear = """
    Année,Commune,Nom du titulaire,CP
    2016,LANGON,MARTIN,
    2016,,LEROY SA,24710
    2016,Zone  de la VALLÉE,PETIT,
    2016,Le Quesnoy,DUBOIS,59530
    2016,lille / arras,ROUX,
    2016,Villefranche,NOUVEAU,

    """

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Maps a table and returns its unplaced rows, each as its cells by column.
  private func unlocated(_ table: String, _ options: [String] = []) throws -> [[String: String]] {
    let run = try Program.run(["map", table, "-o", folder.path("out"), "--formats", "csv", "--quiet"] + options)
    #expect(run.status == 0, "\(run.error)")
    return try rows("out/unlocated.csv")
  }

  private func rows(_ name: String) throws -> [[String: String]] {
    let lines = try cells(name)
    let header = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
  }

  /// The cells of a table whose delimiter its header shows; quotes around cells are taken off.
  private func cells(_ name: String) throws -> [[String]] {
    let text = try folder.read(name)
    let delimiter: Character = text.prefix { $0 != "\n" }.contains(";") ? ";" : ","
    return text.split(separator: "\n").map { line in
      var cells = [""]
      var isQuoted = false
      for character in line {
        switch character {
        case "\"": isQuoted.toggle()
        case delimiter where !isQuoted: cells.append("")
        default: cells[cells.count - 1].append(character)
        }
      }
      return cells
    }
  }

  /// Fills the answers of rows by what they say of where, as a person does in a spreadsheet.
  private func fill(_ name: String, as filled: String, _ answers: [String: [String: String]]) throws {
    var lines = try cells(name)
    for index in lines.indices.dropFirst() {
      for (place, answer) in answers where lines[index].contains(place) {
        for (column, text) in answer {
          if let position = lines[0].firstIndex(of: column) { lines[index][position] = text }
        }
      }
    }
    let text = lines.map { $0.map { "\"\($0)\"" }.joined(separator: ";") }.joined(separator: "\n")
    _ = try folder.write(filled, text + "\n")
  }

  @Test func noRowHasToBeSettledTwice() throws {
    let first = try folder.write("2015.csv", Self.firstYear)
    let open = try unlocated(first)
    #expect(open.map { $0["Titulaire"] } == ["MARTIN", "LEROY", "PETIT", "PETIT", "ROUX", "MOREL"])
    #expect(open.allSatisfy { $0["suggestion"]?.isEmpty == false && $0["answer_city"] == "" })

    try fill(
      "out/unlocated.csv", as: "answers.csv",
      [
        "Langon": ["answer_postcode": "33210"], "24710": ["answer_citycode": "24053"],
        "zone de la Vallée": ["answer_latitude": "50,2486", "answer_longitude": "3,6385"],
        "Lille / Arras": ["answer_city": "Lille"],
      ])
    let answers = ["--corrections", folder.path("answers.csv")]
    #expect(try unlocated(first, answers).map { $0["Titulaire"] } == ["MOREL"])
    let located = try rows("out/located.csv")
    #expect(
      located.map { $0["result_citycode"] } == ["59481", "33227", "24053", "59481", "59481", "59350", ""])
    #expect(located.filter { $0["result_method"] == "correction" }.count == 5)
    #expect(located.map { $0["Montant"] } == ["100", "200", "300", "400", "410", "500", "600"])

    // The next year only what is new is left; its answers are added to the same file's rows.
    let second = try folder.write("2016.csv", Self.secondYear)
    #expect(try unlocated(second).count == 5)
    let left = try unlocated(second, answers)
    #expect(left.map { $0["Commune"] } == ["Villefranche"])
    try fill("out/unlocated.csv", as: "answers-2016.csv", ["Villefranche": ["answer_postcode": "69400"]])
    let years = try rows("out/located.csv")
    #expect(years.map { $0["result_citycode"] } == ["33227", "24053", "59481", "59481", "59350", ""])
    // The year after, both files together leave nothing.
    #expect(try unlocated(second, answers + ["--corrections", folder.path("answers-2016.csv")]).isEmpty)
  }

  @Test func anAnswerThatNamesNoPlaceIsToldAndNothingIsLost() throws {
    let table = try folder.write("a.csv", Self.firstYear)
    _ = try unlocated(table)
    try fill("out/unlocated.csv", as: "answers.csv", ["Langon": ["answer_postcode": "00000"]])
    let left = try unlocated(table, ["--corrections", folder.path("answers.csv")])
    #expect(left.count == 6)
    #expect(left[0]["result_note"]?.hasSuffix("correction-unusable: 00000") == true)
    // A file made by hand, without the column that says what an answer is for.
    _ = try folder.write("hand.csv", "Ville;answer_postcode;answer_city\nLangon;33210;\nzone de la Vallée;;Bavay\n")
    #expect(
      try unlocated(table, ["--corrections", folder.path("hand.csv")]).map { $0["Titulaire"] } == [
        "LEROY", "ROUX", "MOREL",
      ])
    let missing = try Program.run(["geocode", table, "--corrections", folder.path("none.csv")])
    #expect(missing.status == 66 && missing.error.split(separator: "\n").count == 1)
  }
}
