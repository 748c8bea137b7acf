import Foundation
import Glibc

/// An HTTP server on loopback that answers as it is told, however wrong; it remembers what it was asked, and when.
final class FaultServer: @unchecked Sendable {
  /// A request as it came.
  struct Request: Sendable {
    var method: String
    var target: String
    var headers: [String: String]
    var body: [UInt8]
    /// Monotonic seconds.
    var arrived: Double

    var path: String { String(target.prefix { $0 != "?" }) }

    /// A parameter of the query, unescaped.
    func parameter(_ name: String) -> String? {
      URLComponents(string: target)?.queryItems?.first { $0.name == name }?.value
    }

    /// The fields of a multipart form.
    var form: [String: String] {
      guard let boundary = headers["content-type"]?.components(separatedBy: "boundary=").last else { return [:] }
      var fields: [String: String] = [:]
      for part in String(decoding: body, as: UTF8.self).components(separatedBy: "--\(boundary)") {
        let halves = part.components(separatedBy: "\r\n\r\n")
        guard halves.count >= 2, let name = halves[0].components(separatedBy: "name=\"").dropFirst().first else {
          continue
        }
        let value = halves.dropFirst().joined(separator: "\r\n\r\n")
        // CR LF is one Character.
        fields[String(name.prefix { $0 != "\"" })] = String(value.dropLast())
      }
      return fields
    }
  }

  /// What the server does with a request, step by step; then it closes, unless the last step keeps the connection.
  enum Step: Sendable {
    case send(String)
    case bytes([UInt8])
    case sleep(Double)
    case keep
    case reset
  }

  let port: UInt16
  var url: String { "http://127.0.0.1:\(port)" }
  private let listener: Int32
  private let respond: @Sendable (Request, Int) -> [Step]
  private let lock = NSLock()
  private var received: [Request] = []
  private var connectionCount = 0
  private var isStopped = false

  /// Every request so far, in the order of arrival.
  var requests: [Request] { lock.withLock { received } }
  /// Connections so far, whether anything was asked over them or not.
  var connections: Int { lock.withLock { connectionCount } }

  /// What is sent as soon as someone connects, before any request.
  private let greeting: String

  /// Starts; `respond` gets the request and its number from 0.
  init(greeting: String = "", _ respond: @escaping @Sendable (Request, Int) -> [Step]) throws {
    self.respond = respond
    self.greeting = greeting
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(descriptor, raw, length) == 0 && listen(descriptor, 64) == 0 && getsockname(descriptor, raw, &length) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    Thread { self.accept() }.start()
  }

  /// Takes no more connections. The thread that takes them closes the socket: were it closed here, that thread could go on with
  /// another server's that has its number by then.
  func stop() {
    lock.withLock {
      if !isStopped { shutdown(listener, Int32(SHUT_RDWR)) }
      isStopped = true
    }
  }

  private func accept() {
    defer { close(listener) }
    while true {
      let connection = Glibc.accept(listener, nil, nil)
      guard connection >= 0 else {
        if lock.withLock({ isStopped }) { return }
        continue
      }
      lock.withLock { connectionCount += 1 }
      Thread { self.serve(connection) }.start()
    }
  }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    if !greeting.isEmpty { _ = write(Array(greeting.utf8), to: connection) }
    while let request = read(from: connection) {
      let number = lock.withLock {
        received.append(request)
        return received.count - 1
      }
      let steps = respond(request, number)
      var keeps = false
      for step in steps {
        switch step {
        case .send(let text): if !write(Array(text.utf8), to: connection) { return }
        case .bytes(let bytes): if !write(bytes, to: connection) { return }
        case .sleep(let seconds): Thread.sleep(forTimeInterval: seconds)
        case .keep: keeps = true
        case .reset:
          var linger = linger(l_onoff: 1, l_linger: 0)
          setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
          return
        }
      }
      if !keeps { return }
    }
  }

  private func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private func read(from connection: Int32) -> Request? {
    var data: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    func more() -> Bool {
      let count = recv(connection, &chunk, chunk.count, 0)
      if count > 0 { data += chunk[..<count] }
      return count > 0
    }
    let end = Array("\r\n\r\n".utf8)
    var bodyStart: Int?
    while bodyStart == nil {
      guard more() else { return nil }
      bodyStart = data.indices.first { data[$0...].starts(with: end) }.map { $0 + 4 }
    }
    guard let bodyStart else { return nil }
    let lines = String(decoding: data[..<bodyStart], as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].components(separatedBy: " ")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let length = headers["content-length"].flatMap(Int.init) ?? 0
    while data.count < bodyStart + length { guard more() else { return nil } }
    return Request(
      method: words[0], target: words.count > 1 ? words[1] : "", headers: headers,
      body: Array(data[bodyStart...]), arrived: ProcessInfo.processInfo.systemUptime)
  }
}

