import Testing

@testable import Tables

@Suite struct HolderColumnsTests {
  /// Headers as published: data.economie.gouv.fr in both cases, with points, decp_augmente, a clerk's.
  @Test(arguments: [
    (
      "acheteur_id,titulaire_id_1,titulaire_typeIdentifiant_1,titulaire_denominationSociale_1,titulaire_id_2,"
        + "titulaire_typeIdentifiant_2,titulaire_denominationSociale_2,titulaire_id_3,titulaire_typeIdentifiant_3,titulaire_denominationSociale_3",
      2, [[4, 5, 6], [7, 8, 9]]
    ),
    (
      "titulaire_id_1,titulaire_typeidentifiant_1,titulaire_denominationsociale_1,titulaire_id_2,titulaire_typeidentifiant_2,titulaire_denominationsociale_2",
      1, [[3, 4, 5]]
    ),
    (
      "titulaire.id,titulaire.typeIdentifiant,titulaire.denominationSociale,titulaire.id.2,titulaire.typeIdentifiant.2,titulaire.denominationSociale.2",
      1, [[3, 4, 5]]
    ),
  ]) func furtherHolders(_ header: String, _ kind: Int, _ places: [[Int]]) throws {
    let width = header.split(separator: ",").count
    let row = (0..<width).map { "\($0)" }.joined(separator: ",")
    let found = try layout("\(header)\n\(row)\n").contractColumns
    #expect(found.identifierKind == kind)
    #expect(
      found.furtherHolders.map { [$0.number, $0.identifierKind, $0.name] } == places.map { $0.map(Optional.some) })
  }

  @Test func holdersKnownByNameAlone() throws {
    let found = try layout(
      """
      siretEtablissement,typeIdentifiantEtablissement,codePostalEtablissement,denominationsociale_cotitulaire1,denominationsociale_cotitulaire2
      73282932000074,SIRET,59530,BOIS MARTEL,

      """
    ).contractColumns
    #expect(found.identifierKind == 1 && found.furtherHolders.map(\.name) == [3, 4])
    #expect(found.furtherHolders.allSatisfy { $0.number == nil && $0.identifierKind == nil })
  }

  /// A modification's holder is none beside the first, nor is an address of two lines.
  @Test(arguments: [
    "TITULAIRES_ID,TITULAIRES_DENOMINATION,MODIF_TITULAIRES_ID,MODIF_TITULAIRES_DENOMINATION",
    "nom,adresse 1,adresse 2",
    "titulaire_id,titulaire_nom,titulaire_commune_nom", "titulaire,cp,lot 2", "acheteur_id_2,acheteur_nom_2,titulaire",
  ]) func noFurtherHolder(_ header: String) throws {
    #expect(try layout(header + "\na,b,c\n").contractColumns.furtherHolders == [])
  }

  @Test func theUsersChoiceIsTheSupplier() throws {
    let text = "titulaire_nom_1;cp;titulaire_nom_2\nA;59530;B\n"
    let options = TableOptions(roles: [(.name, .header("titulaire_nom_2"))])
    #expect(try layout(text).contractColumns.furtherHolders.map(\.name) == [2])
    #expect(try layout(text, options).contractColumns.furtherHolders == [])
  }
}
