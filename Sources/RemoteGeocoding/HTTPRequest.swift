/// A request as a provider makes it: GET, or POST of a multipart form.
public struct HTTPRequest: Hashable, Sendable {
  /// One field of a form; a file when it has a file name.
  public struct Field: Hashable, Sendable {
    /// The field's name.
    public var name: String
    /// Its value, or the file's content.
    public var bytes: [UInt8]
    /// The name of the file; `nil` for a plain field.
    public var fileName: String?

    /// A plain field.
    public init(_ name: String, _ value: String) {
      self.name = name
      bytes = Array(value.utf8)
    }

    /// A file of comma-separated text.
    public init(csvFile bytes: [UInt8], named fileName: String, field name: String) {
      self.name = name
      self.bytes = bytes
      self.fileName = fileName
    }
  }

  /// `http` or `https`, everything escaped.
  public var url: String
  /// The form to post; empty for GET.
  public var form: [Field]

  /// A GET of the URL, or a POST when a form is given.
  public init(url: String, form: [Field] = []) {
    self.url = url
    self.form = form
  }

  /// A GET of a path below a base URL with a query.
  public init(base: String, path: String, query: [(name: String, value: String)]) {
    let text = query.map { "\($0.name)=\(Self.escaped($0.value))" }.joined(separator: "&")
    self.init(url: "\(base)/\(path)?\(text)")
  }

  /// Every byte but letters, digits and `-._~` as `%XX` (RFC 3986).
  static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
      default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What came back, whole.
public struct HTTPResponse: Hashable, Sendable {
  /// 200, 404 and so on.
  public var status: Int
  /// The body, decompressed.
  public var body: [UInt8]
  /// `Retry-After` in seconds from now, whichever of its two forms was sent; `nil` without.
  public var retryAfterSeconds: Int?
}

/// Why no response came.
public enum TransferError: Error, Hashable, Sendable {
  /// libcurl is not installed, or too old.
  case noClient(String)
  /// The URL is none, or its scheme is neither http nor https.
  case badURL(String)
  /// The host's name is unknown.
  case unknownHost(String)
  /// No connection, or the proxy's refused.
  case cannotConnect(String)
  /// Nothing, or not all, came in time.
  case timedOut
  /// The certificate or the handshake failed.
  case notSecure(String)
  /// More redirects than allowed, or one to another scheme.
  case badRedirect(String)
  /// The response is larger than allowed.
  case tooLarge(limitBytes: Int)
  /// The connection ended early, or the response is broken.
  case interrupted(String)
}
