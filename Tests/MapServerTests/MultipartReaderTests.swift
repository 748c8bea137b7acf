import Testing

@testable import MapServer

/// Bodies of forms taken apart, however they arrive.
@Suite struct MultipartReaderTests {
  /// A part as it was put together again.
  struct Found: Equatable {
    var name: String
    var fileName: String?
    var content: String
  }

  private func read(
    _ body: String, boundary: String = "x", pieces: Int = 1 << 20
  ) throws -> [Found] {
    var reader = try MultipartReader(contentType: "multipart/form-data; boundary=\(boundary)")
    var found: [Found] = []
    let bytes = Array(body.utf8)
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      let piece = bytes[start..<min(start + pieces, bytes.count)]
      try piece.withUnsafeBytes {
        try reader.read($0) { event in
          switch event {
          case .part(let part): found.append(Found(name: part.name, fileName: part.fileName, content: ""))
          case .content(let bytes): found[found.count - 1].content += String(decoding: bytes, as: UTF8.self)
          case .partEnd: break
          }
        }
      }
    }
    try reader.finish()
    return found
  }

  /// As curl 7.88 sends `-F data=@f.csv -F columns=ville -F vide=`, the table holding what looks like a boundary.
  private static let form =
    "--x\r\nContent-Disposition: form-data; name=\"data\"; filename=\"f.csv\"\r\nContent-Type: text/csv\r\n\r\n"
    + "a;b\r\n--\r\n--y\r\n\r\n-\r\n-x\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"columns\"\r\n\r\nville\r\n"
    + "--x\r\nContent-Disposition: form-data; name=\"vide\"\r\n\r\n\r\n--x--\r\n"

  private static let parts = [
    Found(name: "data", fileName: "f.csv", content: "a;b\r\n--\r\n--y\r\n\r\n-\r\n-x\r\n"),
    Found(name: "columns", content: "ville"), Found(name: "vide", content: ""),
  ]

  @Test(arguments: [1, 2, 3, 5, 7, 16, 61, 1_000])
  func findsThePartsWhateverThePieces(pieces: Int) throws {
    #expect(try read(Self.form, pieces: pieces) == Self.parts)
  }

  @Test func readsNamesAsClientsWriteThem() throws {
    func name(_ value: String) throws -> Found? {
      try read("--x\r\nContent-Disposition: form-data; \(value)\r\n\r\n\r\n--x--").first
    }
    #expect(try name(#"name="a;b"; filename="c\"d;e.csv""#) == Found(name: "a;b", fileName: "c\"d;e.csv", content: ""))
    #expect(try name("name=data; filename=f.csv") == Found(name: "data", fileName: "f.csv", content: ""))
    #expect(try name(#"NAME="é""#) == Found(name: "é", content: ""))
    #expect(try name("filename=f") == Found(name: "", fileName: "f", content: ""))
  }

  @Test func skipsWhatStandsBeforeAndAfter() throws {
    let body = "hello\r\n--x  \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\ngoodbye --x"
    #expect(try read(body) == [Found(name: "a", content: "1")])
  }

  /// A body and what is wrong with it.
  @Test(arguments: [
    ("", MultipartReader.Fault.cutShort), ("--x", .cutShort),
    ("--x\r\nContent-Disposition: form-data\r\n\r\nabc", .cutShort),
    ("--xy\r\n\r\n\r\n--x--", .malformed), ("--x\r\n\(String(repeating: "a", count: 9_000))", .headTooLong),
    (String(repeating: "--x\r\n\r\n\r\n\r\n", count: 65) + "--x--", .tooManyParts),
  ])
  func tellsWhatIsWrong(body: String, fault: MultipartReader.Fault) throws {
    #expect(throws: fault) { try read(body) }
    #expect(throws: fault) { try read(body, pieces: 1) }
  }

  @Test(arguments: [
    ("application/json", MultipartReader.Fault.notMultipart), ("", .notMultipart), ("multipart/form-data", .noBoundary),
    ("multipart/form-data; boundary=", .noBoundary),
    ("multipart/form-data; boundary=\(String(repeating: "b", count: 71))", .noBoundary),
  ])
  func refusesOtherContentTypes(contentType: String, fault: MultipartReader.Fault) {
    #expect(throws: fault) { try MultipartReader(contentType: contentType) }
  }

  @Test func readsQuotedBoundaries() throws {
    #expect(try read("--a b\r\n\r\n1\r\n--a b--", boundary: "\"a b\"").map(\.content) == ["1"])
  }

  /// Random bytes between the parts' marks come out as they went in.
  @Test func returnsEveryByteOfTheContent() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      // Mostly bytes of which boundaries are made.
      let letters: [UInt8] = [0x0D, 0x0A, 0x2D, 0x78, 0x61]
      let length = Int.random(in: 0...300, using: &random)
      let content = (0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] }
      let text = String(decoding: content, as: UTF8.self).replacing("\r\n--x", with: "")
      let body = "--x\r\n\r\n\(text)\r\n--x--"
      let pieces = Int.random(in: 1...50, using: &random)
      guard !text.hasPrefix("--x"), !text.contains("\r\n--x") else { continue }
      #expect(try read(body, pieces: pieces).map(\.content) == [text])
    }
  }
}
