import Foundation
import FoundationNetworking
import SharedTesting
import Testing

/// `serve` as a process: it listens, answers, logs, and ends when it is told to.
@Suite struct ServeCommandTests {
  private static let example = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../examples/fournisseurs-mormal-2015.csv").standardizedFileURL.path

  /// The program serving the example on a free port of the system's choice.
  private final class Served {
    let process = Process()
    let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      _ = try folder.write("log", "")
      process.executableURL = URL(fileURLWithPath: Program.path)
      process.arguments = ["serve", example, "--port", "0"]
      process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "fr_FR.UTF-8"].merging(Program.coverage) { $1 }
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle(forWritingAtPath: folder.path("log"))
      try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    func log() throws -> [Substring] { try folder.read("log").split(separator: "\n") }

    /// The address that the log names, once it does.
    func url() async throws -> String {
      for _ in 0..<3_000 where process.isRunning {
        if let line = try log().first(where: { $0.contains("event=listening") }),
          let url = line.split(separator: " ").first(where: { $0.hasPrefix("url=") })
        {
          return String(url.dropFirst(4))
        }
        try await Task.sleep(for: .milliseconds(20))
      }
      throw CocoaError(.featureUnsupported)
    }
  }

  @Test(.timeLimit(.minutes(5))) func answersLogsAndEndsWhenTold() async throws {
    let served = try Served()
    let url = try await served.url()
    let (search, _) = try await URLSession.shared.data(from: try #require(URL(string: "\(url)search?q=le+quesnoy")))
    let features = try #require(try jsonObject(String(decoding: search, as: UTF8.self))["features"] as? [[String: Any]])
    // The INSEE code of Le Quesnoy, of INSEE's Code officiel géographique.
    #expect((features.first?["properties"] as? [String: Any])?["citycode"] as? String == "59481")
    // The tables are read while the service already answers.
    var layers = ""
    while served.process.isRunning, !layers.contains("Marchés de travaux") {
      let (data, _) = try await URLSession.shared.data(from: try #require(URL(string: "\(url)layers")))
      layers = String(decoding: data, as: UTF8.self)
      try await Task.sleep(for: .milliseconds(20))
    }
    kill(served.process.processIdentifier, SIGTERM)
    served.process.waitUntilExit()
    #expect(served.process.terminationReason == .exit && served.process.terminationStatus == 0)
    let log = try served.log()
    #expect(log.contains { $0.contains("event=request") && $0.contains("path=/search ") && $0.contains("status=200") })
    #expect(log.last?.contains("event=stopped") == true)
    // What was asked and what is in the table is nobody's business.
    #expect(!log.contains { $0.lowercased().contains("quesnoy") || $0.contains("SATELEC") })
  }

  @Test func theMapOfTheLayersAsksTheAddressGiven() throws {
    let run = try Program.run(["serve", Self.example, "--print-umap", "--public-url", "https://cartes.example.org"])
    #expect(run.status == 0, "\(run.error)")
    #expect(try jsonObject(run.output)["type"] as? String == "umap")
    #expect(run.output.contains("https://cartes.example.org/layers/"))
  }

  @Test(arguments: [
    (["serve", "-"], 64, "ne peut pas être relue"), (["serve", "--port", "70000"], 64, "0 à 65535"),
    (["serve", "--print-umap"], 64, "donnez les tableaux"), (["serve", "/nowhere/t.csv"], 66, "t.csv"),
    // An address that no machine has (RFC 5737).
    (["serve", "--host", "192.0.2.1", "--port", "0"], 69, "impossible d'écouter"),
  ])
  func whatCannotBeServedIsSaid(_ arguments: [String], _ status: Int, _ words: String) throws {
    let run = try Program.run(arguments)
    #expect(Int(run.status) == status, "\(run.error)")
    #expect(run.error.split(separator: "\n").count == 1 && run.error.contains(words), "\(run.error)")
  }
}
