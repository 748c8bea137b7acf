import Dispatch
import Gazetteer
import SharedTesting
import Synchronization
import Testing

@testable import Geocoding
@testable import TableGeocoding

@Suite struct AnswerTableTests {
  private func key(_ random: inout SeededGenerator, longest: Int) -> [UInt8] {
    (0..<Int.random(in: 0...longest, using: &random)).map { _ in UInt8.random(in: 0...3, using: &random) }
  }

  /// What stands behind a key must not matter.
  private static let behind = (0..<AnswerTable.keyBytes).map { _ in UInt8.random(in: 0...255) }

  /// Looks a key up; its number and text.
  private func find(_ key: [UInt8], in slots: AnswerTable.Slots) -> (number: UInt32, text: [UInt8])? {
    (key + Self.behind).withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let entry = slots.entry(AnswerTable.hash(base, key.count), base, key.count)
      else { return nil }
      let parts = entry.entry
      let text = UnsafeRawBufferPointer(start: parts.text, count: Int(parts.textLength))
      return (parts.number, Array(text) + entry.noteOfEntry)
    }
  }

  private func add(_ key: [UInt8], _ text: [UInt8], by writer: AnswerTable.Writer) -> Bool {
    (key + Self.behind).withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      let key = UnsafeRawBufferPointer(start: base, count: key.count)
      return text.withUnsafeBytes { writer.add(AnswerTable.hash(base, key.count), key: key, text: $0, kind: 7).isNew }
    }
  }

  @Test func answersKeysAsADictionaryWould() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let table = AnswerTable()
    let writer = AnswerTable.Writer(table)
    var known: [[UInt8]: (number: Int, text: [UInt8])] = [:]
    for _ in 0..<20_000 {
      let key = key(&random, longest: 70)
      let length = Int.random(in: 0...300, using: &random)
      let text = [UInt8](repeating: UInt8.random(in: 0...255, using: &random), count: length)
      let isNew = add(key, text, by: writer)
      #expect(isNew == (known[key] == nil), "seed \(seed)")
      if isNew { known[key] = (known.count, text) }
      let found = find(key, in: table.slots.byKey)
      #expect(found?.number == known[key].map { UInt32($0.number) }, "seed \(seed)")
      #expect(found?.text == known[key]?.text, "seed \(seed)")
    }
    #expect(table.size.count == known.count)
    for key in known.keys { #expect(find(key, in: table.slots.byKey)?.text == known[key]?.text, "seed \(seed)") }
    #expect(find([9], in: table.slots.byKey) == nil)
  }

  /// A key may be given another entry's text, and a note that ends it; it has a number of its own.
  @Test func keysShareAnAnswer() throws {
    let table = AnswerTable()
    let writer = AnswerTable.Writer(table)
    let resolver = Resolver(gazetteer: try .embedded())
    let meanings = try ["59530", " 59530 ", "59000"].map {
      try #require(resolver.meaning(of: LocationQuery(postcode: $0, city: "Le Quesnoy")))
    }
    func add(_ key: [UInt8], _ text: [UInt8], _ meaning: LocationMeaning, note: [UInt8] = []) {
      (key + Self.behind).withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        let key = UnsafeRawBufferPointer(start: base, count: key.count)
        let hash = AnswerTable.hash(base, key.count)
        if let known = table.slots.byMeaning.entry(meaning) {
          note.withUnsafeBytes { _ = writer.add(hash, key: key, as: known, note: $0, kind: 7) }
        } else {
          text.withUnsafeBytes { _ = writer.add(hash, key: key, text: $0, kind: 7, meaning: meaning) }
        }
      }
    }
    add([1], [10, 11], meanings[0])
    add([2], [20], meanings[1])
    add([3], [30], meanings[2])
    let longKey = [UInt8](repeating: 7, count: 45)
    add([4], [40], meanings[0], note: [12, 13])
    add(longKey, [50], meanings[0], note: [14])
    // Enough to make both kinds of slots grow.
    for number in 0..<5_000 {
      let key = Array("\(number)".utf8)
      add(key, key, try #require(resolver.meaning(of: LocationQuery(postcode: "59530", city: "v\(number / 2)"))))
    }
    #expect(find([1], in: table.slots.byKey).map { [$0.number] } == [0])
    #expect(find([2], in: table.slots.byKey)?.text == [10, 11] && find([2], in: table.slots.byKey)?.number == 1)
    #expect(find([3], in: table.slots.byKey)?.text == [30])
    #expect(find([4], in: table.slots.byKey)?.text == [10, 11, 12, 13])
    #expect(find(longKey, in: table.slots.byKey)?.text == [10, 11, 14])
    for number in 0..<5_000 {
      let first = Array("\(number / 2 * 2)".utf8)
      #expect(find(Array("\(number)".utf8), in: table.slots.byKey)?.text == first)
    }
    #expect(table.size.count == 5_005)
  }

  @Test func anEntryMayBeLargerThanAnArena() {
    let table = AnswerTable()
    let writer = AnswerTable.Writer(table)
    let long = [UInt8](repeating: 1, count: 3 << 20)
    #expect(add(long, [5], by: writer))
    #expect(add([1], [6], by: writer))
    #expect(!add(long, [7], by: writer))
    #expect(find(long, in: table.slots.byKey)?.text == [5])
    #expect(find([1], in: table.slots.byKey)?.text == [6])
    #expect(find(long.dropLast(), in: table.slots.byKey) == nil)
  }

  /// An answer of a meaning alone is found by whoever means the same, and by no key; a key's own answer for it comes too late.
  @Test func answersOfMeaningsAlone() throws {
    let table = AnswerTable()
    let writer = AnswerTable.Writer(table)
    let resolver = Resolver(gazetteer: try .embedded())
    func meaning(_ code: String, _ city: String) throws -> LocationMeaning {
      try #require(resolver.meaning(of: LocationQuery(postcode: code, city: city)))
    }
    func text(_ entry: UnsafeRawPointer?) -> [UInt8]? {
      entry.map { Array(UnsafeRawBufferPointer(start: $0.entry.text, count: Int($0.entry.textLength))) }
    }
    let typed = try meaning("59 530", "LE QUESNOY")
    #expect(typed.hasNote && !typed.plain.hasNote && typed.code == "59530")
    let first = [1, 2, 3].withUnsafeBytes { writer.add(typed.plain, text: $0, kind: 4) }
    #expect([9].withUnsafeBytes { writer.add(typed.plain, text: $0, kind: 5) } == first)
    for same in [typed, try meaning("59530", "Le Quesnoy"), try meaning("F-59530", "le-quesnoy")] {
      #expect(table.slots.byMeaning.entry(same) == first)
    }
    #expect(table.slots.byMeaning.entry(try meaning("59531", "Le Quesnoy")) == nil)
    #expect(text(first) == [1, 2, 3].withUnsafeBytes { Array($0) } && first.entry.kind == 4)
    #expect(table.size.count == 0)
    let own = "59530,Le Quesnoy".utf8.map { $0 }
    let added = own.withUnsafeBytes { key in
      [7].withUnsafeBytes { writer.add(1, key: key, text: $0, kind: 6, meaning: typed.plain) }
    }
    #expect(added.isNew && added.entry != first)
    #expect(table.slots.byMeaning.entry(typed) == first)
  }

  /// Threads that add the same keys while others read: each key is new once, and whoever finds it finds it whole.
  @Test func threadsSeeWholeEntries() {
    let table = AnswerTable()
    let added = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      let writer = AnswerTable.Writer(table)
      for number in 0..<20_000 {
        let key = Array("key \(number)".utf8)
        let text = Array("text of \(number)".utf8)
        if add(key, text, by: writer) { added.add(1, ordering: .relaxed) }
        if find(key, in: table.slots.byKey)?.text != text { Issue.record("\(number)") }
      }
    }
    #expect(added.load(ordering: .relaxed) == 20_000)
    #expect(table.size.count == 20_000)
  }
}
