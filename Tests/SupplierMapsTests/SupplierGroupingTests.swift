import Foundation
import Geocoding
import SupplierMaps
import Testing

@Suite struct SupplierGroupingTests {
  private func properties(
    _ rows: [ContractRow], _ change: (inout SupplierMapOptions) -> Void = { _ in }
  ) throws -> [[String: Any]] {
    try Sample.features(Sample.content(rows, change).suppliersGeoJSON()).compactMap {
      $0["properties"] as? [String: Any]
    }
  }

  private func row(
    _ number: Int, _ name: String, siret: String = "", amount: String = "", key: String = "",
    at placement: Placement = Sample.leQuesnoy
  ) -> ContractRow {
    var row = ContractRow(rowNumber: number, name: name, siret: siret, amount: amount, id: key, placement: placement)
    row.contractKey = key
    return row
  }

  @Test func theMostFrequentSpellingIsShownAndAllAreKept() throws {
    let found = try properties([
      row(2, "Dubois et fils"), row(3, "SARL DUBOIS & FILS"), row(4, "DUBOIS ET FILS"), row(5, "SARL DUBOIS & FILS"),
      row(6, "Martin"),
    ])
    #expect(found.map { $0["name"] as? String } == ["SARL DUBOIS & FILS", "Martin"])
    #expect(found[0]["other_names"] as? [String] == ["Dubois et fils", "DUBOIS ET FILS"])
    #expect(found[0]["contracts"] as? Int == 4 && found[1]["other_names"] == nil)
  }

  /// Spellings of rows that join the supplier with a number count too.
  @Test func spellingsOfRowsThatJoinASupplierCount() throws {
    let found = try properties([
      row(2, "DUBOIS SA", siret: "73282932000074"), row(3, "Dubois"), row(4, "Dubois"),
    ])
    #expect(found.count == 1 && found[0]["name"] as? String == "Dubois")
    #expect(found[0]["siret"] as? String == "73282932000074" && found[0]["contracts"] as? Int == 3)
  }

  /// 732829320 00074 and 732829320 00082 are two establishments of one company (keys by Luhn).
  @Test func establishmentsAreOneCompanyBySiren() throws {
    let rows = [
      row(2, "A", siret: "73282932000074"), row(3, "A Lyon", siret: "73282932000082", at: Sample.leQuesnoy),
      row(4, "A SIEGE", siret: "732 829 320"), row(5, "A", siret: "FR44732829320"),
    ]
    #expect(try properties(rows).count >= 2)
    let found = try properties(rows) { $0.bySiren = true }
    #expect(found.count == 1 && found[0]["contracts"] as? Int == 4)
    #expect(found[0]["siren"] as? String == "732829320" && found[0]["name"] as? String == "A")
  }

  @Test func holdersOfOneContractShareItsAmount() throws {
    let found = try properties([
      row(2, "A", amount: "100.00", key: "c1"), row(3, "B", amount: "100.00", key: "c1", at: Sample.bavay),
      row(4, "C", amount: "100.00", key: "c1", at: Sample.lyon), row(5, "A", amount: "50", key: "c2"),
      row(6, "D", amount: "100.00"),
    ])
    let sums = Dictionary(
      uniqueKeysWithValues: found.map { ($0["name"] as? String ?? "", $0["amount_sum"] as? Double) })
    // 100 in three parts of whole cents: 33.34, 33.33, 33.33.
    #expect(sums == ["A": 83.34, "B": 33.33, "C": 33.33, "D": 100])
    #expect(sums.values.reduce(0) { $0 + ($1 ?? 0) } == 250)
    let contract = try #require((found[1]["contract_list"] as? [[String: Any]])?.first)
    #expect(contract["holders"] as? Int == 3)
    let rows = [row(2, "A", amount: "1", key: "c"), row(3, "B", amount: "1", key: "c"), row(4, "C")]
    #expect(Sample.content(rows).contractCount == 2)
  }

  /// Without a name a foreign VAT number or a RIDET tells suppliers apart.
  @Test func numbersStandInForNames() throws {
    let found = try properties([
      row(2, "", siret: "DE 811 115 368"), row(3, "", siret: "DE811115368"), row(4, "", siret: "0123456.001"),
      row(5, "", siret: "NC"),
    ])
    #expect(found.map { $0["name"] as? String } == ["DE811115368", "0123456001", "59530 Le Quesnoy"])
    #expect(found.map { $0["contracts"] as? Int } == [2, 1, 1])
  }

  /// A row for each state of a contract: the supplier has it once.
  @Test func statesOfAContractAreOne() throws {
    let found = try properties([
      row(2, "A", amount: "10", key: "c1"), row(3, "A", amount: "10", key: "c1"), row(4, "A", amount: "10", key: "c1"),
    ])
    #expect(found[0]["contracts"] as? Int == 1 && found[0]["amount_sum"] as? Double == 10)
    #expect((found[0]["contract_list"] as? [[String: Any]])?.first?["row"] as? Int == 4)
  }
}
