import Gazetteer
import SharedTesting
import Testing

@testable import Geocoding

/// Keys stand for folded texts: what is folded alike has one key, and nothing else has.
@Suite struct ExactKeyTests {
  private func key(_ postcode: String, _ city: String) -> ExactKey? {
    Array(postcode.utf8).withUnsafeBufferPointer { postcode in
      Array(city.utf8).withUnsafeBufferPointer { city in
        ExactKey(postcode: postcode, city: city, columnKeepsZeros: false)
      }
    }
  }

  private func isSame(_ first: ExactKey?, _ second: ExactKey?) -> Bool {
    first != nil && first?.place == second?.place && first?.tag == second?.tag
  }

  /// Folded as the gazetteer folds them, with hyphens as spaces: capitals, accents and hyphens make no difference, whether eight
  /// bytes are folded at a time or one after the other.
  @Test func textsFoldedAlikeHaveOneKey() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("textsFoldedAlikeHaveOneKey: seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let letters = Array("abcdefghijklmnopqrstuvwxyzee")
    let accented: [Character: [Character]] = [
      "e": ["é", "È", "ê", "ë"], "a": ["à", "â"], "c": ["ç"], "o": ["ô"], "i": ["Î"],
    ]
    var known: [String: ExactKey] = [:]
    for _ in 0..<4_000 {
      let words = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        String((0..<Int.random(in: 1...9, using: &random)).map { _ in letters.randomElement(using: &random) ?? "x" })
      }
      var typed: [String] = []
      for form in 0..<3 {
        var text = words[0]
        for word in words.dropFirst() { text += (Bool.random(using: &random) ? " " : "-") + word }
        if form > 0 { text = String(text.map { Bool.random(using: &random) ? Character($0.uppercased()) : $0 }) }
        if form > 1 { text = String(text.map { accented[$0]?.randomElement(using: &random) ?? $0 }) }
        typed.append(text)
      }
      let keys = typed.map { key("59530", $0) }
      guard let first = keys[0] else {
        // "a ", "ville d..." and their like are read otherwise, in whatever form.
        #expect(keys.allSatisfy { $0 == nil }, "seed \(seed) \(typed)")
        continue
      }
      for (index, other) in keys.enumerated() {
        #expect(LatinFolding.fold(typed[index]).replacingHyphens == words.joined(separator: " "))
        #expect(isSame(first, other), "seed \(seed) \(typed[0]) \(typed[index])")
        #expect(isSame(key("", typed[index])?.beside(code: 59530), first), "seed \(seed) \(typed[index])")
        #expect(!isSame(key("59531", typed[index]), first), "seed \(seed) \(typed[index])")
      }
      let folded = words.joined(separator: " ")
      for (text, other) in known where text != folded {
        #expect(!isSame(first, other), "seed \(seed) \(text) \(folded)")
      }
      if known.count < 60 { known[folded] = first }
    }
  }

  /// What needs reading has no key, wherever in the text it stands.
  @Test(arguments: [
    " Lille", "Lille ", "Lille  Sud", "Lille - Sud", "-Lille", "Lille-", "Lille-59", "59-Lille", "Saint-Étienne ",
    "Villeneuve d Ascq  ", "Villeneuve-d'Ascq, Nord", "Œuilly", "Saint-Amand-les-Eaux (59)", "Lille\u{A0}Sud",
    "Mairie de Lille", "MAIRIE-DE LILLE", "ville de lille", "a Lille", "hotel de ville", "commune de Lille",
    "departement du Nord", "Département du Nord", "ÂGE", "Ãge", "region Nord", "dept Nord", "Châteauneuf-59",
    "Châteauneuf  Sud",
    "Abcdefg-1", "Abcdef 1-Lille", "Abcdefg1-Lille", "Abcdefg -Lille", "Abcdefgh  Lille", "Abcdefg ", "Abcdefgh-",
    "Étrepagny-", "Étrepagn-1", "Sainte-É-",
  ])
  func textsThatNeedReading(_ city: String) { #expect(key("59530", city) == nil) }

  /// The words in front that are no part of a name are names themselves, and begin longer ones.
  @Test(arguments: [
    "Ville", "Villedieu", "Mairieux", "Communes", "Aix", "Departs", "Hotel", "Ville-sur-Illon", "Regionville",
    "L'Isle-d'Abeau", "Saint-Rémy-lès-Chevreuse", "Lille 2", "Y", "Sainte-Geneviève-des-Bois", "Quatre-Champs",
    "Abcdefg-h", "Abcdefgh-ij", "Étrepagny-é", "Abcdef 1 Lille", "Abcdefg 1",
  ])
  func textsThatNeedNone(_ city: String) { #expect(key("59530", city) != nil) }
}
