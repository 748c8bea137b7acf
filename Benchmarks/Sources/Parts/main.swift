import Gazetteer
import Geocoding
import Geodesy
import MapLayers
import Measuring
import SpatialAnalysis
import TableGeocoding
import Tables

// The parts by themselves, in processor time of one thread unless said otherwise:
//
//     swift run -c release --package-path Benchmarks Parts [NAME]
//
// With a NAME only the parts whose names begin with it.

let wanted = CommandLine.arguments.dropFirst().first ?? ""
func part(_ name: String, unit: String, runs: Int = 5, _ body: () throws -> Int) rethrows {
  if wanted.isEmpty || name.hasPrefix(wanted) { try measure(name, unit: unit, runs: runs, body) }
}

let resolver = Resolver(gazetteer: try .embedded())
var generator = Generator()
var places: [Place] = []
resolver.gazetteer.forEachPostalCode { entry in
  guard let commune = resolver.gazetteer.commune(entry.citycode) else { return }
  places.append(Place(postcode: entry.postcode, city: commune.name, coordinate: commune.coordinate))
}

// MARK: Tables

let rowCount = 500_000
for (name, quoted) in [("plain", false), ("quoted", true)] {
  let bytes = sampleTable(places, rows: rowCount, quoted: quoted)
  try part("scanner and reader, \(name)", unit: "bytes") {
    let reader = try TableReader(source: ByteSource(bytes: bytes, name: "t"))
    while try reader.nextBatch() != nil {}
    return bytes.count
  }
  let reader = try TableReader(source: ByteSource(bytes: bytes, name: "t"))
  let geocoder = ParallelGeocoder(resolver: resolver, layouts: [reader.layout], names: ["t"], threads: 1)
  try geocoder.run([reader]) { (_, _) throws(Never) in }
  try part("path of a row, answers known, \(name)", unit: "rows") {
    let reader = try TableReader(source: ByteSource(bytes: bytes, name: "t"))
    try geocoder.run([reader]) { (_, _) throws(Never) in }
    return rowCount
  }
}

// MARK: Names

part("normaliser: key of a name", unit: "names") {
  var length = 0
  for place in places { length += PlaceNameKey(place.city).text.utf8.count }
  return length > 0 ? places.count : 0
}

// MARK: Resolver

// Every postal code with each of its communes' names, in an order of its own, and the same names with one letter changed.
var exact: [LocationQuery] = []
var misspelt: [LocationQuery] = []
resolver.gazetteer.forEachPostalCode { entry in
  let name = resolver.gazetteer.commune(entry.citycode)?.name ?? entry.label
  exact.append(LocationQuery(postcode: entry.postcode, city: name))
  guard entry.label.utf8.count > 6 else { return }
  var letters = Array(entry.label.utf8)
  let changed = Int.random(in: 1..<letters.count, using: &generator)
  guard letters[changed] >= 0x41 else { return }
  letters[changed] = letters[changed] == 0x58 ? 0x5A : 0x58
  misspelt.append(LocationQuery(postcode: entry.postcode, city: String(decoding: letters, as: UTF8.self)))
}
exact.shuffle(using: &generator)
let inAnotherOrder = exact.shuffled(using: &generator)
let namesAlone = misspelt.map { LocationQuery(city: $0.city) }

/// Resolves each query.
func place(_ queries: [LocationQuery], by resolver: Resolver) -> Int {
  var placed = 0
  // A span lends its elements, where an array copies them.
  let lent = queries.span
  for index in lent.indices where resolver.place(lent[index]).isPlaced { placed += 1 }
  return placed > 0 ? queries.count : 0
}
// By a resolver and a gazetteer that were not asked before; freeing what they keep is no part of it.
var fresh: [Resolver] = []
try part("resolver: code and name, worked out", unit: "locations") {
  fresh.append(Resolver(gazetteer: try .embedded()))
  return place(exact, by: fresh[fresh.count - 1])
}
fresh = []
_ = place(exact, by: resolver)
part("resolver: the same, looked up", unit: "locations") { place(exact, by: resolver) }
// Answers lie nowhere near each other in memory.
part("resolver: looked up in another order", unit: "locations") { place(inAnotherOrder, by: resolver) }
part("resolver: misspelt name beside its code", unit: "locations", runs: 3) { place(misspelt, by: resolver) }
part("resolver: misspelt name alone", unit: "locations", runs: 3) { place(namesAlone, by: resolver) }

// MARK: Space

let points = (0..<1_000_000).map { _ in
  let near = places[Int.random(in: 0..<places.count, using: &generator)].coordinate
  return Coordinate(
    latitude: near.latitude + Double.random(in: -0.02...0.02, using: &generator),
    longitude: near.longitude + Double.random(in: -0.02...0.02, using: &generator))
}
var clusterOptions = ClusterOptions()
clusterOptions.threads = 1
try part("cluster build, all zooms", unit: "points", runs: 3) {
  _ = try ClusterIndex(coordinates: points, options: clusterOptions)
  return points.count
}
var densityOptions = DensityOptions()
densityOptions.threads = 1
try part("density grid, 5 km cells, 25 km radius", unit: "points", runs: 3) {
  _ = try DensityGrid(coordinates: points, options: densityOptions)
  return points.count
}

// MARK: Writers

let features = points.prefix(100_000).enumerated().map { number, coordinate in
  var properties = Properties()
  properties.add("name", "Entreprise \(number) SARL")
  properties.add("city", "Le Quesnoy")
  properties.add("contracts", number % 7)
  return PointFeature(coordinate: coordinate, properties: properties)
}
part("GeoJSON writer", unit: "features") {
  GeoJSONWriter.collection(features).isEmpty ? 0 : features.count
}
let layer = UMapLayer(name: "Travaux", features: features)
let document = UMapDocument(
  name: "Carte", view: MapView(centre: Coordinate(latitude: 46.6, longitude: 2.4), zoom: 6), layers: [layer])
part("uMap writer", unit: "features") {
  UMapWriter.bytes(of: document).isEmpty ? 0 : features.count
}
