import Geocoding
import Locking
import SharedTesting
import Testing

import struct Synchronization.Atomic

@testable import TableGeocoding
@testable import Tables

@Suite struct ParallelGeocoderTests {
  private let resolver: Resolver

  init() throws { resolver = Resolver(gazetteer: try .embedded()) }

  /// Several megabytes, so that there are several batches; quoted line breaks among them.
  private func largeTable(seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed)
    let codes = ["59530", "59605", "2500", "75016", "", "00100", "24710", "\"59530\"", "\"24\"\"710\""]
    var text = "code postal,objet\n"
    for row in 0..<60_000 {
      let code = codes.randomElement(using: &random) ?? ""
      text += row % 7 == 0 ? "\(code),\"ligne\n\(row), \"\"suite\"\"\"\n" : "\(code),objet du marché numéro \(row)\n"
    }
    return text
  }

  private func geocode(
    _ readers: [TableReader], threads: Int, style: OutputStyle = OutputStyle()
  ) throws -> (output: [UInt8], summary: GeocodingSummary, progress: ParallelGeocoder.Progress?) {
    let geocoder = ParallelGeocoder(
      resolver: resolver, layouts: readers.map(\.layout), names: readers.indices.map { "table\($0).csv" }, style: style,
      threads: threads)
    let written = Mutex<(output: [UInt8], progress: ParallelGeocoder.Progress?)>((geocoder.header(), nil))
    try geocoder.run(readers) { (bytes, progress) throws(Full) in
      written.withLock {
        $0.output += bytes
        $0.progress = progress
      }
    }
    let (output, progress) = written.withLock { $0 }
    return (output, geocoder.summary(), progress)
  }

  private struct Full: Error {}

  @Test func anyNumberOfThreadsGivesTheSameBytes() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    let text = largeTable(seed: seed)
    let (expected, summary) = try geocoded([text])
    for threads in [1, 2, 8] {
      let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "t.csv"))
      let (output, counts, progress) = try geocode([reader], threads: threads)
      #expect(output.elementsEqual(expected.utf8), "\(threads) threads, seed \(seed)")
      #expect(counts == summary, "\(threads) threads, seed \(seed)")
      #expect(progress?.rows == 60_000)
      #expect(progress?.bytesRead == text.utf8.count)
    }
  }

  @Test func tablesAreCompiledInOrderByAnyNumberOfThreads() throws {
    let texts = [largeTable(seed: 1), "objet,CP\nx,59000\n", largeTable(seed: 2)]
    let (expected, _) = try geocoded(texts)
    for threads in [1, 2, 8] {
      let readers = try texts.map { try TableReader(source: ByteSource(bytes: Array($0.utf8), name: "t.csv")) }
      #expect(try geocode(readers, threads: threads).output.elementsEqual(expected.utf8), "\(threads) threads")
    }
  }

  /// What ends a record, a cell, a character or a quote in more than one byte, everything that is wrong with tables, and
  /// keys in every form.
  static let nastyTable =
    "code postal;ville;objet\r\n"
    + "59530;Le Quesnoy;premier\r\n\"59530\";\"Le Quesnoy\";\"à \"\"deux\"\"\r\nlignes; ou\n\rtrois\"\n\n"
    + "2500;Hirson\n59605;MAUBEUGE CEDEX;;excès;\"de\n cellules\"\r\r\n"
    + "\"jamais fermé;Bavay;\u{1F600}\n\"59 530\" ;\"Le \"\"Quesnoy\"\"\";œ\n;;\n\"\";\"\";\"\"\n59530;Le Quesnoy;\"fin\n"

  /// Batches end after the sample, and then wherever a block of `step` bytes does: each byte is a border for some step.
  @Test func bordersAtEveryByteOfANastyTableChangeNothing() throws {
    let bytes = Array(Self.nastyTable.utf8)
    let sample = 60
    let options = TableOptions(encoding: .utf8, delimiter: 0x3B, headerRow: 1)
    func reader(step: Int) throws -> TableReader {
      try TableReader(
        source: ByteSource(bytes: bytes, name: "t.csv"), options: options, sampleBytes: sample, batchBytes: 1,
        blockBytes: step, limit: CSVScanner.QuotedCellLimit())
    }
    let (expected, summary, _) = try geocode([reader(step: bytes.count)], threads: 1)
    let text = String(decoding: expected, as: UTF8.self)
    // By hand: the records above, the quote that is never closed read as text.
    #expect(summary.rows == 11)
    #expect(text.contains("\r\n\"59530\";\"Le Quesnoy\";\"à \"\"deux\"\"\r\nlignes; ou\n\rtrois\";50.2"))
    #expect(text.contains("\r\n\"jamais fermé;Bavay;\u{1F600};"))
    #expect(text.contains("\r\n59605;MAUBEUGE CEDEX;;50.2") && text.contains(";excès;\"de\n cellules\"\r\n"))
    for step in 1..<bytes.count - sample {
      for threads in step % 6 == 0 ? [1, 2, 8] : [2] {
        let (output, counts, _) = try geocode([reader(step: step)], threads: threads)
        #expect(output == expected, "blocks of \(step) bytes, \(threads) threads")
        #expect(counts == summary, "blocks of \(step) bytes, \(threads) threads")
      }
    }
  }

  @Test func failingToWriteStopsTheRun() throws {
    let text = largeTable(seed: 1)
    let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "t.csv"))
    let geocoder = ParallelGeocoder(resolver: resolver, layouts: [reader.layout], names: ["t.csv"], threads: 2)
    let writes = Atomic(0)
    do throws(GeocodingRunError<Full>) {
      try geocoder.run([reader]) { (_, _) throws(Full) in
        if writes.add(1, ordering: .relaxed).newValue == 2 { throw Full() }
      }
      Issue.record("nothing thrown")
    } catch {
      guard case .writing = error else {
        Issue.record("\(error)")
        return
      }
    }
    #expect(writes.load(ordering: .relaxed) == 2)
  }

  @Test(arguments: [1, 2, 8]) func failingToReadWritesWhatWasReadAndThrows(_ threads: Int) throws {
    let row = "59530,objet\n"
    let text = "code postal,objet\n" + String(repeating: row, count: 1000) + String(repeating: "x", count: 300_000)
    let reader = try TableReader(
      source: ByteSource(bytes: Array(text.utf8), name: "t.csv"), options: TableOptions(), sampleBytes: 1000,
      batchBytes: 1000, blockBytes: 1000, recordByteLimit: 100_000, limit: CSVScanner.QuotedCellLimit())
    let geocoder = ParallelGeocoder(resolver: resolver, layouts: [reader.layout], names: ["t.csv"], threads: threads)
    let lines = Atomic(0)
    do throws(GeocodingRunError<Never>) {
      try geocoder.run([reader]) { (bytes, _) throws(Never) in
        lines.add(bytes.count { $0 == 0x0A }, ordering: .relaxed)
      }
      Issue.record("nothing thrown")
    } catch {
      guard case .reading(.recordTooLong(path: "t.csv", line: 1002, limitBytes: 100_000)) = error else {
        Issue.record("\(error)")
        return
      }
    }
    #expect(lines.load(ordering: .relaxed) == 1000)
  }

  /// Rows of megabytes: what is under way stays bounded and in order.
  @Test func longRowsComeOutInOrder() throws {
    let long = String(repeating: "x", count: 3 << 20)
    let text = "code postal,objet\n" + (0..<20).map { "59530,\($0)\(long)\n" }.joined()
    let (expected, _) = try geocoded([text])
    let reader = try TableReader(source: ByteSource(bytes: Array(text.utf8), name: "t.csv"))
    #expect(try geocode([reader], threads: 4).output.elementsEqual(expected.utf8))
  }
}
