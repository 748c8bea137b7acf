import SharedTesting
import Testing

@testable import Gazetteer

struct SortedTableTests {
  private let gazetteer = try? Gazetteer.embedded()

  private func table(_ lines: [String]) throws -> SortedTable {
    let text = Array((["key;value"] + lines).map { $0 + "\n" }.joined().utf8)
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
    _ = buffer.initialize(from: text)
    return try SortedTable(TableBytes(static: UnsafeBufferPointer(buffer)), name: "test", header: "key;value")
  }

  /// Bisecting finds what reading every line finds, whether the key is there or not.
  @Test func bisectingEqualsReadingEveryLine() throws {
    let seed: UInt64 = 7
    print("bisectingEqualsReadingEveryLine: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    func random(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
    for size in [0, 1, 2, 3, 50, 300] {
      func key() -> String { String((0..<1 + random(4)).map { _ in Character(["a", "b", "c", "9"][random(4)]) }) }
      let keys = (0..<size).map { _ in key() }
      let lines = keys.enumerated().map { "\($1);\($0)" }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      // Sorted by the key alone, the shorter first.
      let sorted = lines.sorted {
        $0.split(separator: ";")[0].utf8.lexicographicallyPrecedes($1.split(separator: ";")[0].utf8)
      }
      let table = try table(sorted)
      for wanted in keys + (0..<200).map({ _ in key() }) {
        var found: [String] = []
        table.forEachLine(withKey: wanted.utf8) { found.append("\($0[0]);\($0[1])") }
        #expect(found == sorted.filter { $0.hasPrefix(wanted + ";") }, "seed \(seed) \(wanted)")
        #expect(table.firstLine(withKey: wanted.utf8).map { "\($0[0]);\($0[1])" } == found.first)
        var prefixed: [String] = []
        table.forEachLine(withPrefix: wanted.utf8) { line in
          prefixed.append("\(line[0]);\(line[1])")
          return true
        }
        #expect(prefixed == sorted.filter { $0.split(separator: ";")[0].hasPrefix(wanted) }, "seed \(seed) \(wanted)")
        let sole = table.soleLine(withKey: wanted.utf8).map { "\($0[0]);\($0[1])" }
        #expect(sole == (found.count == 1 ? found[0] : nil), "seed \(seed) \(wanted)")
        let (before, after) = table.neighbours(of: wanted.utf8)
        #expect(
          before.map { $0[0] }
            == sorted.last { $0.split(separator: ";")[0].utf8.lexicographicallyPrecedes(wanted.utf8) }.map {
              String($0.split(separator: ";")[0])
            })
        #expect(
          after.map { $0[0] }
            == sorted.first { !$0.split(separator: ";")[0].utf8.lexicographicallyPrecedes(wanted.utf8) }.map {
              String($0.split(separator: ";")[0])
            })
      }
    }
  }

  /// Keys in order, and fields from a line's end, as splitting the text finds them.
  @Test func keysAreReadInOrder() throws {
    let seed: UInt64 = 11
    print("keysAreReadInOrder: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    func random(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
    func keys(_ count: Int) -> [String] {
      (0..<count).map { _ in String((0..<1 + random(3)).map { _ in Character(["a", "b", "c"][random(3)]) }) }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    for size in [0, 1, 2, 40] {
      let own = keys(size)
      let table = try table(own.map { $0 + ";1" })
      var read: [String] = []
      table.forEachKey { key, offset in
        let text = String(decoding: key, as: UTF8.self)
        read.append(text)
        #expect(table.line(startingAt: offset)?[0] == text)
      }
      #expect(read == Set(own).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, "seed \(seed) \(own)")
      var all: [String] = []
      table.forEachKeyAndLine { key, line in
        all.append(String(decoding: key, as: UTF8.self))
        #expect(line[0] == all.last)
      }
      #expect(all == own, "seed \(seed)")
    }
    let lines = try table(["a;12;x;3", "b;;x;", "c;-5;x;", "d;007;;", "e", "f;1x2;;"])
    let numbers = ["a", "b", "c", "d", "e", "f"].map { lines.firstLine(withKey: $0.utf8)?.integer(before: 2) }
    #expect(numbers == [12, nil, nil, 7, nil, nil])
    #expect(lines.firstLine(withKey: "a".utf8)?.integer(before: 0) == 3)
    func text(_ key: String, before others: Int) -> String? {
      lines.firstLine(withKey: key.utf8)?.withBytes(before: others) { String(decoding: $0, as: UTF8.self) }
    }
    #expect(["a", "b", "f"].map { text($0, before: 0) } == ["3", "", ""])
    #expect(["a", "b", "c", "d"].map { text($0, before: 1) } == ["x", "x", "x", ""])
    #expect(["a", "d"].map { text($0, before: 3) } == ["a", "d"])
    #expect(text("b", before: 9)?.isEmpty == true)
  }

  /// Hashed keys, after a thousand look-ups, give what bisecting gave before.
  @Test func hashingEqualsBisecting() throws {
    let lines = (0..<900).map { "k\($0 * 7 % 613);\($0)" }.sorted {
      $0.split(separator: ";")[0].utf8.lexicographicallyPrecedes($1.split(separator: ";")[0].utf8)
    }
    let table = try table(lines)
    func found(_ key: String) -> [String] {
      var found: [String] = []
      table.forEachLine(withKey: key.utf8) { found.append($0[1]) }
      return found
    }
    let keys = (0..<1_300).map { "k\($0)" } + ["", "k", "k61", "k6133", "zz"]
    let bisected = keys.prefix(600).map(found)
    for _ in 0..<1_000 { _ = found("k1") }
    for (index, key) in keys.enumerated() {
      let plain = lines.filter { $0.hasPrefix(key + ";") }.map { String($0.split(separator: ";")[1]) }
      #expect(found(key) == plain, "\(key)")
      if index < bisected.count { #expect(bisected[index] == plain, "\(key)") }
    }
  }

  @Test func everyKeyOfTheEmbeddedTablesIsFound() throws {
    let gazetteer = try #require(gazetteer)
    var communes = 0
    gazetteer.forEachCommune { commune in
      communes += 1
      // Every ninth: all of them take long in a build without optimisation.
      if communes % 9 == 0 { #expect(gazetteer.commune(commune.citycode) == commune) }
    }
    #expect(communes == gazetteer.counts().communes + gazetteer.counts().arrondissements)
    var entries: [String: [PostalCode]] = [:]
    gazetteer.forEachPostalCode { entries[$0.postcode, default: []].append($0) }
    for (postcode, own) in entries { #expect(gazetteer.communes(ofPostcode: postcode) == own) }
    for postcode in ["", "00000", "5953", "595300", "99999", "zzzzz"] {
      #expect(gazetteer.communes(ofPostcode: postcode).isEmpty)
    }
    var names: [String: [PlaceName]] = [:]
    gazetteer.forEachPlace { names[$0.key, default: []].append($0) }
    for (key, own) in names.prefix(2_000) { #expect(gazetteer.places(named: PlaceNameKey(key)) == own) }
  }

  @Test func neighboursOfACedexAreTheNearestNumbers() throws {
    let gazetteer = try #require(gazetteer)
    var all: [Int] = []
    gazetteer.forEachCedexCode { code in Int(code.postcode).map { all.append($0) } }
    for wanted in [59_618, 24_710, 1_000, 98_999, 200] {
      let near = gazetteer.cedexCodes(
        near: String(repeating: "0", count: 5 - String(wanted).count) + String(wanted), count: 3)
      let below = all.filter { $0 < wanted }.suffix(3)
      let above = all.filter { $0 >= wanted }.prefix(3)
      #expect(Set(near.compactMap { Int($0.postcode) }) == Set(below + above), "\(wanted)")
    }
  }
}
