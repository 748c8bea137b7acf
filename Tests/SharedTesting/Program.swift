import Foundation

/// Runs the built program as a user does, and other programs to compare with.
public enum Program {
  /// What a run printed and how it ended.
  public struct Run {
    /// The exit code.
    public var status: Int32
    /// Standard output.
    public var output: String
    /// Standard error.
    public var error: String
  }

  /// The program beside the test runner: the build puts both in one folder.
  public static let path: String = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    if let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
      !FileManager.default.fileExists(atPath: folder.appendingPathComponent("cartomarches").path)
    {
      folder = URL(fileURLWithPath: link).deletingLastPathComponent()
    }
    return folder.appendingPathComponent("cartomarches").path
  }()

  /// What a program that is built for `scripts/coverage` or with a sanitizer is told.
  public static let coverage = ProcessInfo.processInfo.environment.filter {
    ["LLVM_PROFILE_FILE", "ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
  }

  /// Runs the program and waits; `input` is its standard input.
  public static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = ["LC_ALL": "fr_FR.UTF-8"]
  ) throws -> Run {
    try run(executable: path, arguments, input: input, environment: environment)
  }

  /// Runs any program and waits.
  public static func run(
    executable: String, _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Run {
    let folder = try TemporaryFolder()
    let process = try start(executable: executable, arguments, input: input, environment: environment, in: folder)
    process.waitUntilExit()
    return Run(status: process.terminationStatus, output: try folder.read("out"), error: try folder.read("err"))
  }

  /// Starts a program, whose standard output and error go to the files `out` and `err` of a folder: nothing blocks however
  /// much is printed.
  public static func start(
    executable: String = path, _ arguments: [String], input: String = "",
    environment: [String: String] = ["LC_ALL": "fr_FR.UTF-8"], in folder: TemporaryFolder
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin"].merging(coverage) { $1 }.merging(environment) { $1 }
    process.standardInput = FileHandle(forReadingAtPath: try folder.write("in", input))
    process.standardOutput = FileHandle(forWritingAtPath: try folder.write("out", ""))
    process.standardError = FileHandle(forWritingAtPath: try folder.write("err", ""))
    try process.run()
    return process
  }

  /// Runs a line of shell.
  public static func shell(_ line: String, in folder: TemporaryFolder) throws -> Run {
    try run(
      executable: "/bin/bash", ["-c", "cd '\(folder.root)' && \(line)"], environment: ["PROGRAM": path, "LC_ALL": "C"])
  }
}
