import Gazetteer

/// The names of the gazetteer by département and length, for names that no table has as typed.
struct SpellingIndex: Sendable {
  /// A name whose spelling is near, and by how many letters it differs.
  struct Match {
    var place: PlaceName
    var edits: Int
  }

  /// What is compared of a name before its letters are.
  private struct Entry {
    /// A bit for each letter or digit that the name has.
    var letters: UInt32
    /// Where its key begins in the table of names.
    var position: UInt32
    /// Its commune's INSEE code as a number.
    var citycode: UInt32
    /// Letters of its key.
    var length: UInt16
  }

  private let gazetteer: Gazetteer
  /// By département, then by length.
  private var entries: [Entry] = []
  private var ranges: [String: Range<Int>] = [:]
  /// By length alone, for searches in all départements.
  private var entriesByLength: [Entry] = []

  /// Reads every name once. O(names).
  init(_ gazetteer: Gazetteer) {
    self.gazetteer = gazetteer
    var byDepartement: [String: [Entry]] = [:]
    gazetteer.forEachPlaceKey { key, citycode, position in
      let entry = Entry(
        letters: Self.letters(key), position: UInt32(position), citycode: Self.number(ofCitycode: citycode),
        length: UInt16(clamping: key.count))
      byDepartement[Departement.code(ofCitycode: String(decoding: citycode, as: UTF8.self)), default: []].append(entry)
    }
    for departement in byDepartement.keys.sorted() {
      let own = (byDepartement[departement] ?? []).sorted { ($0.length, $0.position) < ($1.length, $1.position) }
      ranges[departement] = entries.count..<entries.count + own.count
      entries += own
    }
    entriesByLength = entries.sorted { ($0.length, $0.position) < ($1.length, $1.position) }
  }

  /// The names nearest to a key in some départements, or in all; all of the least distance, within the limit.
  ///
  /// With `citycodes`, only names of these communes count. A name is compared letter by letter only when its length and the letters that occur in it allow the distance.
  func nearest(
    to key: String, in departements: [String]?, of citycodes: [String]? = nil, limit: Int
  ) -> [Match] {
    let wanted = citycodes.map { $0.map { code in Array(code.utf8).withUnsafeBufferPointer(Self.number) } }
    let target = Array(key.utf8)
    guard (1...EditDistance.Pattern.longest).contains(target.count) else { return [] }
    let pattern = EditDistance.Pattern(target)
    let letters = target.withUnsafeBufferPointer(Self.letters)
    var found: [(entry: Entry, edits: Int)] = []
    var limit = limit
    func search(_ entries: [Entry], _ range: Range<Int>) {
      entries.withUnsafeBufferPointer { entries in
        let first = Self.firstIndex(in: entries, range, length: target.count - limit)
        for index in first..<range.upperBound {
          let entry = entries[index]
          if Int(entry.length) > target.count + limit { return }
          guard abs(Int(entry.length) - target.count) <= limit, (entry.letters & ~letters).nonzeroBitCount <= limit,
            (letters & ~entry.letters).nonzeroBitCount <= limit, wanted.map({ $0.contains(entry.citycode) }) ?? true,
            let edits = gazetteer.withPlaceKey(
              at: Int(entry.position), count: Int(entry.length), { pattern.distance(to: $0, limit: limit) })
          else { continue }
          if edits < limit || found.isEmpty {
            found.removeAll { $0.edits > edits }
            limit = edits
          }
          found.append((entry, edits))
        }
      }
    }
    if let departements {
      for departement in departements { ranges[departement].map { search(entries, $0) } }
    } else {
      search(entriesByLength, entriesByLength.indices)
    }
    return found.compactMap { entry, edits in
      gazetteer.place(at: Int(entry.position)).map { Match(place: $0, edits: edits) }
    }
  }

  /// The first entry of a range with at least that length. O(log n).
  private static func firstIndex(in entries: UnsafeBufferPointer<Entry>, _ range: Range<Int>, length: Int) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if Int(entries[middle].length) < length { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The five characters as digits to the base of 36.
  private static func number(ofCitycode citycode: UnsafeBufferPointer<UInt8>) -> UInt32 {
    citycode.reduce(0) { $0 &* 36 &+ UInt32($1 <= 0x39 ? $1 &- 0x30 : $1 &- 0x37) }
  }

  /// A bit for each of the 26 letters that occur, and one for all digits.
  private static func letters(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    key.reduce(0) { mask, byte in mask | 1 << UInt32(byte >= 0x61 && byte <= 0x7A ? byte - 0x61 : 26) }
  }
}
