import Geocoding
import TableGeocoding
import Tables
import Testing

@Suite struct ParallelGeocoderTests {
  /// Several megabytes, so that there are several batches; quoted line breaks among them.
  private func largeTable(seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed)
    let codes = ["59530", "59605", "2500", "75016", "", "00100", "24710"]
    var text = "code postal,objet\n"
    for row in 0..<60_000 {
      let code = codes.randomElement(using: &random) ?? ""
      text += row % 7 == 0 ? "\(code),\"ligne\n\(row), \"\"suite\"\"\"\n" : "\(code),objet du marché numéro \(row)\n"
    }
    return text
  }

  @Test func anyNumberOfLanesGivesTheSameBytes() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    let text = largeTable(seed: seed)
    let (expected, summary) = try geocoded([text])
    let resolver = Resolver(gazetteer: try .embedded())
    for lanes in [1, 2, 8] {
      let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "t.csv"))
      func makeGeocoder() -> TableGeocoder {
        TableGeocoder(resolver: resolver, layouts: [reader.layout], names: ["t.csv"])
      }
      let geocoder = ParallelGeocoder(lanes: lanes, makeGeocoder: makeGeocoder)
      var output = makeGeocoder().header()
      while let batch = try reader.nextBatch() { geocoder.add(batch, ofTable: 0) { output += $0 } }
      geocoder.finish { output += $0 }
      #expect(output.elementsEqual(expected.utf8), "\(lanes) lanes, seed \(seed)")
      #expect(geocoder.summary() == summary, "\(lanes) lanes, seed \(seed)")
    }
  }

  @Test func failingToWriteStopsTheRun() throws {
    struct Full: Error {}
    let text = largeTable(seed: 1)
    let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "t.csv"))
    let resolver = Resolver(gazetteer: try .embedded())
    let geocoder = ParallelGeocoder(lanes: 2) {
      TableGeocoder(resolver: resolver, layouts: [reader.layout], names: ["t.csv"])
    }
    #expect(throws: Full.self) {
      while let batch = try reader.nextBatch() {
        try geocoder.add(batch, ofTable: 0) { (_: [UInt8]) throws(Full) in throw Full() }
      }
      try geocoder.finish { (_: [UInt8]) throws(Full) in throw Full() }
    }
  }
}
