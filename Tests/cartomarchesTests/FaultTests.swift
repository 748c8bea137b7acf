import Foundation
import SharedTesting
import Testing

/// What the world does to a program that reads and writes files: each time one clear line, the right exit code, and
/// nothing half written.
@Suite struct FaultTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A table of 40 bytes a row or so.
  private func table(rows: Int, named name: String = "t.csv") throws -> String {
    var text = "nom,cp,ville\n"
    for row in 0..<rows { text += "Entreprise \(row),59530,Le Quesnoy\n" }
    return try folder.write(name, text)
  }

  /// Runs a line of shell as root of a mount namespace of its own, where file systems may be mounted.
  private func shellWithMounts(_ line: String) throws -> Program.Run {
    try Program.run(
      executable: "/usr/bin/unshare",
      ["--map-root-user", "--mount", "/bin/bash", "-c", "cd '\(folder.root)' && \(line)"],
      environment: ["PROGRAM": Program.path, "LC_ALL": "C"])
  }

  static let canMount: Bool = {
    let probe = try? Program.run(
      executable: "/usr/bin/unshare", ["--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"])
    return probe?.status == 0
  }()

  /// One line of error, after nothing else.
  private func expectOneLine(_ run: Program.Run, saying words: String, _ comment: String = "") {
    #expect(run.error.split(separator: "\n").count == 1, "\(comment): \(run.error)")
    #expect(run.error.hasPrefix("cartomarches: ") && run.error.contains(words), "\(comment): \(run.error)")
  }

  // MARK: Disks

  @Test(.enabled(if: canMount)) func aFullDisk() throws {
    _ = try table(rows: 5_000)
    for (command, old) in [
      ("geocode t.csv -o full/o.csv", "o.csv"), ("map t.csv -o full", "suppliers.geojson"),
      ("heatmap t.csv -o full/h.asc --cell 1km", "h.asc"),
      ("cluster t.csv -o full/c.geojson --min-points 10000", "c.geojson"),
    ] {
      // 8 KiB are left, of which the old file takes one page.
      let run = try shellWithMounts(
        """
        mkdir -p full && mount -t tmpfs -o size=8k none full && echo old > full/\(old) && \
          "$PROGRAM" \(command) --quiet --lang en; echo $?; ls -A full; cat full/\(old)
        """)
      #expect(run.output == "74\n\(old)\nold\n", "\(command): \(run.output)")
      expectOneLine(run, saying: "No space left on device", command)
    }
  }

  @Test func aFileBeyondTheShellsLimit() throws {
    // Half a megabyte, since the thread sanitizer begins with a file of its own; and no counters of scripts/coverage.
    _ = try table(rows: 10_000)
    let run = try Program.shell(
      "ulimit -f 512; LLVM_PROFILE_FILE=/dev/null \"$PROGRAM\" geocode t.csv -o o.csv --quiet --lang en; echo $?; ls",
      in: folder)
    #expect(run.output == "74\nt.csv\n", "\(run.output)")
    expectOneLine(run, saying: "File too large")
  }

  @Test(.enabled(if: canMount)) func aDiskThatIsReadOnly() throws {
    _ = try table(rows: 3)
    for command in [
      "geocode t.csv -o ro/o.csv", "map t.csv -o ro", "map t.csv -o ro/new", "geocode t.csv --summary ro/s",
    ] {
      let run = try shellWithMounts(
        """
        mkdir -p ro && mount -t tmpfs none ro && mount -o remount,ro ro && \
          "$PROGRAM" \(command) --quiet --lang en >out; echo $?; ls -A ro
        """)
      #expect(run.output == "73\n", "\(command): \(run.output)")
      expectOneLine(run, saying: "Read-only file system", command)
    }
  }

  @Test func withoutPermission() throws {
    _ = try table(rows: 3)
    _ = try table(rows: 3, named: "secret.csv")
    // Root may do everything unless it gives that up.
    let asOwner = "setpriv --bounding-set=-dac_override,-dac_read_search"
    let drop = getuid() == 0 ? asOwner : ""
    for (command, status) in [
      ("geocode secret.csv", 66), ("map secret.csv -o m", 66), ("inspect secret.csv", 66),
      ("geocode t.csv -o locked/o.csv", 73), ("map t.csv -o locked/m", 73), ("map t.csv -o locked", 73),
    ] {
      let run = try Program.shell(
        """
        mkdir -p locked && chmod 555 locked && chmod 000 secret.csv && \
          \(drop) "$PROGRAM" \(command) --lang fr; echo $?; ls -A locked
        """, in: folder)
      #expect(run.output == "\(status)\n", "\(command): \(run.output)")
      expectOneLine(run, saying: status == 66 ? "secret.csv" : "accès refusé", command)
    }
  }

  // MARK: Pipes and descriptors

  @Test func pipesThatAreClosed() throws {
    _ = try table(rows: 60_000)
    for command in ["geocode t.csv", "cluster t.csv -o - --zooms 0-16", "heatmap t.csv -o - --format asc --cell 1km"] {
      for trap in ["", "trap '' PIPE;"] {
        let run = try Program.shell(
          "(\(trap) \"$PROGRAM\" \(command) --quiet; echo $? >&3) 3>status | head -c 1 >/dev/null; cat status",
          in: folder)
        #expect(["141\n", "0\n"].contains(run.output), "\(trap)\(command): \(run.output)")
        #expect(run.error.isEmpty, "\(trap)\(command): \(run.error)")
      }
    }
  }

  @Test func descriptorsThatAreClosed() throws {
    _ = try table(rows: 3)
    let whole = try Program.shell("\"$PROGRAM\" geocode t.csv --quiet", in: folder).output
    let run = try Program.shell(
      """
      "$PROGRAM" geocode t.csv --quiet >&-; echo $?
      "$PROGRAM" geocode t.csv -o a.csv 2>&- >&- <&-; echo $?
      "$PROGRAM" geocode - <&- >b.csv; echo $?
      """, in: folder)
    #expect(run.output == "74\n0\n74\n", "\(run.error)")
    // No message went into the file that would have got standard error's number.
    #expect(try folder.read("a.csv") == whole)
  }

  // MARK: Signals

  @Test func interruptionsAtAnyMomentLeaveAllOrNothing() throws {
    let table = try table(rows: 2_000)
    let out = folder.path("m")
    let names = ["located.csv", "map.umap", "suppliers.geojson", "report.html"]
    func wipe() throws {
      try? FileManager.default.removeItem(atPath: out)
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      for name in names { _ = try folder.write("m/\(name)", "old") }
    }
    try wipe()
    let start = ProcessInfo.processInfo.systemUptime
    #expect(try Program.run(["map", table, "-o", out, "--quiet"]).status == 0)
    let seconds = ProcessInfo.processInfo.systemUptime - start
    let new = try names.map { try folder.read("m/\($0)") }
    let count = try FileManager.default.contentsOfDirectory(atPath: out).count
    var interrupted = 0
    for attempt in 0..<10 {
      try wipe()
      let process = try Program.start(["map", table, "-o", out, "--quiet"], in: folder)
      let moment = Double.random(in: 0...seconds)
      Thread.sleep(forTimeInterval: moment)
      let signal = attempt % 2 == 0 ? SIGINT : SIGTERM
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      let found = try names.map { try folder.read("m/\($0)") }
      let files = try FileManager.default.contentsOfDirectory(atPath: out).count
      let isWhole = found == new && files == count
      let isOld = found.allSatisfy { $0 == "old" } && files == names.count
      #expect(isWhole || isOld, "after \(moment) s")
      if process.terminationReason == .uncaughtSignal {
        // Before the program had taken the signals over.
        #expect(isOld && process.terminationStatus == signal)
      } else {
        #expect([0, 128 + signal].contains(process.terminationStatus))
        if process.terminationStatus == 0 { #expect(isWhole) }
      }
      if isOld { interrupted += 1 }
    }
    #expect(interrupted > 0)
  }

  @Test func nohupIsRespected() throws {
    let run = try Program.shell(
      """
      mkfifo rows; (trap '' HUP; exec "$PROGRAM" geocode rows --quiet >o.csv) & pid=$!
      exec 3>rows; printf 'cp\\n59530\\n' >&3; sleep 0.5; kill -HUP $pid; sleep 0.2; printf '59000\\n' >&3; exec 3>&-
      wait $pid; echo $?; wc -l <o.csv
      """, in: folder)
    #expect(run.output == "0\n3\n", "\(run.output) \(run.error)")
  }

  // MARK: Inputs

  @Test func inputThatShrinksWhileItIsRead() throws {
    _ = try table(rows: 400_000)
    // Once the first bytes come the table is open; the pipe is full long before the table is read.
    let run = try Program.shell(
      """
      ("$PROGRAM" geocode t.csv --threads 1 --quiet --lang en; echo $? >status) | \
        (head -c 100 >o.csv; truncate -s 2000000 t.csv; cat >>o.csv); cat status
      """, in: folder)
    #expect(run.output == "74\n", "\(run.output)")
    expectOneLine(run, saying: "became shorter")
  }

  @Test func inputThatGrowsWhileItIsRead() throws {
    _ = try table(rows: 400_000)
    let run = try Program.shell(
      """
      ("$PROGRAM" geocode t.csv --threads 1 --quiet; echo $? >status) | \
        (head -c 100 >o.csv; echo 'Dernier,59570,Bavay' >>t.csv; cat >>o.csv); cat status; wc -l <o.csv; tail -1 o.csv | cut -c1-19
      """, in: folder)
    #expect(run.output == "0\n400002\nDernier,59570,Bavay\n", "\(run.output) \(run.error)")
  }

  @Test func symbolicLinks() throws {
    _ = try table(rows: 3)
    let run = try Program.shell(
      """
      ln -s b a; ln -s a b; ln -s t.csv link.csv; echo old >target.csv; ln -s target.csv out.csv
      "$PROGRAM" geocode a --lang en; echo $?
      "$PROGRAM" geocode t.csv -o a --lang en; echo $?
      "$PROGRAM" map t.csv -o a/m --lang en; echo $?
      "$PROGRAM" geocode link.csv -o out.csv --quiet; echo $?; readlink out.csv; head -c 12 target.csv; ls
      """, in: folder)
    #expect(
      run.output == "66\n73\n73\n0\ntarget.csv\nnom,cp,villea\nb\nlink.csv\nout.csv\nt.csv\ntarget.csv\n",
      "\(run.output)")
    #expect(run.error.split(separator: "\n").count == 3)
    #expect(run.error.split(separator: "\n").allSatisfy { $0.contains("symbolic links") }, "\(run.error)")
  }

  @Test(arguments: [
    "été à Évry.csv", "de\nux lignes.csv", " espace .csv", "-o.csv", "'\"$(date)`.csv", "🗺️.csv", "a\u{1B}[31m.csv",
  ])
  func namesOfFiles(_ name: String) throws {
    let path = try table(rows: 3, named: name)
    let output = folder.path("out " + name)
    let run = try Program.run(["geocode", path, "-o", output, "--lang", "en"])
    #expect(run.status == 0, "\(run.error)")
    #expect(try folder.read("out " + name).hasPrefix("nom,cp,ville,latitude"))
    // Two tables: the name is a cell, read back by another program.
    let both = try Program.run(["geocode", path, path, "-o", folder.path("both.csv"), "--quiet"])
    #expect(both.status == 0)
    let script =
      "import csv, sys; print([r['source_file'] for r in csv.DictReader(open(sys.argv[1], newline=''))][0], end='')"
    let python = try Program.run(
      executable: "/usr/bin/env", ["python3", "-c", script, folder.path("both.csv")],
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "PYTHONUTF8": "1"])
    #expect(python.output == path)
    let map = try Program.run(["map", path, "-o", folder.path("m"), "--lang", "en"])
    #expect(map.status == 0)
    // An error about it stays one line that does nothing to a terminal.
    let absent = try Program.run(["geocode", path + "-absent", "--lang", "en"])
    #expect(absent.status == 66)
    #expect(absent.error.split(separator: "\n").count == 1 && !absent.error.contains("\u{1B}"), "\(absent.error)")
  }

  @Test func namesThatAreNoUTF8() throws {
    _ = try table(rows: 3)
    let run = try Program.shell(
      #"""
      mv t.csv $'march\xe9s.csv' && "$PROGRAM" geocode $'march\xe9s.csv' --summary s.json > o.csv; echo $?
      "$PROGRAM" map --quiet -o made $'march\xe9s.csv'; echo $?; grep -c Quesnoy o.csv; ls made | grep -c map.umap
      "$PROGRAM" inspect --lang en $'absent\xe9.csv'; echo $?
      """#, in: folder)
    #expect(run.output == "0\n0\n3\n1\n66\n")
    #expect(run.error.split(separator: "\n").last?.contains("absent\u{FFFD}.csv") == true, "\(run.error)")
  }

  // MARK: Environments

  @Test(.enabled(if: canMount)) func withoutProc() throws {
    let run = try shellWithMounts(
      #"mount -t tmpfs none /proc && "$PROGRAM" lookup 59530 'Le Quesnoy' --lang en | head -n 1; "$PROGRAM" --version"#)
    #expect(run.output.contains("Le Quesnoy") && run.output.contains("cartomarches 0."), "\(run.output)\(run.error)")
  }

  @Test func environmentsOfEveryKind() throws {
    let table = try table(rows: 3)
    let usual = try Program.run(["geocode", table])
    for environment in [
      ["LC_ALL": "xx_YY.UTF-8"], ["LC_ALL": ""], ["LANG": "C"], ["LANG": "fr_FR.ISO-8859-1"], ["TZ": "Mars/Olympus"],
      ["TZ": ":/nonexistent", "HOME": ""], ["LC_NUMERIC": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8"],
      ["TMPDIR": "/nonexistent"],
    ] {
      let run = try Program.run(["geocode", table], environment: environment)
      #expect(run.status == 0 && run.output == usual.output, "\(environment): \(run.error)")
    }
    // The address sanitizer looks for leaks that the end of a process leaves to the system, unless it is told by the environment.
    let bare = try Program.shell(
      "env -i ${ASAN_OPTIONS:+\"ASAN_OPTIONS=$ASAN_OPTIONS\"} \"$PROGRAM\" geocode t.csv", in: folder)
    #expect(bare.status == 0 && bare.output == usual.output)
    #expect(bare.error.contains("3 lignes"), "\(bare.error)")
  }

  @Test func withoutAHome() throws {
    let table = try table(rows: 3)
    let remote = ["geocode", table, "--remote", "ban", "--offline-cache", "--lang", "en"]
    let lost = try Program.run(remote, environment: [:])
    #expect(lost.status == 64)
    expectOneLine(lost, saying: "--cache FILE")
    #expect(try Program.run(remote + ["--cache", folder.path("c.sqlite")], environment: [:]).status == 0)
    let elsewhere = try Program.run(remote, environment: ["HOME": "/nonexistent/home"])
    #expect(elsewhere.status == 74)
    expectOneLine(elsewhere, saying: "/nonexistent/home/.cache/cartomarches/remote.sqlite")
    // Without --remote nobody asks for a home.
    #expect(try Program.run(["geocode", table], environment: [:]).status == 0)
  }
}
