import Gazetteer

/// Where names are looked for.
enum SpellingScope {
  case country
  case departements([String])
  /// Communes by ``Commune/number(ofCitycode:)``.
  case communes([Int])
}

/// The names of the gazetteer by département and length, and by commune, for names that no table has as typed.
///
/// A name is compared letter by letter only when its length and the letters that occur in it allow the distance. Lengths
/// are found by bisecting; letters are compared as sets of 27 bits, eight names at a time. Among all names of the country only
/// those are compared that share three letters where few edits leave some as they are: one leaves the first three or the
/// last three, two leave these or those in the middle.
struct SpellingIndex: Sendable {
  /// A name whose spelling is near, and by how many letters it differs.
  struct Match {
    var place: PlaceName
    var edits: Int
  }

  /// Names in an order, each part of a name in an array of its own so that a search reads only what it compares.
  private struct Names {
    /// A bit for each of the 26 letters that occur, and one for all digits.
    var letters: [UInt32] = []
    /// Where the name's key begins in the table of names.
    var positions: [UInt32] = []
    /// Letters of its key.
    var lengths: [UInt16] = []

    init(_ entries: [Entry]) {
      letters = entries.map(\.letters)
      positions = entries.map(\.position)
      lengths = entries.map(\.length)
    }
  }

  private struct Entry {
    var letters: UInt32
    var position: UInt32
    /// ``Commune/number(ofCitycode:)``.
    var commune: UInt32
    var length: UInt16
    var beginning: UInt32
    var middle: UInt32
    var ending: UInt32
  }

  private let gazetteer: Gazetteer
  /// By département, then by length.
  private let byDepartement: Names
  private let departements: [String: Range<Int>]
  /// By length alone, for searches in all départements.
  private let byLength: Names
  /// By their first three letters, by their last three and by three in the middle, then by length.
  private let byBeginning: Names
  private let beginnings: [UInt32: Range<Int>]
  private let byMiddle: Names
  private let middles: [UInt32: Range<Int>]
  private let byEnding: Names
  private let endings: [UInt32: Range<Int>]
  /// By commune, and where those of each number begin; one more at the end.
  private let byCommune: Names
  private let communeStarts: [UInt32]

  /// Reads every name once. O(names).
  init(_ gazetteer: Gazetteer) {
    self.gazetteer = gazetteer
    var grouped: [String: [Entry]] = [:]
    gazetteer.forEachPlaceKey { key, citycode, position in
      let entry = Entry(
        letters: Self.letters(key), position: UInt32(position),
        commune: UInt32(Commune.number(ofCitycode: citycode) ?? Commune.numbers - 1),
        length: UInt16(clamping: key.count), beginning: Self.three(key, at: 0),
        middle: Self.three(key, at: Self.middle), ending: Self.three(key, at: key.count - 3))
      grouped[Departement.code(ofCitycode: String(decoding: citycode, as: UTF8.self)), default: []].append(entry)
    }
    var entries: [Entry] = []
    var departements: [String: Range<Int>] = [:]
    for departement in grouped.keys.sorted() {
      let own = (grouped[departement] ?? []).sorted { ($0.length, $0.position) < ($1.length, $1.position) }
      departements[departement] = entries.count..<entries.count + own.count
      entries += own
    }
    self.departements = departements
    byDepartement = Names(entries)
    entries.sort { ($0.length, $0.position) < ($1.length, $1.position) }
    byLength = Names(entries)
    (byBeginning, beginnings) = Self.grouped(entries, by: \.beginning)
    (byMiddle, middles) = Self.grouped(entries, by: \.middle)
    (byEnding, endings) = Self.grouped(entries, by: \.ending)
    entries.sort { ($0.commune, $0.position) < ($1.commune, $1.position) }
    byCommune = Names(entries)
    var starts = [UInt32](repeating: 0, count: Commune.numbers + 1)
    for entry in entries { starts[Int(entry.commune) + 1] += 1 }
    for number in 1..<starts.count { starts[number] += starts[number - 1] }
    communeStarts = starts
  }

  /// Entries that are in the order of lengths, put together by a number of each, and where those of a number are. O(n).
  private static func grouped(
    _ entries: [Entry], by number: KeyPath<Entry, UInt32> & Sendable
  ) -> (Names, [UInt32: Range<Int>]) {
    var groups: [UInt32: [Entry]] = [:]
    for entry in entries { groups[entry[keyPath: number], default: []].append(entry) }
    var together: [Entry] = []
    together.reserveCapacity(entries.count)
    var ranges: [UInt32: Range<Int>] = [:]
    for (number, group) in groups {
      ranges[number] = together.count..<together.count + group.count
      together += group
    }
    return (Names(together), ranges)
  }

  /// The names nearest to a key in some départements, or in all; all of the least distance, within the limit.
  ///
  func nearest(to key: String, in wanted: SpellingScope, limit: Int) -> [Match] {
    let target = Array(key.utf8)
    guard (1...EditDistance.Pattern.longest).contains(target.count) else { return [] }
    var search = Search(target: target, letters: target.withUnsafeBufferPointer(Self.letters), limit: limit)
    switch wanted {
    case .communes(let numbers):
      for number in numbers where number >= 0 && number + 1 < communeStarts.count {
        scan(byCommune, Int(communeStarts[number])..<Int(communeStarts[number + 1]), &search)
      }
    case .departements(let wanted):
      for departement in wanted {
        if let range = departements[departement] { scanByLength(byDepartement, range, &search) }
      }
    case .country: scanAll(&search)
    }
    return search.found.compactMap { position, edits, _ in
      gazetteer.place(at: Int(position)).map { Match(place: $0, edits: edits) }
    }
  }

