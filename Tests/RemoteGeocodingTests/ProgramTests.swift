import Foundation
import Glibc
import SharedTesting
import Testing

/// The program with a service that works, fails, or is not asked.
@Suite struct ProgramTests {
  /// Starts the program with its cache in a folder, where its output goes too.
  static func start(_ arguments: [String], in folder: TemporaryFolder) throws -> Process {
    try Program.start(arguments, environment: environment(folder), in: folder)
  }

  /// Runs the program with its cache in a folder.
  static func run(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> Program.Run {
    try Program.run(arguments, environment: Self.environment(folder).merging(environment) { $1 })
  }

  private static func environment(_ folder: TemporaryFolder) -> [String: String] {
    ["LC_ALL": "fr_FR.UTF-8", "XDG_CACHE_HOME": folder.root]
  }

  /// Rows that the gazetteer does not place; every tenth names a place that the pretended service knows.
  static func table(_ rows: Int, in folder: TemporaryFolder) throws -> String {
    var text = "Nom;CP;Ville\n"
    for row in 0..<rows { text += "A\(row);59999;qwxz\(row) \(row % 10 == 0 ? "quesnoy" : "nulle part")\n" }
    let path = folder.path("table.csv")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test func nothingIsSentUnlessAsked() throws {
    let server = try FaultServer { _, _ in .respond(200, "{}") }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let table = try Self.table(20, in: folder)
    // Whatever would call out would go through these.
    let proxies = ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    let environment = Dictionary(uniqueKeysWithValues: proxies.map { ($0, server.url) })
    for arguments in [
      ["geocode", table], ["map", table, "-o", folder.path("map")], ["inspect", table], ["lookup", "59530"],
      ["geocode", table, "--remote", "ban", "--dry-run"], ["geocode", table, "--remote", "ban", "--offline-cache"],
    ] {
      let run = try Self.run(arguments, in: folder, environment: environment)
      #expect(run.status == 0, "\(arguments): \(run.error)")
    }
    #expect(server.connections == 0)
    // The proxy is where a call does go when one is made: the test can fail.
    let run = try Self.run(
      ["geocode", table, "--remote", "addok", "--remote-url", "http://addok.invalid", "--no-cache"], in: folder,
      environment: environment)
    #expect(server.connections > 0)
    #expect(run.status == 69)
  }

  @Test func withoutRemoteNeitherSocketNorLibcurl() throws {
    let strace = "/usr/bin/strace"
    guard FileManager.default.fileExists(atPath: strace) else { return }
    let folder = try TemporaryFolder()
    let table = try Self.table(20, in: folder)
    let trace = folder.path("trace")
    _ = try Program.run(
      executable: strace,
      ["-f", "-o", trace, "-e", "trace=network,openat", Program.path, "geocode", table, "-o", folder.path("o")])
    let calls = (try? String(contentsOfFile: trace, encoding: .utf8)) ?? ""
    // Where tracing is not allowed there is nothing to look at.
    guard calls.contains("openat(") else { return }
    #expect(!calls.contains("socket("))
    #expect(!calls.contains("libcurl"))
    #expect(!calls.contains("remote.sqlite"))
  }

  /// All at once, since each mostly waits: the pauses are those of a user's run.
  @Test func faultsLeaveEveryRowAndEndWith69() throws {
    let folder = try TemporaryFolder()
    let table = try Self.table(60, in: folder)
    let local = try Self.run(["geocode", table, "--quiet"], in: folder)
    #expect(local.status == 0)
    var services: [(name: String, url: String, isAnswered: Bool, server: FaultServer?)] = []
    for fault in FaultTests.faults {
      let server = try FaultServer { _, number in fault.steps(number) }
      services.append((fault.name, server.url, fault.ends == nil, server))
    }
    let mail = try FaultServer(greeting: "220 this is mail, not TLS\r\n") { _, _ in [] }
    let gone = try FaultServer { _, _ in [] }
    gone.stop()
    services.append(("no TLS", "https://127.0.0.1:\(mail.port)", false, mail))
    services.append(("refused connection", gone.url, false, nil))
    services.append(("unknown host", FaultTests.unknownHost, false, nil))
    defer { for service in services { service.server?.stop() } }

    let runs = try services.map { service in
      let own = try TemporaryFolder()
      let isSlow = ["slow headers", "slow body", "a server that never answers"].contains(service.name)
      let options = ["--remote", "addok", "--remote-url", service.url, "--remote-timeout", isSlow ? "0.5" : "20"]
      return (service, own, try Self.start(["geocode", table, "--no-cache", "--quiet"] + options, in: own))
    }
    for (service, own, process) in runs {
      process.waitUntilExit()
      let (output, error) = (try own.read("out"), try own.read("err"))
      if service.isAnswered {
        #expect(process.terminationStatus == 0, "\(service.name): \(error)")
        continue
      }
      #expect(process.terminationStatus == 69, "\(service.name): \(error)")
      #expect(output == local.output, "\(service.name): the rows are not those of a run without --remote")
      // One line says so, after what is about to be sent.
      #expect(error.components(separatedBy: "\n").count { $0.hasPrefix("cartomarches: ") } == 1, "\(error)")
    }
  }

  @Test func interruptedWhileTheServiceIsSilent() throws {
    let server = try FaultServer { _, _ in [.sleep(5)] }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let table = try Self.table(5, in: folder)
    let process = try Self.start(
      ["geocode", table, "-o", folder.path("o.csv"), "--remote", "addok", "--remote-url", server.url], in: folder)
    while process.isRunning, server.requests.isEmpty { usleep(1_000) }
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 130)
    #expect(!folder.names.contains { $0.hasPrefix("o.csv") })
  }

  @Test(arguments: [
    ["--remote", "nominatim"], ["--remote", "addok"], ["--remote", "addok", "--remote-url", "file:///etc/passwd"],
    ["--dry-run"], ["--remote", "ban", "--remote-rate", "0"], ["--remote", "ban", "--remote-budget", "-1"],
  ])
  func wrongOptions(_ options: [String]) throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(["geocode", try Self.table(2, in: folder)] + options, in: folder)
    #expect(run.status == 64, "\(run.error)")
  }

