import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Searches and positions that need nothing but the gazetteer in memory, answered without a task of their own.
///
/// What is answered is what the router's way answers, byte for byte; whatever is out of the ordinary (an error, a body, a
/// target with bytes that are not as they should be) is left to it.
struct PromptAddresses: Sendable {
  private struct Route: Sendable {
    let path: [UInt8]
    let question: Addresses.Question
    let addresses: Addresses
    let counts: RouteCounts
  }

  private let routes: [Route]
  private let record: RequestRecord
  private let targetBytes: Int
  /// Fields that all answers have.
  private let fields: HTTPHeaders

  init(_ addresses: [Addresses], record: RequestRecord, targetBytes: Int, serverName: String) {
    routes = addresses.flatMap { addresses in
      Addresses.Question.allCases.map { question in
        let path = addresses.path(question)
        return Route(
          path: Array(path.utf8), question: question, addresses: addresses, counts: record.metrics.route(path))
      }
    }
    self.record = record
    self.targetBytes = targetBytes
    var fields = Addresses.headers
    OpenAccess.open(&fields)
    fields[.server] = serverName
    self.fields = HTTPHeaders(fields)
  }

  /// Whether a request is one of these, as far as its head tells.
  func mayAnswer(_ head: HTTPRequestHead) -> Bool {
    guard head.method == .GET, route(of: head.uri) != nil else { return false }
    if let connection = head.headers.first(name: "connection"), connection.lowercased() != "keep-alive" { return false }
    return !head.headers.contains(name: "content-length") && !head.headers.contains(name: "transfer-encoding")
  }

  /// The answer, counted and logged; `nil` when the router has to tell what is wrong.
  func answer(
    _ request: HTTPRequestHead, since start: NIODeadline, date: String
  ) -> (head: HTTPResponseHead, body: ByteBuffer)? {
    guard let (route, query) = route(of: request.uri),
      var body = try? route.addresses.answer(route.question, target: request.uri, query: query)
    else { return nil }
    let id = RequestRecord.id(request.headers.first(name: "x-request-id"))
    var headers = fields
    headers.add(name: "Date", value: date)
    headers.add(name: "X-Request-Id", value: id)
    if PackedAnswers.isWorthIt(bytes: body.readableBytes) {
      headers.add(name: "Vary", value: "Accept-Encoding")
      if PackedAnswers.accepts(request.headers.first(name: "accept-encoding")), let packed = PackedAnswers.pack(body) {
        headers.add(name: "Content-Encoding", value: "gzip")
        body = packed
      }
    }
    headers.add(name: "Content-Length", value: String(body.readableBytes))
    let nanoseconds = (NIODeadline.now() - start).nanoseconds
    record.record(
      AnsweredRequest(
        id: id, method: "GET",
        path: String(decoding: request.uri.utf8.prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self),
        status: 200, seconds: Double(nanoseconds) / 1e9),
      route.counts)
    return (HTTPResponseHead(version: .http1_1, status: .ok, headers: headers), body)
  }

  /// The route of a request's target, and its query.
  private func route(of target: String) -> (Route, query: String?)? {
    let bytes = target.utf8
    guard bytes.count <= targetBytes, bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") })
    else { return nil }
    let mark = bytes.firstIndex(of: UInt8(ascii: "?"))
    var path = bytes[..<(mark ?? bytes.endIndex)]
    if path.last == UInt8(ascii: "/") { path = path.dropLast() }
    guard let route = routes.first(where: { path.elementsEqual($0.path) }) else { return nil }
    return (route, mark.map { String(target[target.index(after: $0)...]) })
  }
}
