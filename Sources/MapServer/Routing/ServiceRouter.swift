import Geocoding
import Hummingbird
import Logging

/// The paths of the service and what each request goes through.
struct ServiceRouter {
  let search: PlaceSearch
  let options: ServiceOptions
  let logger: Logger
  let store: LayerStore
  private let metrics = ServiceMetrics()
  private let answers = AnswerStore()
  private let tables: BatchGate
  private let pictures: BatchGate

  init(search: PlaceSearch, options: ServiceOptions, logger: Logger, store: LayerStore) {
    self.search = search
    self.options = options
    self.logger = logger
    self.store = store
    tables = BatchGate(limit: options.limits.concurrentBatches, what: "tables")
    pictures = BatchGate(limit: options.limits.concurrentBatches, what: "pictures")
  }

  /// Every path and method that the service answers.
  var endpoints: [Endpoint] {
    let layers = LayerEndpoints(store: store)
    return AddressDialect.allCases.flatMap { dialect in
      Addresses(search: search, dialect: dialect, store: answers).endpoints
        + TableAnswers(
          search: search, dialect: dialect, gate: tables, options: options, metrics: metrics
        ).endpoints
    } + layers.endpoints + [HeatmapEndpoint(layers: layers, gate: pictures).endpoint]
      + Health(store: store).endpoints + [
        MetricsEndpoint(metrics: metrics, tables: tables, answers: answers, store: store).endpoint
      ]
      + [OpenAPIDocument.endpoint] + PageEndpoints().endpoints
  }

  func router() -> Router<ServiceContext> {
    let router = Router(context: ServiceContext.self)
    router.add(middleware: RequestRecord(logger: logger, metrics: metrics))
    router.add(middleware: OpenAccess())
    router.add(middleware: PackedAnswers())
    router.add(middleware: ErrorAnswers())
    router.add(middleware: TargetLimit(bytes: options.limits.targetBytes))
    router.add(endpoints)
    return router
  }
}
