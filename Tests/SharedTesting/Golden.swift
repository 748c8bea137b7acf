import Foundation
import Testing

/// Compares with `Golden/<name>` beside the calling test. With the environment variable `RECORD_GOLDEN` set the file is written anew, and the test
/// fails all the same, so that nobody records without looking.
public func expectGolden(
  _ bytes: [UInt8], _ name: String, file: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    Issue.record(
      "recorded \(name): look at the difference, then run without RECORD_GOLDEN", sourceLocation: sourceLocation)
    return
  }
  let expected = lines(Array(try Data(contentsOf: url)))
  let found = lines(bytes)
  #expect(found.count == expected.count, "lines of \(name)", sourceLocation: sourceLocation)
  for (number, pair) in zip(found, expected).enumerated() {
    #expect(pair.0 == pair.1, "line \(number + 1) of \(name)", sourceLocation: sourceLocation)
  }
}

/// With the empty one after the last line end: a file that lacks it is another.
private func lines(_ bytes: [UInt8]) -> [Substring] {
  String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
}
