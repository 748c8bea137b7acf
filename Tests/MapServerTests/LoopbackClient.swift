import Dispatch
import Glibc

/// An HTTP client of bytes over a loopback socket, so that tests can also send what no library would.
struct LoopbackClient: Sendable {
  let port: Int

  struct Answer {
    var status = 0
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  struct Failure: Error {
    var what: String
  }

  func get(_ target: String, headers: [String: String] = [:]) async throws -> Answer {
    try await request("GET", target, headers: headers)
  }

  func request(
    _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8] = []
  ) async throws -> Answer {
    var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if method == "POST" { head += "Content-Length: \(body.count)\r\n" }
    return try await exchange(Array((head + "\r\n").utf8) + body)
  }

  /// Sends bytes as they are and reads until the server closes. Off the threads that the server needs.
  func exchange(_ bytes: [UInt8], thenHalfClose: Bool = false) async throws -> Answer {
    try await blocking {
      let descriptor = try connect()
      Self.send(bytes, to: descriptor)
      if thenHalfClose { shutdown(descriptor, Int32(SHUT_WR)) }
      return try Self.answer(descriptor)
    }
  }

  /// What comes on a socket until the server closes; closes it.
  func answer(from descriptor: Int32) async throws -> Answer { try await blocking { try Self.answer(descriptor) } }

  private func blocking(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
  }

  private static func answer(_ descriptor: Int32) throws -> Answer {
    defer { close(descriptor) }
    return try parse(readAll(descriptor))
  }

  /// A connected socket.
  func connect() throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      close(descriptor)
      throw Failure(what: "connect: \(errno)")
    }
    var limit = timeval(tv_sec: 300, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    return descriptor
  }

  static func send(_ bytes: [UInt8], to descriptor: Int32) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      // A server that has refused need not take the rest.
      if count <= 0 { return }
      sent += count
    }
  }

  static func readAll(_ descriptor: Int32) -> [UInt8] {
    var all: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &block, block.count, 0)
      if count <= 0 { return all }
      all += block[..<count]
    }
  }

  static func parse(_ bytes: [UInt8]) throws -> Answer {
    let end = Array("\r\n\r\n".utf8)
    guard let split = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
      throw Failure(what: "no answer: \(String(decoding: bytes.prefix(200), as: UTF8.self))")
    }
    var answer = Answer()
    let lines = String(decoding: bytes[..<split], as: UTF8.self).split(separator: "\r\n")
    answer.status = lines.first.flatMap { Int($0.split(separator: " ")[1]) } ?? 0
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      answer.headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
    }
    let body = Array(bytes[(split + 4)...])
    answer.body = answer.headers["transfer-encoding"] == "chunked" ? try unchunked(body) : body
    return answer
  }

  private static func unchunked(_ bytes: [UInt8]) throws -> [UInt8] {
    var body: [UInt8] = []
    var index = 0
    while true {
      guard let lineEnd = bytes[index...].firstIndex(of: 0x0D),
        let size = Int(String(decoding: bytes[index..<lineEnd], as: UTF8.self), radix: 16),
        lineEnd + 4 + size <= bytes.count
      else { throw Failure(what: "a chunk is cut short after \(body.count) bytes") }
      if size == 0 { return body }
      body += bytes[(lineEnd + 2)..<(lineEnd + 2 + size)]
      index = lineEnd + 4 + size
    }
  }
}
