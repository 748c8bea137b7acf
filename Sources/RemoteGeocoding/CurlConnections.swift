import CCurl

/// libcurl's multi interface: several transfers at once over connections that are kept and reused.
///
/// Belongs to the thread that made it; ``wait(seconds:)`` blocks that thread, so it must not be one of Swift's
/// cooperative pool.
final class CurlConnections {
  private let multi: UnsafeMutableRawPointer
  private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
  private let limits: TransferLimits

  /// Connections kept open. libcurl's own number follows the transfers under way, so that a lull closes the rest.
  private static let connectionsKept = 16

  /// Loads libcurl at the first use in the process.
  init(_ limits: TransferLimits) throws(TransferError) {
    if let failure = ccurl_load() { throw .noClient(String(cString: failure)) }
    guard let multi = ccurl_multi_init() else { throw .noClient("curl_multi_init failed") }
    self.multi = multi
    self.limits = limits
    ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.connectionsKept)
  }

  deinit {
    for handle in transfers.keys { ccurl_multi_remove(multi, handle) }
    transfers = [:]
    ccurl_multi_cleanup(multi)
  }

  /// How many transfers are under way.
  var count: Int { transfers.count }

  /// Starts a request; the number stands for it in ``finished()``.
  func start(_ request: HTTPRequest) throws(TransferError) -> UnsafeMutableRawPointer {
    let transfer = try CurlTransfer(request, limits)
    guard ccurl_multi_add(multi, transfer.handle) == CURLM_OK else {
      throw .interrupted("curl_multi_add_handle failed")
    }
    transfers[transfer.handle] = transfer
    ccurl_multi_perform(multi)
    return transfer.handle
  }

  /// Waits until something happens, at most so long.
  func wait(seconds: Double) {
    // Rounded up: polls of no length would spin.
    ccurl_multi_poll(multi, Int32((max(0, min(seconds, 60)) * 1000).rounded(.up)))
    ccurl_multi_perform(multi)
  }

  /// The transfers that ended since the last call, each once.
  func finished() -> [(id: UnsafeMutableRawPointer, result: Result<HTTPResponse, TransferError>)] {
    var ended: [(id: UnsafeMutableRawPointer, result: Result<HTTPResponse, TransferError>)] = []
    var code = CURLE_OK
    while let handle = ccurl_multi_next_done(multi, &code) {
      ccurl_multi_remove(multi, handle)
      guard let transfer = transfers.removeValue(forKey: handle) else { continue }
      ended.append((handle, transfer.response(code)))
    }
    return ended
  }
}
