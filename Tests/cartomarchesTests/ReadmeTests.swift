import Foundation
import SharedTesting
import Testing

/// The examples in the READMEs print what stands below them.
@Suite struct ReadmeTests {
  /// A command of a README and the lines that follow it there.
  struct Example: CustomTestStringConvertible, Sendable {
    let command: String
    let printed: String

    var testDescription: String { command }
  }

  private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL.path

  /// What cannot be run here: what builds the program, and the service with its client.
  private static let left = ["scripts/", "cartomarches serve", "curl"]

  /// The commands after "$ " in blocks of code.
  static func examples(of file: String) -> [Example] {
    guard let text = try? String(contentsOfFile: "\(root)/\(file)", encoding: .utf8) else { return [] }
    let blocks = text.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    return blocks.filter { $0.hasPrefix("\n$ ") }.flatMap { block in
      block.components(separatedBy: "\n$ ").dropFirst().map { part in
        let lines = part.components(separatedBy: "\n").filter { !$0.isEmpty }
        return Example(command: lines[0], printed: lines.dropFirst().joined(separator: "\n"))
      }
    }.filter { example in !left.contains { example.command.hasPrefix($0) } }
  }

  @Test(arguments: examples(of: "README.md")) func english(_ example: Example) throws {
    #expect(try run(example, language: "en_US.UTF-8") == example.printed)
  }

  @Test(arguments: examples(of: "README.fr.md")) func french(_ example: Example) throws {
    #expect(try run(example, language: "fr_FR.UTF-8") == example.printed)
  }

  @Test func thereAreExamples() {
    #expect(Self.examples(of: "README.md").count >= 5 && Self.examples(of: "README.fr.md").count >= 5)
  }

  /// What a reader's terminal shows: both outputs, in a folder with the program on the path and the examples.
  private func run(_ example: Example, language: String) throws -> String {
    let folder = try TemporaryFolder()
    for (name, target) in [("cartomarches", Program.path), ("examples", "\(Self.root)/examples")] {
      try FileManager.default.createSymbolicLink(atPath: folder.path(name), withDestinationPath: target)
    }
    let run = try Program.run(
      executable: "/bin/bash", ["-c", "exec 2>&1; cd '\(folder.root)'; \(example.command)"],
      environment: ["PATH": "\(folder.root):/usr/bin:/bin", "LANG": language])
    return run.output.trimmingCharacters(in: .newlines)
  }
}
