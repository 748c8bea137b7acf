import Foundation
import SharedTesting
import Testing

/// `geocode` reads plain arguments by itself and leaves the others to the parser of all commands: both must understand the
/// same.
@Suite struct PlainArgumentsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write("a.csv", "nom;code postal;ville\n=HIRSON;2500;\nX;59530;Le Quesnoy\nY;;Ici\n")
    _ = try folder.write("b.csv", "fournisseur;cp\nLILLE SA;59000\n")
  }

  /// An option that says what holds anyway, and that only the parser of all commands knows.
  private static let parserOnly = ["--country", "FR"]

  @Test(arguments: [
    ["FILE:a.csv"], ["FILE:a.csv", "--quiet"], ["--quiet", "FILE:a.csv", "FILE:b.csv"],
    ["FILE:a.csv", "--verbose", "--lang", "en"], ["FILE:a.csv", "--lang", "de"], ["--excel", "FILE:a.csv"],
    ["FILE:a.csv", "--safe-cells"], ["FILE:a.csv", "--fail-on-unplaced"], ["FILE:a.csv", "--threads", "1"],
    ["FILE:a.csv", "--threads", "0"], ["FILE:a.csv", "--threads", "many"], ["FILE:a.csv", "--threads"],
    ["FILE:a.csv", "--threads", "-1"], ["FILE:a.csv", "-o", "-"], ["FILE:a.csv", "-o"],
    ["FILE:a.csv", "-o", "--quiet"],
    ["FILE:a.csv", "-o", "FILE:no/such/folder.csv"], ["FILE:a.csv", "-o", "FILE:out.xlsx"], ["FILE:missing.csv"], ["-"],
    ["-", "-"], [], ["--quiet"], ["FILE:a.csv", "--quiet", "--quiet"], ["FILE:a.csv", "--unknown"],
    ["FILE:a.csv", "-x"], ["FILE:a.csv", "--", "-"], [""],
  ])
  func areUnderstoodAsTheParserUnderstandsThem(_ list: [String]) throws {
    let arguments = list.map { $0.hasPrefix("FILE:") ? folder.path(String($0.dropFirst(5))) : $0 }
    let input = "code postal\n75016\n"
    let plain = try Program.run(["geocode"] + arguments, input: input)
    let parsed = try Program.run(["geocode"] + Self.parserOnly + arguments, input: input)
    #expect(plain.status == parsed.status)
    #expect(plain.output == parsed.output)
    #expect(plain.error == parsed.error)
    #expect(!plain.output.isEmpty || !plain.error.isEmpty)
  }

  @Test(arguments: [("-o", "out.csv"), ("--output", "out.csv"), ("-o", "out.jsonl"), ("-o", "OUT.NDJSON")])
  func writeTheSameFile(_ option: String, _ name: String) throws {
    var contents: [String] = []
    for more in [[], Self.parserOnly] {
      let run = try Program.run(
        ["geocode"] + more + [folder.path("a.csv"), option, folder.path(name), "--threads", "2", "--quiet"])
      #expect(run.status == 0 && run.output.isEmpty && run.error.isEmpty)
      contents.append(try String(contentsOfFile: folder.path(name), encoding: .utf8))
      try FileManager.default.removeItem(atPath: folder.path(name))
    }
    #expect(contents[0] == contents[1])
    #expect(contents[0].contains("02500 Hirson"))
  }

  /// The language of the environment where no option names one.
  @Test(arguments: ["fr_FR.UTF-8", "en_GB.UTF-8"]) func takeTheLanguageFromTheEnvironment(_ locale: String) throws {
    let errors = try [[], Self.parserOnly].map { more in
      try Program.run(["geocode"] + more + [folder.path("a.csv")], environment: ["LC_ALL": locale]).error
    }
    #expect(errors[0] == errors[1])
    #expect(errors[0].contains(locale.hasPrefix("en") ? "rows" : "lignes"))
  }
}
