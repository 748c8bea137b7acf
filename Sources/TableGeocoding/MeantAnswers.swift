import Geocoding
import Tables

/// Answers locations that mean what others with answers mean, on one thread, without resolving them: the text of such an answer
/// is the other's, but for a note, or for a city's name alone two cells.
///
/// Of the ways in which places are typed in a messy table most are rare. Making such an answer again costs about what finding it
/// among all of them does, and keeping them all would drive what is asked for often out of the processor's memory: only those that
/// come again and again are kept.
final class MeantAnswers {
  private let cache: AnswerCache
  private let output: OutputTable
  private let nameText: NameAnswerText?
  private let writesNotesAsTheyAre: Bool
  private let sightings = Sightings()
  private let passing = PassingEntries()
  /// The note or answer being written.
  private let text = ByteBlock()
  /// For each kind of answer its number with the note on a format, and with that on a zero.
  @exclusivity(unchecked) private var notedKinds: [(format: Int?, leadingZero: Int?)] = []
  /// Kinds of the answers to a city beside its own code, and alone.
  private let kindOfWhole: Int
  private let kindOfName: Int

  init(_ cache: AnswerCache, _ output: OutputTable) {
    self.cache = cache
    self.output = output
    nameText = NameAnswerText(output)
    // A note has digits, letters, spaces, a colon, an arrow and perhaps a point.
    writesNotesAsTheyAre = !output.encoding.isSafe && Array(",;|\t".utf8).contains(output.encoding.delimiter)
    kindOfWhole = cache.kind(ofPlaced: .postcodeAndCity)
    kindOfName = cache.kind(ofPlaced: .city)
  }

  /// Asks for the memory that ``withOwnPostcode(_:_:)`` reads.
  func prefetchOwnPostcode(_ meaning: LocationMeaning) {
    if nameText != nil { cache.resolver.prefetchOwnPostcode(meaning) }
  }

  /// What a city alone means beside the commune's first postal code, and the commune, when the one's answer gives the other's.
  func withOwnPostcode(
    _ meaning: LocationMeaning, _ city: UnsafeBufferPointer<UInt8>
  ) -> (meaning: LocationMeaning, commune: Int)? {
    nameText != nil ? cache.resolver.withOwnPostcode(meaning, city) : nil
  }

  /// Forgets the entries that are not kept. Nobody may hold one any more.
  func removePassing() { passing.removeAll() }

  /// Asks for the memory that tells how often a key was seen.
  func prefetchSightings(_ hash: UInt64) { sightings.prefetchCount(hash) }

  /// The entry of a location that means what a known one means, but for what was put right in its postal code; good until the next
  /// group of rows. `nil` when its text cannot be had from the other's. O(length).
  func entry(
    as known: UnsafeRawPointer, _ meaning: LocationMeaning, _ postcode: UnsafeBufferPointer<UInt8>,
    _ key: (hash: UInt64, bytes: UnsafeRawBufferPointer), by writer: AnswerTable.Writer
  ) -> UnsafeRawPointer? {
    guard meaning.hasNote else {
      if isRare(key.hash) { return known }
      return writer.add(key.hash, key: key.bytes, as: known, kind: Int(known.entry.kind))
    }
    let parts = known.entry
    guard output.lacksNote(UnsafeRawBufferPointer(start: parts.text, count: Int(parts.textLength))) else { return nil }
    text.removeAll()
    let code = text.appendNote(of: meaning, postcode)
    if !writesNotesAsTheyAre { text.encodeAgain(output.encoding) }
    let kind = notedKind(Int(parts.kind), code)
    if isRare(key.hash), let entry = passing.add(as: parts, note: text.bytes, kind: kind) { return entry }
    return writer.add(key.hash, key: key.bytes, as: known, note: text.bytes, kind: kind)
  }

  /// The entry of a city's name alone, given that of the city beside its own code, whose answer is the same but for method and
  /// score; good until the next group of rows. `nil` when it is not the same. O(length).
  func name(
    as known: UnsafeRawPointer, _ commune: Int, _ meaning: LocationMeaning,
    _ key: (hash: UInt64, bytes: UnsafeRawBufferPointer), by writer: AnswerTable.Writer
  ) -> UnsafeRawPointer? {
    let parts = known.entry
    let answer = UnsafeRawBufferPointer(start: parts.text, count: Int(parts.textLength))
    guard Int(parts.kind) == kindOfWhole, nameText?.write(answer, commune, to: text) ?? false else { return nil }
    if isRare(key.hash), let entry = passing.add(text: text.bytes, kind: kindOfName) { return entry }
    return writer.add(key.hash, key: key.bytes, text: text.bytes, kind: kindOfName, meaning: meaning).entry
  }

  /// Whether a thread met a key for the first times, this one included.
  private func isRare(_ hash: UInt64) -> Bool { sightings.count(hash) < Sightings.most }

  private func notedKind(_ kind: Int, _ note: PlacementNote.Code) -> Int {
    while notedKinds.count <= kind { notedKinds.append((nil, nil)) }
    let isFormat = note == .format
    if let known = isFormat ? notedKinds[kind].format : notedKinds[kind].leadingZero { return known }
    let own = cache.number(ofKind: kind, with: note)
    if isFormat { notedKinds[kind].format = own } else { notedKinds[kind].leadingZero = own }
    return own
  }
}

extension ByteBlock {
  /// Appends what was put right in a code, and says which note that is.
  fileprivate func appendNote(
    of meaning: LocationMeaning, _ postcode: UnsafeBufferPointer<UInt8>
  ) -> PlacementNote.Code {
    append(upTo: postcode.count + LocationMeaning.noteRoom) { meaning.writeNote(postcode, to: $0) }
  }

  /// Makes a cell of the text that the block has.
  fileprivate func encodeAgain(_ encoding: CellEncoding) {
    var cell: [UInt8] = []
    encoding.append(Array(bytes), to: &cell)
    removeAll()
    append(cell)
  }
}
