import Gazetteer

/// The names of the gazetteer by département and length, and by commune, for names that no table has as typed.
///
/// A name is compared letter by letter only when its length and the letters that occur in it allow the distance. Lengths
/// are found by bisecting; letters are compared as sets of 27 bits, eight names at a time. Among all names of the country those
/// with one edit are looked for first: it leaves the first three letters or the last three as they are, so only the names
/// that share these are compared.
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
    var citycode: UInt32
    var length: UInt16
    var beginning: UInt32
    var ending: UInt32
  }

  private let gazetteer: Gazetteer
  /// By département, then by length.
  private let byDepartement: Names
  private let departements: [String: Range<Int>]
  /// By length alone, for searches in all départements.
  private let byLength: Names
  /// By their first three letters and by their last three, then by length.
  private let byBeginning: Names
  private let beginnings: [UInt32: Range<Int>]
  private let byEnding: Names
  private let endings: [UInt32: Range<Int>]
  /// By commune.
  private let byCommune: Names
  private let communes: [UInt32: Range<Int>]

  /// Reads every name once. O(names).
  init(_ gazetteer: Gazetteer) {
    self.gazetteer = gazetteer
    var grouped: [String: [Entry]] = [:]
    gazetteer.forEachPlaceKey { key, citycode, position in
      let citycode = String(decoding: citycode, as: UTF8.self)
      let entry = Entry(
        letters: Self.letters(key), position: UInt32(position), citycode: Self.number(ofCitycode: citycode),
        length: UInt16(clamping: key.count), beginning: Self.beginning(key), ending: Self.ending(key))
      grouped[Departement.code(ofCitycode: citycode), default: []].append(entry)
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
    (byEnding, endings) = Self.grouped(entries, by: \.ending)
    entries.sort { ($0.citycode, $0.position) < ($1.citycode, $1.position) }
    byCommune = Names(entries)
    var communes: [UInt32: Range<Int>] = [:]
    var start = 0
    for index in entries.indices
    where index + 1 == entries.count || entries[index + 1].citycode != entries[index].citycode {
      communes[entries[index].citycode] = start..<index + 1
      start = index + 1
    }
    self.communes = communes
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
  /// With `citycodes`, only names of these communes count.
  func nearest(
    to key: String, in wanted: [String]?, of citycodes: [String]? = nil, limit: Int
  ) -> [Match] {
    let target = Array(key.utf8)
    guard (1...EditDistance.Pattern.longest).contains(target.count) else { return [] }
    var search = Search(target: target, letters: target.withUnsafeBufferPointer(Self.letters), limit: limit)
    if let citycodes {
      for citycode in citycodes {
        if let range = communes[Self.number(ofCitycode: citycode)] { scan(byCommune, range, &search) }
      }
    } else if let wanted {
      for departement in wanted {
        if let range = departements[departement] { scanByLength(byDepartement, range, &search) }
      }
    } else {
      scanAll(&search)
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

    /// Puts what was found in the order of lengths, each once: names that share both their beginning and their ending with
    /// the target were found twice.
    mutating func putInOrder() {
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
    if search.target.count >= Self.leastSharing {
      var near = search
      near.limit = 1
      let shared = search.target.withUnsafeBufferPointer { (Self.beginning($0), Self.ending($0)) }
      if let range = beginnings[shared.0] { scanByLength(byBeginning, range, &near) }
      if let range = endings[shared.1] { scanByLength(byEnding, range, &near) }
      if near.found.count > 1 { near.putInOrder() }
      search.found = near.found
      if !search.found.isEmpty || search.limit < 2 { return }
    }
    scanByLength(byLength, byLength.lengths.indices, &search)
  }

  /// Letters from which on one edit leaves the first three or the last three: a swap reaches the fourth.
  private static let leastSharing = 7

  private static func beginning(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    key.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func ending(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    key.suffix(3).reduce(0) { $0 << 8 | UInt32($1) }
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

  /// All texts that are no INSEE code have one number.
  private static func number(ofCitycode citycode: String) -> UInt32 {
    UInt32(Commune.number(ofCitycode: citycode) ?? Commune.numbers)
  }

  private static func letters(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    key.reduce(0) { mask, byte in mask | 1 << UInt32(byte >= 0x61 && byte <= 0x7A ? byte - 0x61 : 26) }
  }
}
