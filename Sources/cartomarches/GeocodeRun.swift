import Geocoding
import Glibc
import TableGeocoding
import Tables

/// What `geocode` was asked to do, in plain values, and its doing.
struct GeocodeRun {
  /// The tables; `-` is standard input.
  var files: [String]
  /// Where to write; `-` is standard output.
  var output = "-"
  /// Threads that read and geocode; `nil` for one per core.
  var threads: Int?
  var tableOptions = TableOptions()
  var style = OutputStyle()
  var ending = RunEnding()
  var messages: MessageStyle

  /// Geocodes the tables. With `remote` a service may be asked.
  func run(_ resolver: Resolver, remote: RemoteOptions? = nil) throws(Failure) {
    let language = messages.language
    try ending.check(output: output, language)
    let provider = try remote?.provider(language)
    var tableOptions = tableOptions
    tableOptions.placeCodes = PlaceCodes(resolver.gazetteer)
    var tables = try InputTables(files, tableOptions, language, isReadTwice: provider != nil)
    try tables.requireLocation(language, asksItself: true, companiesSuffice: remote?.placesCompanies ?? false)
    if !messages.isQuiet { tables.reportProblems(language, writesCSV: !style.isJSONLines) }
    var asked: AskedService?
    if let remote, let provider { asked = try remote.ask(provider, about: &tables, resolver, messages) }
    guard remote?.dryRun != true else { return }

    let geocoder = ParallelGeocoder(
      resolver: resolver, layouts: tables.layouts, names: tables.names, style: style, overlay: asked?.overlay,
      threads: threads ?? Self.coreCount, isResolverShared: false)
    let sink = try GeocodedOutput(path: output, Progress(readers: tables.readers, messages), language)
    try sink.write(geocoder.header())
    do throws(GeocodingRunError<Failure>) {
      try geocoder.run(tables.readers) { (bytes, progress) throws(Failure) in try sink.write(bytes, progress) }
    } catch {
      sink.clear()
      switch error {
      case .reading(let error): throw Failure(error, language)
      case .writing(let failure): throw failure
      }
    }
    sink.clear()
    try sink.commit()
    // The process ends: taking apart what is known of some ten thousand places would take a tenth of its time.
    _ = Unmanaged.passRetained(geocoder)
    if !ending.ignoresCounts(messages) { try ending.finish(geocoder.summary(), messages) }
    try asked?.finish()
  }

  private static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

/// Where a geocoded table goes, and the line that says how far it is. One thread at a time writes, not always the same:
/// hence `@unchecked Sendable`.
private final class GeocodedOutput: @unchecked Sendable {
  private let file: OutputFile?
  private var progress: Progress

  init(path: String, _ progress: Progress, _ language: Language) throws(Failure) {
    file = path == "-" ? nil : try OutputFile(path: path, language: language)
    self.progress = progress
  }

  func write(_ bytes: [UInt8]) throws(Failure) {
    if let file { try file.write(bytes) } else { try Console.output(bytes) }
  }

  func write(_ bytes: UnsafeRawBufferPointer, _ state: ParallelGeocoder.Progress) throws(Failure) {
    if let file { try file.write(bytes) } else { try Console.output(bytes) }
    progress.show(rows: state.rows, bytesRead: state.bytesRead)
  }

  /// Takes the line off the terminal.
  func clear() { progress.clear() }

  /// Puts the file in its place.
  func commit() throws(Failure) { try file?.commit() }
}
