import Foundation
import Testing

/// Runs the built program as a user does.
enum Program {
  /// What a run printed and how it ended.
  struct Run {
    var status: Int32
    var output: String
    var error: String
  }

  /// The program beside the test runner: the build puts both in one folder.
  static let path: String = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    if let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
      !FileManager.default.fileExists(atPath: folder.appendingPathComponent("cartomarches").path)
    {
      folder = URL(fileURLWithPath: link).deletingLastPathComponent()
    }
    return folder.appendingPathComponent("cartomarches").path
  }()

  /// Where a program that is built for `scripts/coverage` counts.
  static let coverage = ProcessInfo.processInfo.environment.filter { $0.key == "LLVM_PROFILE_FILE" }

  /// Runs the program and waits; `input` is its standard input.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = ["LC_ALL": "fr_FR.UTF-8"]
  ) throws -> Run {
    try run(executable: path, arguments, input: input, environment: environment)
  }

  /// Runs any program and waits.
  static func run(
    executable: String, _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin"].merging(coverage) { $1 }.merging(environment) { $1 }
    // Files, not pipes: nothing blocks however much is printed.
    let folder = try TemporaryFolder()
    let (inputFile, outputFile, errorFile) = (folder.path("in"), folder.path("out"), folder.path("err"))
    for file in [outputFile, errorFile] { _ = try folder.write((file as NSString).lastPathComponent, "") }
    try Data(input.utf8).write(to: URL(fileURLWithPath: inputFile))
    process.standardInput = FileHandle(forReadingAtPath: inputFile)
    process.standardOutput = FileHandle(forWritingAtPath: outputFile)
    process.standardError = FileHandle(forWritingAtPath: errorFile)
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: try String(contentsOfFile: outputFile, encoding: .utf8),
      error: try String(contentsOfFile: errorFile, encoding: .utf8))
  }

  /// Runs a line of shell.
  static func shell(_ line: String, in folder: TemporaryFolder) throws -> Run {
    try run(
      executable: "/bin/bash", ["-c", "cd '\(folder.root)' && \(line)"], environment: ["PROGRAM": path, "LC_ALL": "C"])
  }
}

/// A folder that goes away with the object.
final class TemporaryFolder {
  let root: String

  init() throws {
    root = NSTemporaryDirectory() + "cartomarches-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func path(_ name: String) -> String { "\(root)/\(name)" }

  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: root).sorted()) ?? [] }
}

/// The JSON object of a text.
func jsonObject(_ text: String) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}