extension [FaultServer.Step] {
  /// A whole response over a connection that stays.
  static func respond(_ status: Int = 200, _ body: String, headers: [String] = []) -> [FaultServer.Step] {
    let lines = ["HTTP/1.1 \(status) X", "Content-Length: \(body.utf8.count)"] + headers
    return [.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body), .keep]
  }
}

/// A geocoder that knows the communes it is given, by a word of their name.
struct PretendGeocoder: Sendable {
  typealias Place =
    (word: String, postcode: String, citycode: String, city: String, longitude: Double, latitude: Double)

  var places: [Place] = [
    ("quesnoy", "59530", "59481", "Le Quesnoy", 3.638, 50.249),
    ("bavay", "59570", "59053", "Bavay", 3.794, 50.298),
    // A farm nearer to Bavay's town hall than to its own.
    ("ferme", "59570", "59441", "Obies", 3.783, 50.295),
  ]

  /// Answers `/search`, `/reverse` and `/search/csv` as an addok does.
  func respond(_ request: FaultServer.Request) -> [FaultServer.Step] {
    switch request.path {
    case "/search":
      let query = request.parameter("q") ?? ""
      return .respond(200, geoJSON(query, request.parameter("postcode")), headers: ["Content-Type: application/json"])
    case "/search/csv": return .respond(200, table(request.form["data"] ?? ""), headers: ["Content-Type: text/csv"])
    default: return .respond(404, #"{"title": "404 Not Found"}"#)
    }
  }

  func find(_ query: String, _ postcode: String?) -> (Int, Double)? {
    guard let index = places.firstIndex(where: { query.lowercased().contains($0.word) }) else { return nil }
    if let postcode, !postcode.isEmpty, places[index].postcode != postcode { return nil }
    return (index, 0.94)
  }

  func geoJSON(_ query: String, _ postcode: String?) -> String {
    guard let (index, score) = find(query, postcode) else { return #"{"type":"FeatureCollection","features":[]}"# }
    let place = places[index]
    return """
      {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point",\
      "coordinates":[\(place.longitude),\(place.latitude)]},"properties":{"label":"\(place.city)","score":\(score),\
      "type":"municipality","postcode":"\(place.postcode)","citycode":"\(place.citycode)","city":"\(place.city)"}}]}
      """
  }

  func table(_ input: String) -> String {
    var output = "\u{FEFF}"
    for (number, line) in input.components(separatedBy: "\r\n").enumerated() where !line.isEmpty {
      if number == 0 {
        output += line + ",latitude,longitude,result_score,result_type,result_postcode,result_city,result_citycode\r\n"
        continue
      }
      let postcode = line.components(separatedBy: ",").last ?? ""
      if let (index, score) = find(line, postcode) {
        let place = places[index]
        output += "\(line),\(place.latitude),\(place.longitude),\(score),municipality,\(place.postcode),\(place.city),"
        output += "\(place.citycode)\r\n"
      } else {
        output += "\(line),,,,,,,\r\n"
      }
    }
    return output
  }
}
