import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
  /// An answer whose content is all there.
  init(_ status: HTTPResponse.Status = .ok, _ contentType: String, _ bytes: [UInt8], headers: HTTPFields = HTTPFields())
  {
    self.init(status, contentType, ByteBuffer(bytes: bytes), headers: headers)
  }

  /// An answer whose content is all there, in memory that it may share.
  init(_ status: HTTPResponse.Status, _ contentType: String, _ bytes: ByteBuffer, headers: HTTPFields) {
    var headers = headers
    headers[.contentType] = contentType
    headers[.contentLength] = String(bytes.readableBytes)
    self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: bytes))
  }
}

/// The media types that are written.
enum ContentType {
  static let json = "application/json; charset=utf-8"
  static let geoJSON = "application/geo+json; charset=utf-8"
  static let vectorTile = "application/vnd.mapbox-vector-tile"
}
