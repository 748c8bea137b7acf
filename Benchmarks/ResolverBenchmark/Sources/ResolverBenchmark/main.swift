import Gazetteer
import Geocoding
import Glibc

// How many locations a second one core resolves, without tables around it:
//
//     swift run -c release --package-path Benchmarks/ResolverBenchmark
//
// Exact: every postal code with each of its communes' names, in an order of its own, pass after pass; the first pass
// works each out, the later ones look it up. Fuzzy: the same names with one letter changed, each a different text.

/// SplitMix64 (Steele, Lea, Flood, 2014): the same order in every run.
struct Generator: RandomNumberGenerator {
  var state: UInt64 = 59_530
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

let resolver = Resolver(gazetteer: try .embedded())
var generator = Generator()
var exact: [LocationQuery] = []
var fuzzy: [LocationQuery] = []
var alone: [LocationQuery] = []
resolver.gazetteer.forEachPostalCode { entry in
  let name = resolver.gazetteer.commune(entry.citycode)?.name ?? entry.label
  exact.append(LocationQuery(postcode: entry.postcode, city: name))
  guard entry.label.utf8.count > 6 else { return }
  var letters = Array(entry.label.utf8)
  let changed = Int.random(in: 1..<letters.count, using: &generator)
  guard letters[changed] >= 0x41 else { return }
  letters[changed] = letters[changed] == 0x58 ? 0x5A : 0x58
  let misspelt = String(decoding: letters, as: UTF8.self)
  fuzzy.append(LocationQuery(postcode: entry.postcode, city: misspelt))
  alone.append(LocationQuery(city: misspelt))
}
exact.shuffle(using: &generator)

/// The thread's own time on a processor: other programs on the machine do not enter it.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func measure(_ name: String, _ queries: [LocationQuery], passes: Int = 1) {
  var placed = 0
  let start = processorSeconds()
  for _ in 0..<passes {
    for index in queries.indices where resolver.place(queries[index]).isPlaced { placed += 1 }
  }
  let seconds = processorSeconds() - start
  let count = queries.count * passes
  print("\(name): \(count) locations, \(placed) placed, \(Int(Double(count) / seconds)) a second of processor time")
}

measure("exact, worked out", exact)
measure("exact, looked up", exact, passes: 100)
measure("misspelt city beside its code", fuzzy)
measure("misspelt city alone", Array(alone.prefix(20_000)))
