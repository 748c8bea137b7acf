import Gazetteer
import Geocoding
import Glibc
import Measuring

// How many locations a second one core resolves, without tables around it:
//
//     swift run -c release --package-path Benchmarks ResolverBenchmark
//
// Exact: every postal code with each of its communes' names, in an order of its own, pass after pass; the first pass
// works each out, the later ones look it up. Fuzzy: the same names with one letter changed, each a different text.

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

func measure(
  _ name: String, _ queries: [LocationQuery], passes: Int = 1, with resolver: () throws -> Resolver
) rethrows {
  let wanted = CommandLine.arguments.dropFirst()
  guard wanted.isEmpty || wanted.contains(name) else { return }
  var placed = 0
  var taken = 0.0
  for _ in 0..<passes {
    let resolver = try resolver()
    let start = seconds(CLOCK_THREAD_CPUTIME_ID)
    for query in queries where resolver.place(query).isPlaced { placed += 1 }
    taken += seconds(CLOCK_THREAD_CPUTIME_ID) - start
    withExtendedLifetime(resolver) {}
  }
  let count = queries.count * passes
  print("\(name): \(count) locations, \(placed) placed, \(Int(Double(count) / taken)) a second of processor time")
}

try measure("exact", exact, passes: 10) { Resolver(gazetteer: try .embedded()) }
_ = exact.map(resolver.place)
measure("known", exact, passes: 100) { resolver }
measure("beside", fuzzy, passes: 5) { resolver }
measure("alone", alone, passes: 3) { resolver }