  @Test func secondRunAsksNothing() throws {
    let server = try FaultServer { request, _ in PretendGeocoder().respond(request) }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let table = try Self.table(120, in: folder)
    let arguments = ["geocode", table, "--remote", "addok", "--remote-url", server.url]
    let first = try Self.run(arguments, in: folder)
    #expect(first.status == 0, "\(first.error)")
    #expect(first.output.components(separatedBy: "remote:addok").count == 13)
    let asked = server.requests.count
    #expect(asked > 0)
    let second = try Self.run(arguments, in: folder)
    #expect(server.requests.count == asked)
    #expect(second.output == first.output)
    let offline = try Self.run(arguments + ["--offline-cache"], in: folder)
    #expect(offline.output == first.output)
    // A broken cache costs the answers, not the run.
    try Data(repeating: 0x41, count: 9_000).write(to: URL(fileURLWithPath: folder.path("cartomarches/remote.sqlite")))
    for tail in ["-wal", "-shm"] { unlink(folder.path("cartomarches/remote.sqlite" + tail)) }
    let third = try Self.run(arguments, in: folder)
    #expect(third.status == 0)
    #expect(third.output == first.output)
    #expect(third.error.contains("remote.sqlite.corrupt"))
  }

  @Test func theCacheTellsWhatItHoldsAndForgets() throws {
    let server = try FaultServer { request, _ in PretendGeocoder().respond(request) }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let table = try Self.table(30, in: folder)
    let first = try Self.run(["geocode", table, "--remote", "addok", "--remote-url", server.url], in: folder)
    #expect(first.status == 0, "\(first.error)")
    func cache(_ arguments: [String]) throws -> String {
      let run = try Self.run(["cache"] + arguments, in: folder)
      #expect(run.status == 0, "\(arguments): \(run.error)")
      return run.output + run.error
    }
    // The pretended service knows every tenth row; how many questions it was asked is its own count.
    let lines = try cache(["export"]).split(separator: "\n")
    #expect(lines.count == Self.rowsAsked(server.requests))
    let answered = first.output.components(separatedBy: "remote:addok").count - 1
    for line in lines {
      let entry = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
      #expect(entry?["provider"] == "remote:addok" && entry?["url"] == server.url, "\(line)")
    }
    let info = try JSONSerialization.jsonObject(with: Data(try cache(["info", "--json"]).utf8)) as? [String: Any]
    let service = try #require((info?["services"] as? [[String: Any]])?.first)
    #expect(service["provider"] as? String == "remote:addok" && service["url"] as? String == server.url)
    #expect(answered > 0 && service["answers"] as? Int == answered && service["expired"] as? Int == 0)
    #expect(service["non_answers"] as? Int == lines.count - answered)
    let words = "answered \(answered), without an answer \(lines.count - answered), expired 0"
    #expect(try cache(["info", "--lang", "en"]).contains(words))
    #expect(try cache(["export", "-o", folder.path("answers.jsonl")]).isEmpty)
    let file = try String(contentsOfFile: folder.path("answers.jsonl"), encoding: .utf8)
    #expect(file.split(separator: "\n") == lines)
    #expect(try cache(["clear"]).contains("réponses supprimées : \(lines.count)"))
    #expect(try cache(["info"]).hasSuffix("vide\n"))
  }

