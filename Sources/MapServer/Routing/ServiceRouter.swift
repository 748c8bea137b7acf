import Geocoding
import Hummingbird
import Logging

/// The paths of the service and what each request goes through.
enum ServiceRouter {
  static func router(search: PlaceSearch, options: ServiceOptions, logger: Logger) -> Router<ServiceContext> {
    let router = Router(context: ServiceContext.self)
    router.add(middleware: RequestRecord(logger: logger))
    router.add(middleware: OpenAccess())
    router.add(middleware: ErrorAnswers())
    router.add(middleware: TargetLimit(bytes: options.limits.targetBytes))
    router.add([Health.endpoint] + AddressDialect.allCases.flatMap { Addresses(search: search, dialect: $0).endpoints })
    return router
  }
}
