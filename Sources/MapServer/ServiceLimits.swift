/// What a service takes before it refuses: every limit, with its reason, in one place.
public struct ServiceLimits: Sendable {
  /// Bytes of a request's body; the national geocoder's own limit. Beyond: 413.
  public var bodyBytes = 50 << 20
  /// Rows of a table in a request. Beyond: 413.
  public var rows = 1_000_000
  /// Tables that are geocoded at a time, and as many pictures that are drawn: more would only make all of them late. Beyond: 503.
  public var concurrentBatches = 4
  /// Connections that are open at a time; more wait in the system's queue, which is as long as the system allows (Linux:
  /// `net.core.somaxconn`). A client that finds the queue full tries again after 1, 3, 7 and 15 seconds.
  public var connections = 16_384
  /// Bytes of a request's header fields: a browser's with room to spare. Beyond: the connection is closed.
  public var headerBytes = 16 << 10
  /// Header fields of a request.
  public var headerFields = 100
  /// Bytes of a request's path and query. Beyond: 414.
  public var targetBytes = 8 << 10
  /// Seconds within which a request's head must have come, from the connection's opening. Beyond: 408.
  public var headSeconds = 10
  /// Seconds within which a request's body must have come: 50 MB in them is 3.5 Mbit/s. Beyond: 408.
  public var bodySeconds = 120
  /// Seconds that a connection may rest between two requests.
  public var idleSeconds = 60
  /// Seconds for which a client may take nothing of an answer that is ready. Beyond: the connection is closed.
  public var writeSeconds = 30
  /// Seconds in which requests under way are finished once the service is to end.
  public var shutdownSeconds = 30

  /// The usual limits.
  public init() {}
}
