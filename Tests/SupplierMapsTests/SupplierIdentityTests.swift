import Geocoding
import Testing

@testable import SupplierMaps

@Suite struct SupplierIdentityTests {
  /// INSEE's own SIREN 732829320 is the example of many texts; its VAT key is (12 + 3 x (SIREN mod 97)) mod 97 = 44.
  @Test(arguments: [
    ("732829320", "732829320"), ("732 829 320", "732829320"), ("732 829 320 00074", "732829320"),
    ("FR44732829320", "732829320"), ("fr 44 732 829 320", "732829320"), ("35600000049837", "356000000"),
    ("732829321", ""), ("FR45732829320", ""), ("DE123456789", ""), ("", ""), ("000000000", ""), ("73282932", ""),
  ]) func enterpriseNumbers(text: String, digits: String) {
    #expect(EnterpriseNumber(text)?.digits ?? "" == digits)
  }

  static let sameNames: [(String, String)] = [
    ("S.A.R.L. Dubois & Fils", "DUBOIS ET FILS"), ("SAS  Techni'Sports", "TECHNI SPORTS"),
    ("Éts Lefèvre", "LEFEVRE S.A."),
    ("CLôTURES ET PORTAILS", "CLÔTURES & PORTAILS"), ("Société POIRETTE (EURL)", "Poirette"), ("U.F.C.V.", "UFCV"),
    ("SCOP L'Union", "l’union scop"),
  ]

  @Test(arguments: sameNames) func oneCompany(first: String, second: String) {
    #expect(CompanyNameKey(first) == CompanyNameKey(second))
    #expect(!CompanyNameKey(first).text.isEmpty)
  }

  static let otherNames: [(String, String)] = [
    ("GB2A AVOCATS", "GB2A FINANCE"), ("SA", "SAS"), ("Dubois", "Dubois Fils"), ("שלום", "תודה"),
  ]

  @Test(arguments: otherNames) func twoCompanies(first: String, second: String) {
    #expect(CompanyNameKey(first) != CompanyNameKey(second))
  }

  @Test(arguments: [
    ("Marchés de travaux", "travaux"), ("TRAVAUX", "travaux"), (" Travaux ", "travaux"),
    ("Marché public de fourniture", "fournitures"),
    ("FOURNITURES", "fournitures"), ("Prestations de services", "services"), ("Service", "services"),
    ("Maîtrise d'œuvre", "maitrise d oeuvre"), ("", ""), (" - ", ""), ("null", ""), ("N/A", "n a"), ("néant", ""),
    ("Travaux de voirie", "travaux de voirie"), ("שירות", "שירות"),
  ]) func categories(cell: String, key: String) {
    #expect(CategoryCatalogue.key(cell) == key)
  }

  @Test(arguments: [
    ("Ã¢gÃ©es", "âgées"), ("AoÃ»t", "Août"), ("marchÃƒÂ©", "marché"),
    ("personnes Ã¢gÃ©es de la CCPM 2015", "personnes âgées de la CCPM 2015"),
    ("Lâ€™Ã©cole", "L’école"), ("âgées", "âgées"), ("CLôTURES", "CLôTURES"), ("Ã", "Ã"), ("SÃO PAULO é", "SÃO PAULO é"),
    ("Ã©cole d’été", "Ã©cole d’été"), ("plain", "plain"), ("Å“uvre 10â‚¬", "œuvre 10€"),
  ]) func mojibake(text: String, repaired: String) {
    #expect((Mojibake.repaired(text) ?? text) == repaired)
  }

  @Test func categoriesAreInTheOrderOfTheLawThenOfTheAlphabet() {
    var catalogue = CategoryCatalogue()
    for cell in [
      "Services", "", "Voirie", "TRAVAUX", "Travaux", "Travaux", "Conseil", "Fournitures", "services", "SERVICES",
    ] {
      _ = catalogue.add(cell)
    }
    let names = catalogue.order.map { catalogue.categories[$0].name }
    #expect(names == ["Travaux", "Fournitures", "Services", "Conseil", "Voirie", ""])
    // Cells that come again count for their own spelling.
    for _ in 0..<3 { #expect(catalogue.add("TRAVAUX") == 3) }
    #expect(catalogue.categories[3].name == "TRAVAUX")
    #expect(catalogue.categories[3].count == 6)
  }
}