  @Test func aFileOfTheUsersIsNeverTakenForACache() throws {
    let folder = try TemporaryFolder()
    let table = try Self.table(2, in: folder)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: table))
    for arguments in [
      ["cache", "info"], ["cache", "export"], ["cache", "clear"],
      ["geocode", table, "--remote", "addok", "--remote-url", "http://127.0.0.1:9"],
    ] {
      let run = try Self.run(arguments + ["--cache", table], in: folder)
      #expect(run.status == 65, "\(arguments): \(run.error)")
      #expect(run.output.isEmpty && run.error.contains("n'est pas un cache"))
      #expect(try Data(contentsOf: URL(fileURLWithPath: table)) == bytes)
      #expect(folder.names == ["table.csv"])
    }
  }

  @Test func whatIsAboutACacheMakesNone() throws {
    let folder = try TemporaryFolder()
    for cache in [[], ["--cache", folder.path("none.sqlite")]] {
      for (command, answer) in [("info", "vide"), ("export", ""), ("clear", "réponses supprimées : 0")] {
        let run = try Self.run(["cache", command] + cache, in: folder)
        #expect(run.status == 0, "\(run.error)")
        #expect((run.output + run.error).contains(answer) || answer.isEmpty)
        #expect(folder.names.isEmpty, "\(folder.names)")
      }
    }
  }

  @Test func clustersAndGridsMayAskToo() throws {
    let server = try FaultServer { request, _ in PretendGeocoder().respond(request) }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let table = try Self.table(120, in: folder)
    let remote = ["--remote", "addok", "--remote-url", server.url, "--no-cache"]
    func rows(_ arguments: [String]) throws -> Int {
      let run = try Self.run(arguments + ["--quiet", "--summary", folder.path("s.json")], in: folder)
      #expect(run.status == 0, "\(run.error)")
      let summary = try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(fileURLWithPath: folder.path("s.json"))))
      return try #require((summary as? [String: Any])?["placed"] as? Int)
    }
    for command in [["cluster"], ["heatmap", "--bbox", "-5,41,10,51.5"]] {
      let alone = try rows(command + [table])
      let geocoded = try rows(["geocode", table, "-o", folder.path("g.csv")] + remote)
      let asked = try rows(command + [table] + remote)
      #expect(asked > alone && asked == geocoded)
      let before = server.requests.count
      let dry = try Self.run(command + [table, "--dry-run"] + remote, in: folder)
      #expect(dry.status == 0 && dry.error.contains("rien n'a été envoyé"))
      #expect(!dry.output.contains("ncols"))
      #expect(server.requests.count == before)
    }
  }

  @Test func pipesAreReadTwice() throws {
    let server = try FaultServer { request, _ in PretendGeocoder().respond(request) }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let table = try Self.table(30, in: folder)
    let options = ["--remote", "addok", "--remote-url", server.url, "--no-cache", "--quiet"]
    let file = try Self.run(["geocode", table] + options, in: folder)
    let piped = try Program.run(
      executable: "/bin/sh", ["-c", "cat '\(table)' | \"$0\" geocode - \"$@\"", Program.path] + options)
    #expect(piped.output == file.output)
  }

  /// CARTOMARCHES_SLOW_TESTS=1 takes 5,000 rows and ten kills.
  @Test func killedRunsGoOnWhereTheyWere() throws {
    let isSlow = ProcessInfo.processInfo.environment["CARTOMARCHES_SLOW_TESTS"] == "1"
    let (rows, kills) = isSlow ? (5_000, 10) : (400, 4)
    let server = try FaultServer { request, _ in [.sleep(0.01)] + PretendGeocoder().respond(request) }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let table = try Self.table(rows, in: folder)
    let options = ["--remote", "addok", "--remote-url", server.url, "--remote-batch", isSlow ? "100" : "20", "--quiet"]
    let whole = try Self.run(["geocode", table, "--no-cache"] + options, in: folder)
    #expect(whole.status == 0, "\(whole.error)")
    let uninterrupted = Self.rowsAsked(server.requests)
    let before = server.requests.count
    // Killed when the service has seen so many more requests: a time would mostly fall before the first.
    let requestsOfARun = before
    for _ in 0..<kills {
      let process = try Self.start(["geocode", table] + options, in: folder)
      let enough = server.requests.count + Int.random(in: 1...max(2, requestsOfARun / kills))
      while process.isRunning, server.requests.count < enough { usleep(500) }
      usleep(UInt32.random(in: 0...20_000))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let askedByKilled = Self.rowsAsked(Array(server.requests.dropFirst(before)))
    #expect(askedByKilled > 0)
    let beforeResumed = server.requests.count
    let resumed = try Self.run(["geocode", table] + options, in: folder)
    #expect(resumed.status == 0, "\(resumed.error)")
    #expect(resumed.output == whole.output)
    // A kill loses at most the batches under way, which are asked again; what was kept is not.
    let asked = Self.rowsAsked(Array(server.requests.dropFirst(before)))
    let askedByResumed = Self.rowsAsked(Array(server.requests.dropFirst(beforeResumed)))
    print(
      "kill -9: \(uninterrupted) rows asked uninterrupted; \(askedByKilled) by \(kills) killed runs and "
        + "\(askedByResumed) by the last")
    #expect(askedByResumed < uninterrupted)
    #expect(asked >= uninterrupted)
    #expect(asked <= uninterrupted + kills * 2 * (isSlow ? 100 : 20))
  }

  static func rowsAsked(_ requests: [FaultServer.Request]) -> Int {
    requests.reduce(0) { sum, request in
      sum + (request.form["data"].map { $0.components(separatedBy: "\r\n").count { !$0.isEmpty } - 1 } ?? 1)
    }
  }
}
