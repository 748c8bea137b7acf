import ArgumentParser
import Geocoding
import RemoteGeocoding

extension RemoteService: ExpressibleByArgument {}
extension RemoteScope: ExpressibleByArgument {}

/// Options of the commands that may ask a remote geocoder. Without `--remote` nothing leaves the machine.
struct RemoteOptions: ParsableArguments {
  @Option(
    help: "Ask a remote service about what the gazetteer cannot place: ban, addok or entreprises (default: none).")
  var remote: RemoteService?

  @Option(help: ArgumentHelp("Where the service is (default: its public address; addok has none).", valueName: "URL"))
  var remoteURL: String?

  @Option(help: "What to ask about: unresolved, imprecise or all.")
  var remoteFor = RemoteScope.unresolved

  @Option(help: ArgumentHelp("Requests per second (default: below the service's limit).", valueName: "N"))
  var remoteRate: Double?

  @Option(help: ArgumentHelp("Seconds for one request.", valueName: "S"))
  var remoteTimeout = TransferLimits().totalSeconds

  @Option(help: ArgumentHelp("Calls made at most.", valueName: "N"))
  var remoteBudget: Int?

  @Option(help: ArgumentHelp("Rows per batch; 1 asks one by one (default: the service's).", valueName: "N"))
  var remoteBatch: Int?

  @Flag(help: "Print what would be asked, and stop.")
  var dryRun = false

  @OptionGroup var caching: CacheFileOptions

  @Flag(help: "Neither read nor write the cache.")
  var noCache = false

  @Flag(help: "Answer from the cache alone; ask nothing.")
  var offlineCache = false

  /// True when rows that carry only a company number can be placed.
  var placesCompanies: Bool { remote == .entreprises }

  /// The service asked for; `nil` without `--remote`.
  func provider(_ language: Language) throws(Failure) -> (any RemoteProvider)? {
    guard let remote else {
      guard remoteURL == nil, !dryRun, !offlineCache else {
        throw Failure(
          .usage,
          language.choose(
            "--remote-url, --dry-run et --offline-cache vont avec --remote ban, addok ou entreprises",
            "--remote-url, --dry-run and --offline-cache go with --remote ban, addok or entreprises"))
      }
      return nil
    }
    guard let url = remoteURL ?? remote.defaultURL else {
      throw Failure(
        .usage,
        language.choose(
          "--remote \(remote.rawValue) : donnez l'adresse du service, --remote-url http://127.0.0.1:7878",
          "--remote \(remote.rawValue): give the service's address, --remote-url http://127.0.0.1:7878"))
    }
    let lower = url.lowercased()
    guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else {
      throw Failure(
        .usage,
        language.choose(
          "--remote-url \(url) : une adresse http:// ou https:// est attendue",
          "--remote-url \(url): an http:// or https:// address is expected"))
    }
    return remote.provider(url: url)
  }

  func limits(_ language: Language) throws(Failure) -> RemoteLimits {
    let positive = [remoteRate, remoteTimeout, remoteBudget.map(Double.init), remoteBatch.map(Double.init)]
    guard positive.allSatisfy({ $0.map { $0 > 0 && $0 <= 1e6 } ?? true }) else {
      throw Failure(
        .usage,
        language.choose(
          "--remote-rate, --remote-timeout, --remote-budget et --remote-batch : un nombre positif est attendu",
          "--remote-rate, --remote-timeout, --remote-budget and --remote-batch: a positive number is expected"))
    }
    var limits = RemoteLimits()
    limits.requestsPerSecond = remoteRate
    limits.budget = remoteBudget
    limits.rowsPerBatch = remoteBatch
    limits.transfer.totalSeconds = remoteTimeout
    limits.transfer.connectSeconds = min(limits.transfer.connectSeconds, remoteTimeout)
    limits.transfer.userAgent = "cartomarches/\(Version.text) (tables of French public contracts; libcurl)"
    return limits
  }
}
