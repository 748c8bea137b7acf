/// Where a service listens and what it takes.
public struct ServiceOptions: Sendable {
  /// The address to listen on; only this machine by default, since the service knows no users.
  public var host: String
  /// The port; 0 for any that is free.
  public var port: Int
  /// What is taken before it refuses.
  public var limits: ServiceLimits
  /// The folder for uploads under way: files without a name, gone when the request is.
  public var spoolFolder: String
  /// Threads that geocode one table; other requests are answered by threads of their own.
  public var threadsPerTable = 2

  /// Options; by default port 8080 of this machine alone.
  public init(
    host: String = "127.0.0.1", port: Int = 8080, limits: ServiceLimits = ServiceLimits(), spoolFolder: String = "/tmp"
  ) {
    self.host = host
    self.port = port
    self.limits = limits
    self.spoolFolder = spoolFolder
  }
}
