import ArgumentParser
import Dispatch
import Geocoding
import Glibc
import Locking
import Logging
import MapServer
import SupplierMaps
import Tables

/// `cartomarches serve`.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answers over HTTP what the command line does.",
    discussion: "Example: serve marches.csv --port 8080, then http://127.0.0.1:8080/")

  @Argument(help: "Tables whose layers are served; read again when they change.")
  var files: [String] = []

  @Option(help: "The address to listen on (127.0.0.1: this machine alone).")
  var host = "127.0.0.1"

  @Option(help: "The port; 0 for any that is free (8080).")
  var port = 8080

  @Flag(help: "Print a .umap whose layers ask this service, and end.")
  var printUmap = false

  @Option(help: ArgumentHelp("The address of the service in that map (http://HOST:PORT).", valueName: "URL"))
  var publicURL: String?

  @Option(help: "What becomes one layer: category, year, departement or none.")
  var layerBy = SupplierMapOptions.Facet.category

  @Option(parsing: .unconditional, help: "The map's title.")
  var title = "cartomarches"

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Geocoding") var geocoding: GeocodingOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let language = common.language
    try FreeText.check([("--title", title)], of: Self.self, language)
    guard (0...65_535).contains(port) else {
      throw Failure(
        .usage,
        language.choose(
          "--port \(port) : donnez un port de 0 à 65535", "--port \(port): give a port from 0 to 65535"))
    }
    let resolver = try geocoding.resolver(language)
    let tables = try layerTables(resolver)
    if printUmap { return try printMap(tables) }
    Self.allowManyConnections()
    let host = host
    let logger = ServiceLog.logger(level: common.quiet ? .warning : common.verbose ? .debug : .info)
    let service = MapService(
      search: PlaceSearch(resolver: resolver),
      options: ServiceOptions(host: host, port: port, spoolFolder: TemporaryFolder.path), tables: tables,
      logger: logger,
      note: { if logger.logLevel <= .info { ServiceLog.note($0) } }
    ) { port in
      logger.notice("listening", metadata: ["url": "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/"])
    }
    Interruption.answer { _ = Task { await service.stop() } }
    if let error = Self.wait(for: { try await service.run() }) {
      throw Failure(
        .unavailable,
        language.choose(
          "serve : impossible d'écouter sur \(host):\(port) (\(error)) ; choisissez une autre adresse ou --port",
          "serve: cannot listen on \(host):\(port) (\(error)); choose another address or --port"))
    }
    logger.notice("stopped")
  }

  /// The tables, checked once before the service begins.
  private func layerTables(_ resolver: Resolver) throws(Failure) -> LayerTables? {
    let language = common.language
    guard !files.isEmpty else { return nil }
    guard !files.contains("-") else {
      throw Failure(
        .usage,
        language.choose(
          "serve - : l'entrée standard ne peut pas être relue ; donnez des fichiers",
          "serve -: standard input cannot be read again; give files"))
    }
    let options = try input.tableOptions(language, resolver.gazetteer)
    let tables = try InputTables(files, options, language)
    try tables.requireLocation(language)
    if !common.quiet { tables.reportProblems(language) }
    return LayerTables(
      files: files, tableOptions: options,
      mapOptions: SupplierMapOptions(layerBy: layerBy, title: title, resolver, common), resolver: resolver)
  }

  private func printMap(_ tables: LayerTables?) throws {
    let language = common.language
    guard let tables else {
      throw Failure(
        .usage,
        language.choose(
          "--print-umap : donnez les tableaux dont la carte a les calques",
          "--print-umap: give the tables whose layers the map has"))
    }
    let content: SupplierMapContent
    do throws(TableError) { content = try tables.content() } catch { throw Failure(error, language) }
    let url = publicURL ?? "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    try Console.output(try RemoteMap.umap(content, title: title, serviceURL: url))
  }

  /// Runs a task to its end from the thread that parses commands; what it threw.
  private static func wait(for body: @escaping @Sendable () async throws -> Void) -> (any Error)? {
    let failure = FailureBox()
    let isOver = DispatchSemaphore(value: 0)
    Task.detached {
      do { try await body() } catch { failure.error.withLock { $0 = error } }
      isOver.signal()
    }
    isOver.wait()
    return failure.error.withLock { $0 }
  }

  private final class FailureBox: Sendable {
    let error = Mutex<(any Error)?>(nil)
  }

  /// Each connection takes a file descriptor; the usual soft limit of 1,024 is for programs that use `select`.
  private static func allowManyConnections() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
