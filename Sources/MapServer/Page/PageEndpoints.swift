import Glibc
import HTTPTypes
import Hummingbird

/// `GET /` and the files of Leaflet that the page uses, from Debian's `libjs-leaflet` where it is installed.
struct PageEndpoints: Sendable {
  var endpoints: [Endpoint] {
    let page = Endpoint.get("/") { request, _ in
      var response = Response.cacheable("text/html; charset=utf-8", Array(ServicePage.html.utf8), request)
      response.headers[.contentSecurityPolicy] = Self.policy
      return response
    }
    // A fixed list: no part of a request's path is part of a file's.
    return [page]
      + Self.files.map { file in
        Endpoint.get("/assets/leaflet/\(file.name)") { request, _ in
          guard let bytes = Self.content(of: "\(Self.folder)/\(file.name)") else {
            throw ServiceError.notFound("Leaflet is not installed on this machine (Debian: libjs-leaflet).")
          }
          return .cacheable(file.contentType, bytes, request)
        }
      }
  }

  private static let folder = "/usr/share/javascript/leaflet"

  private static let files: [(name: String, contentType: String)] = [
    ("leaflet.js", "text/javascript; charset=utf-8"), ("leaflet.css", "text/css; charset=utf-8"),
    ("images/marker-icon.png", "image/png"), ("images/marker-icon-2x.png", "image/png"),
    ("images/marker-shadow.png", "image/png"), ("images/layers.png", "image/png"),
    ("images/layers-2x.png", "image/png"),
  ]

  /// The page runs its own script and Leaflet, and asks this service and the tiles of the background alone.
  private static let policy =
    "default-src 'self'; script-src 'self' 'unsafe-inline' https://unpkg.com; "
    + "style-src 'self' 'unsafe-inline' https://unpkg.com; img-src 'self' data: blob: https://tile.openstreetmap.org "
    + "https://unpkg.com; frame-ancestors 'self'; base-uri 'none'; form-action 'self'"

  private static let largestFile = 4 << 20

  private static func content(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size <= largestFile else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    return count == bytes.count ? bytes : nil
  }
}
