import Gazetteer
import Geocoding
import Locking
import SharedTesting
import Testing

@testable import TableGeocoding
@testable import Tables

/// The parallel geocoder gives a location the text of another that means the same; the one that looks at each row resolves
/// every one of them. Both must write the same.
@Suite struct SharedAnswerTests {
  private let gazetteer: Gazetteer

  init() throws { gazetteer = try .embedded() }

  /// Codes and cities as people type them, most of them again and again.
  private func typed(_ count: Int, using random: inout SeededGenerator) -> [(code: String, city: String)] {
    var places: [(code: String, city: String)] = []
    while places.count < 400 {
      let number = String(Int.random(in: 1_000...98_890, using: &random))
      let code = String(repeating: "0", count: 5 - number.utf8.count) + number
      places += gazetteer.communes(ofPostcode: code).prefix(6).compactMap { entry in
        gazetteer.commune(entry.citycode).map { (code, $0.name) }
      }
    }
    // A code of several communes alone, a CEDEX, a former commune, a name that many bear, what is in no table.
    places += [
      ("59530", ""), ("59605", "Maubeuge Cedex"), ("59570", "Bavay"), ("", "Saint-Denis"), ("97400", "Saint-Denis"),
      ("99999", "Nulle-Part"), ("24710", "Rien"), ("75016", "Paris"), ("69003", "Lyon 3e"),
      ("74940", "Annecy-le-Vieux"),
    ]
    return (0..<count).map { _ in
      let (code, city) = places[Int.random(in: 0..<places.count, using: &random)]
      switch Int.random(in: 0..<11, using: &random) {
      case 0: return (" \(code) ", city)
      case 1: return (code.hasPrefix("0") ? String(code.dropFirst()) : code, city)
      case 2: return (code.isEmpty ? "" : "\(code.prefix(2)) \(code.dropFirst(2))", city)
      case 3: return (code.isEmpty ? "" : "F-\(code)", city)
      case 4: return (code.isEmpty ? "" : "\(code).0", city)
      case 5: return (code, city.uppercased())
      case 6: return (code, String(city.map { $0 == "-" ? " " : $0 }))
      case 7: return ("", city)
      case 8: return (code, "")
      case 9: return (code, city.lowercased())
      default: return (code, city)
      }
    }
  }

  @Test(arguments: [
    (",", OutputStyle()), (" ", OutputStyle()), (";", OutputStyle(hasSafeCells: true)),
    (";", OutputStyle(isJSONLines: true)), ("\t", OutputStyle(columns: [.note, .label, .status])),
    (";", OutputStyle(columns: [.latitude, .citycode, .note])),
  ])
  func locationsThatMeanTheSameAreWrittenAsIfEachWereResolved(_ delimiter: String, _ style: OutputStyle) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    try expectSameAsResolved(typed(12_000, using: &random), delimiter, style, "seed \(seed)")
  }

  /// A city's name alone is written from the answer to the same city beside its code, when that was met before.
  @Test(arguments: [
    (",", OutputStyle()), (".", OutputStyle()), ("-", OutputStyle()), (";", OutputStyle(hasSafeCells: true)),
    ("\t", OutputStyle(columns: [.score, .method, .citycode])),
    (";", OutputStyle(columns: [.method, .citycode, .score])),
    ("|", OutputStyle(columns: [.score, .citycode, .label, .city, .context, .method, .note, .score])),
    (";", OutputStyle(columns: [.score, .label, .citycode, .method])),
  ])
  func namesAloneAreWrittenAsIfEachWereResolved(_ delimiter: String, _ style: OutputStyle) throws {
    var number = 0
    var places: [(code: String, city: String)] = []
    gazetteer.forEachCommune { commune in
      number += 1
      let code = gazetteer.mainPostcode(ofCommune: commune.citycode)
      // All of them take long in a build without optimisation; others for each number of columns.
      guard number % 29 == style.columns.count else { return }
      places.append((code, commune.name))
    }
    // Names that mean more than one place: towns by their first words, cities abroad, a country, a département, namesakes.
    let others = ["Ivry", "Brive", "Valencia", "Andorre", "Nord", "Saint-Denis", "Le Quesnoy", "Paris", "Lyon 3e"]
    let names = (places.map(\.city) + others).map { (code: "", city: $0) }
    try expectSameAsResolved(names.prefix(600) + places + names, delimiter, style, delimiter)
  }

  /// Forms that come once, twice, again and again, and more of them in a row than there is room for answers that are not kept.
  @Test func rareFormsAreWrittenAsThoseThatAreKept() throws {
    var places: [(code: String, city: String)] = []
    gazetteer.forEachCommune { commune in
      let code = gazetteer.mainPostcode(ofCommune: commune.citycode)
      if !code.isEmpty, commune.citycode.utf8.last == 0x37 { places.append((code, commune.name)) }
    }
    places = Array(places.prefix(700))
    var rows = places.map { (code: "", city: $0.city) } + places
    for times in 1...5 {
      for place in places.dropFirst(times * 100).prefix(100) {
        let forms = [
          (code: " \(place.code)", city: place.city),
          (code: "\(place.code.prefix(2)) \(place.code.dropFirst(2))", city: place.city),
          (code: place.code, city: place.city.uppercased()), (code: "", city: place.city),
          (code: "", city: place.city.lowercased()),
        ]
        for form in forms { rows += Array(repeating: form, count: times) }
      }
    }
    rows += places.map { (code: "", city: $0.city) }
    rows += places.map { (code: "\($0.code).0", city: $0.city) }
    try expectSameAsResolved(rows, ";", OutputStyle(), "rare forms")
    try expectSameAsResolved(rows, " ", OutputStyle(), "rare forms, a delimiter that notes have")
  }

  /// The parallel geocoder's output for a table is that of resolving row by row.
  private func expectSameAsResolved(
    _ places: some Sequence<(code: String, city: String)>, _ delimiter: String, _ style: OutputStyle, _ label: String
  ) throws {
    var text = "nom,code postal,ville\n".replacing(",", with: delimiter)
    for (row, place) in places.enumerated() {
      text += ["n\(row)", "\"\(place.code)\"", "\"\(place.city)\""].joined(separator: delimiter) + "\n"
    }
    let options = TableOptions(delimiter: delimiter.utf8.first, roles: [(.postcode, .number(2)), (.city, .number(3))])
    let (expected, counts) = try geocoded([text], options: options, style: style)
    for threads in [1, 3] {
      let reader = try TableReader(
        source: ByteSource(bytes: Array(text.utf8), name: "t.csv"), options: options, sampleBytes: 4_096,
        batchBytes: 16_384, limit: .init())
      let geocoder = ParallelGeocoder(
        resolver: Resolver(gazetteer: gazetteer), layouts: [reader.layout], names: ["t.csv"], style: style,
        threads: threads, isResolverShared: threads > 1)
      let written = Mutex(geocoder.header())
      try geocoder.run([reader]) { (bytes, _) throws(Never) in written.withLock { $0 += bytes } }
      let output = String(decoding: written.withLock { $0 }, as: UTF8.self)
      if output != expected {
        let lines = zip(output.split(separator: "\n"), expected.split(separator: "\n"))
        let first = lines.first { $0 != $1 }
        Issue.record("\(threads) threads, \(label): \(first?.0 ?? "") instead of \(first?.1 ?? "")")
      }
      #expect(geocoder.summary() == counts, "\(threads) threads, \(label)")
    }
  }
}
