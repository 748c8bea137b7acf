import Testing

@testable import Gazetteer

struct PlaceNameKeyTests {
  @Test(arguments: [
    ("Saint-Amand-les-Eaux", "ST AMAND LES EAUX"), ("QUESNOY (LE)", "Le Quesnoy"),
    ("Paris 16e Arrondissement", "PARIS 16"), ("Marseille 08", "Marseille 8e"), ("Lyon 3 e", "Lyon 03"),
    ("BOULOGNE S/MER", "Boulogne-sur-Mer"), ("L'Haÿ-les-Roses", "L HAY LES ROSES"), ("Œuilly", "OEUILLY"),
    ("Saint-Paul-lez-Durance", "Saint-Paul-les-Durance"), ("MAUBEUGE CEDEX", "Maubeuge"),
    ("LYON CEDEX 03", "Lyon"), ("Mont-de-Marsan", "MT DE MARSAN"), ("STE-FOY", "Sainte-Foy"),
    ("Villeneuve d’Ascq", "VILLENEUVE D ASCQ"), ("La Rochelle", "ROCHELLE (LA)"),
  ])
  func oneNameOneKey(first: String, second: String) {
    #expect(PlaceNameKey(first) == PlaceNameKey(second))
    #expect(!PlaceNameKey(first).text.isEmpty)
  }

  @Test(arguments: [("Paris 1", "Paris 11"), ("Saint-Denis", "Sainte-Denise"), ("Lens", "Sens")])
  func otherNamesOtherKeys(first: String, second: String) {
    #expect(PlaceNameKey(first) != PlaceNameKey(second))
  }
}
