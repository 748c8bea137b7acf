import HTTPTypes
import Hummingbird

extension Response {
  /// An answer that caches may keep for a while and then ask about: 304 while it is still the same (RFC 9110, section 13).
  static func cacheable(_ contentType: String, _ bytes: [UInt8], _ request: Request) -> Response {
    let tag = entityTag(of: bytes)
    let headers: HTTPFields = [.eTag: tag, .cacheControl: "public, max-age=\(maximumAgeSeconds)"]
    if let known = request.headers[.ifNoneMatch], matches(tag, known) {
      return Response(status: .notModified, headers: headers)
    }
    return Response(.ok, contentType, bytes, headers: headers)
  }

  /// Tables are looked at for changes more often than this, but a map that is a minute old is none the worse.
  private static let maximumAgeSeconds = 60

  /// Weak, since the same content goes out packed or plain. FNV-1a, 64 bits (Fowler, Noll, Vo).
  private static func entityTag(of bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return "W/\"\(String(hash, radix: 16))-\(String(bytes.count, radix: 16))\""
  }

  private static func matches(_ tag: String, _ known: String) -> Bool {
    let opaque = tag.dropFirst(2)
    return known.split(separator: ",").contains { candidate in
      var text = candidate.drop { $0 == " " }
      if text.hasPrefix("W/") { text = text.dropFirst(2) }
      return text == opaque || text == "*"
    }
  }
}
