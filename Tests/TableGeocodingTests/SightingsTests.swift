import Testing

@testable import TableGeocoding

@Suite struct SightingsTests {
  /// A key is counted up to three; one that takes its place begins from one, and so does the first when it comes back.
  @Test func keysAreCountedUntilAnotherTakesTheirPlace() {
    let sightings = Sightings()
    // The place is that of the bits from the 24th on, the mark that of the last fourteen.
    let key: UInt64 = 0xABCD_0000_1200_0000
    let samePlace: UInt64 = 0x1234_0000_1200_0000
    let elsewhere: UInt64 = 0xABCD_0000_3400_0000
    #expect((0..<5).map { _ in sightings.count(key) } == [1, 2, 3, 3, 3])
    #expect(sightings.count(elsewhere) == 1)
    #expect(sightings.count(samePlace) == 1)
    #expect(sightings.count(key) == 1)
    #expect(sightings.count(elsewhere) == 2)
    // A mark of zeros is counted like any other.
    #expect((0..<4).map { _ in sightings.count(0) } == [1, 2, 3, 3])
  }

  /// Entries are read as those of a table are, until they are all forgotten; one for which there is no room is none.
  @Test func passingEntriesAreReadAsKeptOnes() throws {
    let passing = PassingEntries()
    let text = Array("a text".utf8)
    let note = Array("a note".utf8)
    let whole = try #require(text.withUnsafeBytes { passing.add(text: $0, kind: 4) })
    let noted = try #require(note.withUnsafeBytes { passing.add(as: whole.entry, note: $0, kind: 5) })
    func read(_ entry: UnsafeRawPointer) -> [UInt8] {
      Array(UnsafeRawBufferPointer(start: entry.entry.text, count: Int(entry.entry.textLength))) + entry.noteOfEntry
    }
    #expect(read(whole) == text && whole.entry.kind == 4)
    #expect(read(noted) == text + note && noted.entry.kind == 5)
    let long = [UInt8](repeating: 7, count: 30_000)
    #expect(long.withUnsafeBytes { passing.add(text: $0, kind: 1) } != nil)
    #expect(long.withUnsafeBytes { passing.add(text: $0, kind: 1) } == nil)
    passing.removeAll()
    let again = try #require(long.withUnsafeBytes { passing.add(text: $0, kind: 1) })
    #expect(read(again) == long)
  }
}
