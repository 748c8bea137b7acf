import Dispatch
import SharedTesting
import Synchronization
import Testing

@testable import TableGeocoding

@Suite struct AnswerTableTests {
  private func key(_ random: inout SeededGenerator, longest: Int) -> [UInt8] {
    (0..<Int.random(in: 0...longest, using: &random)).map { _ in UInt8.random(in: 0...3, using: &random) }
  }

  /// Looks a key up; its number and text.
  private func find(_ key: [UInt8], in slots: AnswerTable.Slots) -> (number: UInt32, text: [UInt8])? {
    (key + [0]).withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let entry = slots.entry(AnswerTable.hash(base, key.count), base, key.count)
      else { return nil }
      let parts = entry.entry
      let text = UnsafeRawBufferPointer(
        start: entry + AnswerTable.Entry.size + Int(parts.keyLength), count: Int(parts.textLength))
      return (parts.number, Array(text))
    }
  }

  private func add(_ key: [UInt8], _ text: [UInt8], to table: AnswerTable) -> Bool {
    (key + [0]).withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      let key = UnsafeRawBufferPointer(start: base, count: key.count)
      return table.add(AnswerTable.hash(base, key.count), key: key, text: text, kind: 7).isNew
    }
  }

  @Test func answersKeysAsADictionaryWould() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let table = AnswerTable()
    var known: [[UInt8]: (number: Int, text: [UInt8])] = [:]
    for _ in 0..<20_000 {
      let key = key(&random, longest: 20)
      let length = Int.random(in: 0...300, using: &random)
      let text = [UInt8](repeating: UInt8.random(in: 0...255, using: &random), count: length)
      let isNew = add(key, text, to: table)
      #expect(isNew == (known[key] == nil), "seed \(seed)")
      if isNew { known[key] = (known.count, text) }
      let found = find(key, in: table.slots)
      #expect(found?.number == known[key].map { UInt32($0.number) }, "seed \(seed)")
      #expect(found?.text == known[key]?.text, "seed \(seed)")
    }
    #expect(table.size.count == known.count)
    for key in known.keys { #expect(find(key, in: table.slots)?.text == known[key]?.text, "seed \(seed)") }
    #expect(find([9], in: table.slots) == nil)
  }

  @Test func anEntryMayBeLargerThanAnArena() {
    let table = AnswerTable()
    let long = [UInt8](repeating: 1, count: 3 << 20)
    #expect(add(long, [5], to: table))
    #expect(add([1], [6], to: table))
    #expect(!add(long, [7], to: table))
    #expect(find(long, in: table.slots)?.text == [5])
    #expect(find([1], in: table.slots)?.text == [6])
    #expect(find(long.dropLast(), in: table.slots) == nil)
  }

  /// Threads that add the same keys while others read: each key is new once, and whoever finds it finds it whole.
  @Test func threadsSeeWholeEntries() {
    let table = AnswerTable()
    let added = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for number in 0..<20_000 {
        let key = Array("key \(number)".utf8)
        let text = Array("text of \(number)".utf8)
        if add(key, text, to: table) { added.add(1, ordering: .relaxed) }
        if find(key, in: table.slots)?.text != text { Issue.record("\(number)") }
      }
    }
    #expect(added.load(ordering: .relaxed) == 20_000)
    #expect(table.size.count == 20_000)
  }
}