  // MARK: Searching

  private struct Search {
    var target: [UInt8]
    var letters: UInt32
    var limit: Int
    var pattern: EditDistance.Pattern
    var found: [(position: UInt32, edits: Int, length: Int)] = []

    init(target: [UInt8], letters: UInt32, limit: Int) {
      self.target = target
      self.letters = letters
      self.limit = limit
      pattern = EditDistance.Pattern(target)
    }

    /// Puts what was found in the order of lengths, each once: names that share more than one part with the target were found
    /// more than once.
    mutating func putInOrder() {
      guard found.count > 1 else { return }
      found.sort { ($0.length, $0.position) < ($1.length, $1.position) }
      var last: UInt32?
      found.removeAll { entry in
        defer { last = entry.position }
        return entry.position == last
      }
    }
  }

  /// All names: first those that one edit may make of the target.
  private func scanAll(_ search: inout Search) {
    guard search.target.count >= Self.leastSharing else {
      return scanByLength(byLength, byLength.lengths.indices, &search)
    }
    let limit = search.limit
    search.limit = 1
    scanEnds(&search)
    guard search.found.isEmpty, limit >= 2 else { return }
    search.limit = limit
    guard limit == 2, search.target.count >= Self.leastSharingWithTwo else {
      return scanByLength(byLength, byLength.lengths.indices, &search)
    }
    scanEnds(&search)
    // One edit before the middle, which moves it by one place or none, and one behind.
    let shared = search.target.withUnsafeBufferPointer { target in
      (Self.middle - 1...Self.middle + 1).map { Self.three(target, at: $0) }
    }
    for letters in shared {
      if let range = middles[letters] { scanByLength(byMiddle, range, &search) }
    }
    search.putInOrder()
  }

  /// The names that share their first or last letters with the target.
  private func scanEnds(_ search: inout Search) {
    let shared = search.target.withUnsafeBufferPointer { (Self.three($0, at: 0), Self.three($0, at: $0.count - 3)) }
    if let range = beginnings[shared.0] { scanByLength(byBeginning, range, &search) }
    if let range = endings[shared.1] { scanByLength(byEnding, range, &search) }
    search.putInOrder()
  }

  /// Letters from which on one edit leaves the first three or the last three: a swap reaches the fourth.
  private static let leastSharing = 7
  /// Letters from which on two edits leave the first three, the last three, or the middle: one edit that changes the first
  /// three letters leaves those from the fifth on as they are, from the fourth on when it moves them; one that changes the last
  /// three leaves all but the last four.
  private static let leastSharingWithTwo = 12
  /// Where the three letters in the middle begin, from 0.
  private static let middle = 4

  /// Three letters from an index on as a number; fewer when there are fewer.
  private static func three(_ key: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32 {
    key.dropFirst(max(0, index)).prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The names of a range that is in the order of lengths: only those of a length within the limit are looked at.
  private func scanByLength(_ names: Names, _ range: Range<Int>, _ search: inout Search) {
    let start = Self.firstIndex(in: names, range, length: search.target.count - search.limit)
    let end = Self.firstIndex(in: names, range, length: search.target.count + search.limit + 1)
    scan(names, start..<end, &search)
  }

  private func scan(_ names: Names, _ range: Range<Int>, _ search: inout Search) {
    names.letters.withUnsafeBytes { letters in
      var index = range.lowerBound
      while index + 8 <= range.upperBound {
        let eight = letters.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<UInt32>.self)
        let rest = Self.differences(eight, search.letters, search.limit)
        if any(rest .== 0) {
          for lane in 0..<8 where rest[lane] == 0 { compare(names, index + lane, &search) }
        }
        index += 8
      }
      while index < range.upperBound {
        if Self.differences(SIMD8(repeating: names.letters[index]), search.letters, search.limit)[0] == 0 {
          compare(names, index, &search)
        }
        index += 1
      }
    }
  }

  /// The letters that one set has and the other lacks, less `limit` of them on each side: zero when so few edits may do.
  @inline(__always)
  private static func differences(_ names: SIMD8<UInt32>, _ target: UInt32, _ limit: Int) -> SIMD8<UInt32> {
    var missing = names & SIMD8(repeating: ~target)
    var added = SIMD8(repeating: target) & ~names
    for _ in 0..<limit {
      missing &= missing &- 1
      added &= added &- 1
    }
    return missing | added
  }

  private func compare(_ names: Names, _ index: Int, _ search: inout Search) {
    let length = Int(names.lengths[index])
    guard abs(length - search.target.count) <= search.limit,
      let edits = gazetteer.withPlaceKey(
        at: Int(names.positions[index]), count: length, { search.pattern.distance(to: $0, limit: search.limit) })
    else { return }
    if edits < search.limit || search.found.isEmpty {
      search.found.removeAll { $0.edits > edits }
      search.limit = edits
    }
    search.found.append((names.positions[index], edits, length))
  }

  /// The first name of a range with at least that length. O(log n).
  private static func firstIndex(in names: Names, _ range: Range<Int>, length: Int) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if Int(names.lengths[middle]) < length { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func letters(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    key.reduce(0) { mask, byte in mask | 1 << UInt32(byte >= 0x61 && byte <= 0x7A ? byte - 0x61 : 26) }
  }
}
