import ArgumentParser
import Foundation
import GazetteerBuilding

/// `gazetteer-build SOURCES_DIR [-o gazetteer] [--check]`.
@main
struct GazetteerBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gazetteer-build", abstract: "Compiles the official source files into the tables of gazetteer/.")

  @Argument(help: "The folder of the source files.")
  var sources: String

  @Option(name: .shortAndLong, help: "The folder of the tables.")
  var output = "gazetteer"

  @Flag(help: "Write nothing; fail when the tables there are not those that the sources give.")
  var check = false

  func run() throws {
    let build: GazetteerBuild
    do {
      build = try GazetteerBuild(sources: sources)
    } catch {
      report("\(error)\n\(error.problems.count) problems: nothing written")
      throw ExitCode(65)
    }
    reportRepairs(build.repairs)
    if check {
      let differences = GazetteerDirectory.differences(build.tables, in: output)
      for file in differences { report("\(output)/\(file): not what the sources give") }
      if !differences.isEmpty { throw ExitCode.failure }
      return
    }
    do {
      try GazetteerDirectory.write(build.tables, to: output)
    } catch {
      report("\(error)")
      throw ExitCode(73)
    }
    for table in build.tables {
      report("\(output)/\(table.file): \(table.rows.count) rows, \(table.bytes.count) bytes")
    }
  }

  private func reportRepairs(_ repairs: [Repair]) {
    for kind in Repair.Kind.allCases {
      let ofKind = repairs.filter { $0.kind == kind }
      if ofKind.isEmpty { continue }
      report("\(kind.rawValue): \(ofKind.count)")
      for repair in ofKind { report("  \(repair)") }
    }
  }

  private func report(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
