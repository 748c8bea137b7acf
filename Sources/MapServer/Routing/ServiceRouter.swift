import Geocoding
import Hummingbird
import Logging

/// The paths of the service and what each request goes through.
struct ServiceRouter {
  let search: PlaceSearch
  let options: ServiceOptions
  let logger: Logger
  let store: LayerStore
  /// What is told of each request that was answered.
  let note: @Sendable (AnsweredRequest) -> Void
  private let metrics = ServiceMetrics()
  private let answers = AnswerStore()
  private let tables: WorkGate
  private let pictures: WorkGate

  init(
    search: PlaceSearch, options: ServiceOptions, logger: Logger, store: LayerStore,
    note: @escaping @Sendable (AnsweredRequest) -> Void
  ) {
    self.search = search
    self.options = options
    self.logger = logger
    self.store = store
    self.note = note
    tables = WorkGate(limit: options.limits.concurrentBatches, what: "tables")
    pictures = WorkGate(limit: options.limits.concurrentBatches, what: "pictures")
  }

  /// Every path and method that the service answers.
  var endpoints: [Endpoint] {
    let layers = LayerEndpoints(store: store)
    let tables = AddressDialect.allCases.flatMap { dialect in
      TableAnswers(
        search: search, dialect: dialect, gate: self.tables, options: options, metrics: metrics
      ).endpoints
    }
    return addresses.flatMap(\.endpoints) + tables + layers.endpoints + [
      HeatmapEndpoint(layers: layers, gate: pictures).endpoint
    ]
      + Health(store: store).endpoints + [
        MetricsEndpoint(metrics: metrics, tables: self.tables, answers: answers, store: store).endpoint
      ]
      + [OpenAPIDocument.endpoint] + PageEndpoints().endpoints
  }

  private var addresses: [Addresses] {
    AddressDialect.allCases.map { Addresses(search: search, dialect: $0, store: answers) }
  }

  private var record: RequestRecord { RequestRecord(logger: logger, metrics: metrics, note: note) }

  /// What connections answer without the router.
  func prompt(serverName: String) -> PromptAddresses {
    PromptAddresses(addresses, record: record, targetBytes: options.limits.targetBytes, serverName: serverName)
  }

  func router() -> Router<ServiceContext> {
    let router = Router(context: ServiceContext.self)
    router.add(middleware: record)
    router.add(middleware: HeadAnswers())
    router.add(middleware: OpenAccess())
    router.add(middleware: PackedAnswers())
    router.add(middleware: ErrorAnswers())
    router.add(middleware: TargetLimit(bytes: options.limits.targetBytes))
    router.add(endpoints)
    return router
  }
}
