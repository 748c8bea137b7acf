import Testing

@testable import TableGeocoding

/// The answer to a city's name alone, made of that to the city beside its code. The texts are what `geocode` writes for
/// `59600;Maubeuge` and `;Maubeuge`, and variations by hand.
@Suite struct NameAnswerTextTests {
  private func written(_ answer: String, _ commune: Int = 59392) throws -> String? {
    let columns: [ResultColumn] = [.label, .score, .citycode, .context, .method, .radiusMetres, .status, .note]
    let output = OutputTable(layouts: [], names: [], style: OutputStyle(columns: columns), overlay: nil)
    let nameText = try #require(NameAnswerText(output))
    let text = ByteBlock()
    let isWritten = Array(answer.utf8).withUnsafeBytes { nameText.write($0, commune, to: text) }
    return isWritten ? String(decoding: text.bytes, as: UTF8.self) : nil
  }

  @Test func scoreAndMethodAreTheNames() throws {
    let context = "59, Nord, Hauts-de-France"
    #expect(
      try written(";59600 Maubeuge;1;59392;\(context);postcode+city;3100;ok;")
        == ";59600 Maubeuge;0.9;59392;\(context);city;3100;ok;")
    #expect(
      try written(";\"A; \"\"b\"\"\";1;59392;\"59; Nord\";postcode+city;3100;ok;locality: X")
        == ";\"A; \"\"b\"\"\";0.9;59392;\"59; Nord\";city;3100;ok;locality: X")
  }

  @Test(arguments: [
    // Another commune's, not as sure, placed in another way, quoted behind the method, cut, empty.
    ";59600 Maubeuge;1;59393;N;postcode+city;3100;ok;", ";59600 Maubeuge;0.95;59392;N;postcode+city;3100;ok;",
    ";59600 Maubeuge;1;59392;N;postcode;3100;ok;", ";59600 Maubeuge;1;59392;N;xpostcode+city;3100;ok;",
    ";59600 Maubeuge;1;59392;N;postcode+city;3100;ok;\"a; b\"", ";59600 Maubeuge;1;59392", ";59600 Maubeuge;1", "",
  ])
  func anythingElseIsLeftToTheResolver(_ answer: String) throws { #expect(try written(answer) == nil) }
}
