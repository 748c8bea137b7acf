import Foundation
import SharedTesting
import Testing

/// Each end of the program: its code, one clear line, nothing half written.
@Suite struct ExitCodeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func inputThatCannotBeRead() throws {
    let cases: [(name: String, arguments: [String], status: Int32, says: String)] = [
      ("missing", [folder.path("absent.csv")], 66, "introuvable"),
      ("directory", [folder.root], 66, "dossier"),
      ("empty", [try folder.write("empty.csv", "")], 65, "vide"),
      ("binary", [try folder.write("a.bin", [0x7F, 0x45, 0x4C, 0x46, 0, 0, 1, 2, 0, 0])], 65, "binaire"),
      ("pdf", [try folder.write("a.pdf", "%PDF-1.4\n")], 65, "pdf"),
      ("no location", [try folder.write("n.csv", "nom,objet\nA,x\nB,y\n")], 65, "nom, objet"),
      ("one column", [try folder.write("one.csv", "objet\nchaise\ntable\n")], 65, "objet"),
    ]
    for command in ["geocode", "map", "inspect"] {
      for entry in cases where command != "inspect" || entry.status == 66 || entry.says == "vide" {
        let extra = command == "map" ? ["-o", folder.path("out")] : []
        let run = try Program.run([command] + entry.arguments + extra)
        #expect(run.status == entry.status, "\(command) \(entry.name): \(run.error)")
        #expect(run.error.contains(entry.says), "\(command) \(entry.name): \(run.error)")
        #expect(run.error.split(separator: "\n").count == 1, "\(command) \(entry.name): \(run.error)")
        #expect(run.output.isEmpty)
      }
    }
  }

  @Test func aHeaderAlone() throws {
    let table = try folder.write("header.csv", "nom,code postal,ville\n")
    let geocode = try Program.run(["geocode", table])
    #expect(geocode.status == 0)
    #expect(geocode.output.hasPrefix("nom,code postal,ville,latitude,"))
    #expect(geocode.output.filter { $0 == "\n" }.count == 1)
    #expect(geocode.error.contains("aucune ligne"))
    let map = try Program.run(["map", table, "-o", folder.path("out")])
    #expect(map.status == 65)
    #expect(map.error.contains("aucune ligne"))
    #expect((try? FileManager.default.contentsOfDirectory(atPath: folder.path("out"))) ?? [] == [])
  }

  @Test func wrongUse() throws {
    let table = try folder.write("t.csv", "cp\n59530\n59000\n")
    for arguments in [
      ["geocode"], ["geocode", table, "--nonsense"], ["geocode", table, "--column", "cp"],
      ["geocode", table, "--column", "town=cp"], ["geocode", table, "--encoding", "klingon"],
      ["geocode", table, "--delimiter", "ab"], ["geocode", table, "--country", "XX"],
      ["geocode", table, "--default-departement", "99"], ["map", table, "--formats", "shapefile"],
      ["geocode", table, "--header-row", "0"], ["lookup"], ["fly"],
    ] {
      let run = try Program.run(arguments)
      #expect(run.status == 64, "\(arguments): \(run.status) \(run.error)")
      #expect(!run.error.isEmpty)
    }
    let absent = try Program.run(["geocode", table, "--column", "postcode=absent"])
    #expect(absent.status == 64)
    #expect(absent.error.contains("absent") && absent.error.contains("cp"))
  }

  @Test func outputThatCannotBeMade() throws {
    let table = try folder.write("t.csv", "cp\n59530\n59000\n")
    #expect(try Program.run(["geocode", table, "-o", folder.path("no/such/out.csv")]).status == 73)
    #expect(try Program.run(["geocode", table, "-o", folder.root]).status == 73)
    let file = try folder.write("file", "")
    #expect(try Program.run(["map", table, "-o", file]).status == 73)
    #expect(try Program.run(["map", table, "-o", folder.path("made/below/here")]).status == 0)
    #expect(FileManager.default.fileExists(atPath: folder.path("made/below/here/map.umap")))
  }

  @Test func aFullDiskLeavesNothing() throws {
    let table = try folder.write("t.csv", "cp\n59530\n59000\n")
    let run = try Program.run(["geocode", table, "-o", "/dev/full"])
    #expect(run.status == 74)
    #expect(run.error.contains("/dev/full"))
  }

  @Test func unplacedRowsFailOnlyWhenAsked() throws {
    let table = try folder.write("t.csv", "cp\n59530\n00100\n")
    #expect(try Program.run(["geocode", table]).status == 0)
    #expect(try Program.run(["geocode", table, "--fail-on-unplaced"]).status == 1)
    #expect(try Program.run(["lookup", "qwertyuiop"]).status == 0)
  }

  /// A library that is loaded at its first use and cannot be: named, and no concern of other input.
  @Test func aWorkbookWithoutLibzip() throws {
    for version in [4, 5] { _ = try folder.write("libzip.so.\(version)", "not a library") }
    // The first bytes of any XLSX.
    let workbook = try folder.write("t.xlsx", [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 60))
    let environment = ["LC_ALL": "C", "LD_LIBRARY_PATH": folder.root]
    let run = try Program.run(["geocode", workbook, "--lang", "en"], environment: environment)
    #expect(run.status == 65)
    #expect(run.error.contains("libzip is missing") && run.error.split(separator: "\n").count == 1, "\(run.error)")
    let table = try folder.write("t.csv", "cp\n59530\n59000\n")
    #expect(try Program.run(["geocode", table], environment: environment).status == 0)
  }

  @Test func aClosedPipeEndsQuietly() throws {
    var table = "cp,ville\n"
    for _ in 0..<200_000 { table += "59530,Le Quesnoy\n" }
    _ = try folder.write("big.csv", table)
    let run = try Program.shell("\"$PROGRAM\" geocode big.csv | head -1; echo ${PIPESTATUS[0]}", in: folder)
    let lines = run.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("cp,ville,latitude") == true)
    #expect(lines.last == "141" || lines.last == "0")
    #expect(run.error.isEmpty)
  }

  @Test func interruptionsLeaveNothing() throws {
    for signal in ["INT", "TERM"] {
      // The input never ends, so the program is surely at work when the signal comes.
      let run = try Program.shell(
        """
        mkdir -p out; (echo 'cp,ville'; yes '59530,Le Quesnoy') | \
          "$PROGRAM" geocode - -o out/result.csv & sleep 1; \
          pkill -\(signal) -f -- "$PROGRAM geocode - -o out/result.csv"; wait $!; echo $?; ls out
        """, in: folder)
      let lines = run.output.split(separator: "\n").map(String.init)
      #expect(lines == [signal == "INT" ? "130" : "143"], "\(signal): \(run.output) \(run.error)")
    }
  }

  /// The folders that a map makes go with it when nothing has come into them; those that were there stay.
  @Test func interruptedMapsLeaveNoFolder() throws {
    let run = try Program.shell(
      """
      mkdir -p there; (echo 'cp,ville'; yes '59530,Le Quesnoy') | \
        "$PROGRAM" map - -o there/new/maps & sleep 1; \
        pkill -INT -f -- "$PROGRAM map - -o there/new/maps"; wait $!; echo $?; find there
      """, in: folder)
    #expect(run.output.split(separator: "\n") == ["130", "there"], "\(run.output) \(run.error)")
  }
}
