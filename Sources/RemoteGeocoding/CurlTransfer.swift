import CCurl

/// How long and how much a transfer may take.
public struct TransferLimits: Hashable, Sendable {
  /// Seconds for name look-up, connection and handshake.
  public var connectSeconds = 10.0
  /// Seconds for everything.
  public var totalSeconds = 30.0
  /// A batch of a thousand rows answers in some 0.4 MB; more than this is no geocoder's answer.
  public var responseBytes = 16 << 20
  /// A service that moved redirects once; two more for a slash and a host name.
  public var redirects = 3
  /// Says who is asking: services ask for it.
  public var userAgent = "cartomarches (tables of French public contracts; libcurl)"

  /// The usual limits.
  public init() {}
}

/// One request under way: owns its handle, headers and form, and frees them.
final class CurlTransfer {
  let handle: UnsafeMutableRawPointer
  private var form: UnsafeMutableRawPointer?
  private var headers: UnsafeMutablePointer<curl_slist>?
  private let received: Received
  private let scheme: String

  /// The response's bytes as they come; libcurl's callback holds it unretained while the transfer lives.
  private final class Received {
    var bytes: [UInt8] = []
    let limit: Int
    var isOverLimit = false

    init(limit: Int) { self.limit = limit }

    func append(_ chunk: UnsafeRawBufferPointer) -> Int {
      guard bytes.count + chunk.count <= limit else {
        isOverLimit = true
        // Fewer than were offered: libcurl ends the transfer.
        return 0
      }
      bytes.append(contentsOf: chunk)
      return chunk.count
    }
  }

  init(_ request: HTTPRequest, _ limits: TransferLimits) throws(TransferError) {
    let scheme = request.url.prefix { $0 != ":" }.lowercased()
    guard scheme == "http" || scheme == "https" else { throw .badURL(request.url) }
    guard let handle = ccurl_easy_init() else { throw .noClient("curl_easy_init failed") }
    self.handle = handle
    self.scheme = scheme
    received = Received(limit: limits.responseBytes)
    configure(request, limits)
    if !request.form.isEmpty { try post(request.form) }
  }

  deinit {
    ccurl_easy_cleanup(handle)
    ccurl_mime_free(form)
    ccurl_list_free(headers)
  }

  private func configure(_ request: HTTPRequest, _ limits: TransferLimits) {
    ccurl_set_string(handle, CURLOPT_URL, request.url)
    ccurl_set_string(handle, CURLOPT_USERAGENT, limits.userAgent)
    ccurl_set_schemes(handle, scheme == "http" ? 1 : 0, scheme == "https" ? 1 : 0)
    ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, 1)
    ccurl_set_long(handle, CURLOPT_MAXREDIRS, limits.redirects)
    // A redirected post stays a post.
    ccurl_set_long(
      handle, CURLOPT_POSTREDIR, Int(CURL_REDIR_POST_301 | CURL_REDIR_POST_302 | CURL_REDIR_POST_303))
    ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, Int(limits.connectSeconds * 1000))
    ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, Int(limits.totalSeconds * 1000))
    // No signals: the resolver's alarm would reach a program of several threads.
    ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
    ccurl_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    // Empty: every compression that this libcurl knows.
    ccurl_set_string(handle, CURLOPT_ACCEPT_ENCODING, "")
    ccurl_set_writer(
      handle,
      { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        return Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
          .append(UnsafeRawBufferPointer(start: bytes, count: size * count))
      }, Unmanaged.passUnretained(received).toOpaque())
    // Without "Expect: 100-continue" a post does not wait a second for servers that ignore it.
    headers = ccurl_list_append(headers, "Expect:")
    ccurl_set_pointer(handle, CURLOPT_HTTPHEADER, headers)
  }

  private func post(_ fields: [HTTPRequest.Field]) throws(TransferError) {
    guard let form = ccurl_mime_init(handle) else { throw .noClient("curl_mime_init failed") }
    self.form = form
    for field in fields {
      let code = field.bytes.withUnsafeBytes { bytes in
        // Empty bytes may have no address.
        withUnsafePointer(to: CChar(0)) { none in
          ccurl_mime_add(
            form, field.name, bytes.baseAddress?.assumingMemoryBound(to: CChar.self) ?? none, bytes.count,
            field.fileName, field.fileName == nil ? nil : "text/csv")
        }
      }
      guard code == CURLE_OK else { throw .noClient(String(cString: ccurl_message(code))) }
    }
    ccurl_set_pointer(handle, CURLOPT_MIMEPOST, form)
  }

  /// The response, once libcurl says that the transfer ended with `code`.
  func response(_ code: CURLcode) -> Result<HTTPResponse, TransferError> {
    guard code == CURLE_OK else { return .failure(error(code)) }
    let wait = ccurl_info_offset(handle, CURLINFO_RETRY_AFTER)
    return .success(
      HTTPResponse(
        status: Int(ccurl_info_long(handle, CURLINFO_RESPONSE_CODE)), body: received.bytes,
        retryAfterSeconds: wait > 0 ? Int(wait) : nil))
  }

  private func error(_ code: CURLcode) -> TransferError {
    let words = String(cString: ccurl_message(code))
    switch code {
    case CURLE_WRITE_ERROR where received.isOverLimit: return .tooLarge(limitBytes: received.limit)
    case CURLE_URL_MALFORMAT: return .badURL(words)
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .unknownHost(words)
    case CURLE_COULDNT_CONNECT: return .cannotConnect(words)
    case CURLE_OPERATION_TIMEDOUT: return .timedOut
    case CURLE_TOO_MANY_REDIRECTS, CURLE_UNSUPPORTED_PROTOCOL: return .badRedirect(words)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_USE_SSL_FAILED, CURLE_SSL_INVALIDCERTSTATUS:
      return .notSecure(words)
    default: return .interrupted(words)
    }
  }
}
