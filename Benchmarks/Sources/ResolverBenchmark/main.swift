import Gazetteer
import Geocoding
import Glibc
import Measuring

// How many locations a second one core resolves, without tables around it:
//
//     swift run -c release --package-path Benchmarks ResolverBenchmark [exact] [known] [beside] [alone]
//
// Exact: every postal code with each of its communes' names, in an order of its own, worked out by a resolver and a
// gazetteer that were not asked before. Known: the same looked up by one that was asked, in the same order and in another, in
// which answers lie nowhere near each other in memory. Beside and alone: the same names with one letter changed, each a
// different text, beside their code and without one.

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
  _ part: String, _ name: String, _ queries: [LocationQuery], passes: Int, with resolver: () throws -> Resolver
) rethrows {
  let wanted = CommandLine.arguments.dropFirst()
  guard wanted.isEmpty || wanted.contains(part) else { return }
  var placed = 0
  var taken = 0.0
  for _ in 0..<passes {
    let resolver = try resolver()
    let start = seconds(CLOCK_THREAD_CPUTIME_ID)
    // A span lends its elements, where an array copies them.
    let lent = queries.span
    for index in lent.indices where resolver.place(lent[index]).isPlaced { placed += 1 }
    taken += seconds(CLOCK_THREAD_CPUTIME_ID) - start
    withExtendedLifetime(resolver) {}
  }
  let count = queries.count * passes
  print("\(name): \(count) locations, \(placed) placed, \(Int(Double(count) / taken)) a second of processor time")
}

try measure("exact", "exact, worked out", exact, passes: 10) { Resolver(gazetteer: try .embedded()) }
for query in exact { _ = resolver.place(query) }
measure("known", "exact, looked up", exact, passes: 100) { resolver }
measure("known", "exact, looked up in another order", exact.shuffled(using: &generator), passes: 50) { resolver }
measure("beside", "misspelt city beside its code", fuzzy, passes: 5) { resolver }
measure("alone", "misspelt city alone", alone, passes: 3) { resolver }
