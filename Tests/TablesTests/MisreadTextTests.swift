import Foundation
import Testing

@testable import Tables

/// What happens to text in the wild: its UTF-8 read as Windows-1252 or ISO-8859-1, by Foundation here.
@Suite struct MisreadTextTests {
  private static let texts = [
    "Date de notification du marché", "Adresse (siège)", "Année", "Dépôt à l’étude – 15 000 €", "CŒUR DE VILLE", "Été",
    "Saint-Étienne", "févr.-17", "août 2015",
  ]

  private func misread(_ text: String, _ encoding: String.Encoding, times: Int) -> String {
    (0..<times).reduce(text) { text, _ in String(data: Data(text.utf8), encoding: encoding) ?? text }
  }

  @Test(arguments: texts, 1...3) func isReadAsItWasMeant(_ text: String, _ times: Int) {
    for encoding in [String.Encoding.isoLatin1, .windowsCP1252] {
      let spoilt = misread(text, encoding, times: times)
      #expect(spoilt != text && MisreadText.repaired(spoilt) == text)
    }
  }

  @Test(arguments: ["marché", "Âge", "bâtiment", "SÃO PAULO", "", "abc", "Été à Ÿ", "â", "naïveté"])
  func whatIsRightStays(_ text: String) {
    #expect(MisreadText.repaired(text) == text)
  }

  /// A trimmed or plain space where the second byte of "à" was a no-break one; a sequence among text that is right.
  @Test(arguments: [("Remis Ã  jour", "Remis à jour"), ("lÃ", "là"), ("Libellé du marchÃ©", "Libellé du marché")])
  func whatProgramsMakeOfIt(_ spoilt: String, _ meant: String) {
    // The plain space is part of what the program ate.
    #expect(MisreadText.repaired(spoilt).split(separator: " ").joined(separator: " ") == meant)
  }

  @Test func headersAndCellsAreUnderstood() throws {
    let text = """
      Objet du marché;Date de notification;Dénomination;Code postal;Catégorie;Montant (€)
      Réfection;févr.-17;Établissements Lefèvre;59530;Marché de travaux;1 000,00
      Étude;août-17;Société Ménard;59600;Marché de services;2 000,00
      Papier;déc.-17;Général;59230;Fournitures;3 000,00

      """
    let wanted = try layout(text).roles
    #expect(Set(wanted.keys) == [.object, .date, .name, .postcode, .category, .amount])
    for times in 1...2 {
      let found = try layout(misread(text, .windowsCP1252, times: times))
      #expect(Set(found.roles.keys) == Set(wanted.keys))
      // The headers themselves stay as they are.
      #expect(found.columns[0].header == misread("Objet du marché", .windowsCP1252, times: times))
    }
  }
}
