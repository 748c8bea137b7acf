import Foundation
import SharedTesting
import Testing

/// What the program says of inputs that it cannot read, or not as they stand: one line that names what, where and what to do, in both
/// languages.
@Suite struct MessageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL.path
  private static let workbooks = root + "/Tests/TablesTests/Fixtures/spreadsheets/"

  /// Runs the program in both languages and holds its one line to words of each.
  private func expect(
    _ arguments: [String], _ status: Int32, _ french: String, _ english: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for (language, words) in [("fr", french), ("en", english)] {
      let run = try Program.run(arguments + ["--lang", language])
      #expect(run.status == status, "\(run.error)", sourceLocation: sourceLocation)
      #expect(run.error.contains(words), "\(run.error)", sourceLocation: sourceLocation)
      #expect(run.error.split(separator: "\n").count == 1, "\(run.error)", sourceLocation: sourceLocation)
      #expect(run.output.isEmpty, sourceLocation: sourceLocation)
    }
  }

  // MARK: Tables

  /// The workbooks were damaged with other programs: see `make-fixtures.py` beside them.
  @Test(arguments: [
    ("password.xlsx", "protégé par un mot de passe", "protected by a password"),
    ("password.ods", "enregistrez-le sans mot de passe", "save it without password"),
    ("bomb.xlsx", "plus de 64 Mio une fois décompressé", "more than 64 MiB when unpacked"),
    ("flipped.xlsx", "(xl/worksheets/sheet1.xml, ligne 2) : contenu endommagé", "line 2): damaged content"),
    ("row-beyond.xlsx", "plus de 1048576 lignes", "more than 1048576 rows"),
    ("binary.xlsb", "classeur XLSB qui ne peut pas être lu", "XLSB workbook that cannot be read"),
    ("not-a-workbook.zip", "archive compressée", "compressed archive"),
  ])
  func workbooksThatCannotBeRead(_ name: String, _ french: String, _ english: String) throws {
    try expect(["geocode", Self.workbooks + name], 65, french, english)
  }

  @Test func documentsThatCannotBeRead() throws {
    try expect(
      ["geocode", try folder.write("cut.json", #"[{"cp":"59530"},{"cp":"#)], 65, "la fin du fichier manque",
      "the end of the file is missing")
    try expect(
      ["geocode", try folder.write("bad.json", "[{\"cp\":\"59530\"},\n{\"cp\":59530 59531}]")], 65,
      "ligne 2 : ce n'est pas du JSON", "line 2: this is no JSON")
  }

  @Test func optionsThatDoNotFitTheTable() throws {
    let table = try folder.write("t.csv", "cp,ville\n59530,Le Quesnoy\n")
    try expect(
      ["geocode", Self.workbooks + "openpyxl.xlsx", "--sheet", "Nulle"], 64,
      "cette feuille n'existe pas ; feuilles : Notice, Cachée, Marchés 2015", "there is no such sheet; sheets: Notice")
    try expect(["geocode", table, "--header-row", "99"], 64, "n'a que 2 lignes", "has only 2 lines")
    try expect(["geocode", table, "--delimiter", "ab"], 64, "un seul caractère ASCII", "a single ASCII character")
    try expect(["geocode", table, "--modifications", "x"], 64, "latest, all ou initial", "latest, all or initial")
    try expect(["geocode", table, "--encoding", "klingon"], 64, "encodage inconnu", "unknown encoding")
  }

  /// What was put right is told with its place.
  @Test func problemsInWords() throws {
    let table = try folder.write(
      "p.csv",
      """
      Nom;Code postal;;Ville;Ville
      A;59530;x;Le Quesnoy;y
      B;29200
      C;29200;a;Brest;b;c;d
      "D;59000;q;Lille;r
      E;"59000"x;q;Lille;r

      """)
    for (language, lines) in [
      (
        "fr",
        [
          "colonne sans en-tête, nommée column_3", "en-tête déjà vu, nommé Ville_2",
          "ligne 3 : moins de cellules que l'en-tête (2/5)", "ligne 4 : plus de cellules que l'en-tête (7/5)",
          "ligne 5 : guillemet jamais fermé, lu comme du texte", "ligne 6 : texte après un guillemet fermant",
        ]
      ),
      (
        "en",
        [
          "column without header, named column_3", "header seen before, named Ville_2",
          "line 3: fewer cells than the header (2/5)", "line 4: more cells than the header (7/5)",
          "line 5: quote never closed, read as text", "line 6: text after a closing quote",
        ]
      ),
    ] {
      let output = try Program.run(["inspect", table, "--lang", language]).output
      for line in lines { #expect(output.contains("  ! " + line), "\(output)") }
    }
  }

  @Test func problemsOfWorkbooksInWords() throws {
    let odd = Self.workbooks + "odd-cells.xlsx"
    let sheets = Self.workbooks + "libreoffice.ods"
    #expect(try Program.run(["inspect", odd]).output.contains("ligne 5 : formule enregistrée sans sa valeur"))
    #expect(
      try Program.run(["inspect", odd, "--lang", "en"]).output.contains("line 5: formula saved without its value"))
    #expect(
      try Program.run(["inspect", sheets]).output.contains(
        "feuille lue : Marchés 2015 ; autres feuilles (--sheet pour en choisir une) : Notice"))
    #expect(
      try Program.run(["inspect", sheets, "--lang", "en"]).output.contains(
        "sheet read: Marchés 2015; other sheets (--sheet chooses one): Notice"))
  }

  /// Cells are strangers' texts: ESC, the eight-bit CSI and line breaks do nothing to a terminal.
  @Test func cellsDoNotDriveTheTerminal() throws {
    let table = try folder.write("t.csv", "Nom;Code postal\n\"A\u{1B}[31m\u{9B}2J\nB\";59530\n")
    let inspected = try Program.run(["inspect", table, "--lang", "en"]).output
    #expect(inspected.contains(#"“A?[31m?2J\nB”"#), "\(inspected)")
    let looked = try Program.run(["lookup", "Lille\u{1B}[31m", "--lang", "en"]).output
    for text in [inspected, looked] {
      #expect(!text.unicodeScalars.contains { $0 != "\n" && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) })
    }
  }

  // MARK: Other files

  @Test func gazetteersThatCannotBeRead() throws {
    let table = try folder.write("t.csv", "cp,ville\n59530,Le Quesnoy\n")
    try expect(
      ["geocode", table, "--gazetteer", folder.path("absent")], 66, "communes.csv du répertoire géographique",
      "gazetteer's table communes.csv cannot be read")
    let copy = folder.path("copy")
    try FileManager.default.copyItem(atPath: Self.root + "/gazetteer", toPath: copy)
    #expect(try Program.run(["geocode", table, "--gazetteer", copy]).output.contains("Le Quesnoy,59481"))
    try folder.write("copy/communes.csv", "name;latitude\n")
    try expect(
      ["geocode", table, "--gazetteer", copy], 65, "communes.csv, ligne 1 : « citycode;name;",
      "communes.csv, line 1: expected “citycode;name;")
  }

  @Test func gridsThatDoNotFit() throws {
    let table = try folder.write("t.csv", "cp,ville\n59530,Le Quesnoy\n")
    let (one, other) = (folder.path("one.asc"), folder.path("other.asc"))
    let merged = ["heatmap", "-o", folder.path("m.asc"), "--merge"]
    #expect(try Program.run(["heatmap", table, "-o", one]).status == 0)
    #expect(try Program.run(["heatmap", table, "-o", other, "--cell", "10km"]).status == 0)
    try expect(merged + [one, other], 65, "(cell : 5000.0, 10000.0)", "the grids differ (cell: 5000.0, 10000.0)")
    try folder.write("other.asc", "ncols many\n")
    try expect(merged + [one, other], 65, "other.asc : grille ASCII, ligne 1", "other.asc: ASCII grid, line 1")
    try folder.write("other.prj", #"LOCAL_CS["elsewhere"]"#)
    try expect(merged + [one, other], 65, "other.prj : projection inconnue", "other.prj: unknown projection")
    try expect(
      ["heatmap", table, "-o", one, "--grid", "hex"], 64, "seulement en .geojson ou .csv", "in .geojson or .csv only")
    #expect(!folder.names.contains("m.asc"))
  }

  @Test func cachesOfOthers() throws {
    let made = try Program.run(
      executable: "/usr/bin/env",
      [
        "python3", "-c",
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('CREATE TABLE t (a)'); c.execute('PRAGMA application_id = 7')",
        folder.path("other.sqlite"),
      ], environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"])
    #expect(made.status == 0, "\(made.error)")
    try expect(
      ["cache", "info", "--cache", folder.path("other.sqlite")], 65, "base d'un autre programme",
      "a database of another program")
  }

  // MARK: Terminals

  /// The reader of the output sleeps, so that the run takes longer than the line waits, on any machine.
  @Test(arguments: [("fr", " lignes, ", " lignes/s, ", " %, reste "), ("en", " rows, ", " rows/s, ", " s left")])
  func progressOnATerminal(_ language: String, _ rows: String, _ speed: String, _ left: String) throws {
    let run = try Program.shell(
      """
      (echo 'cp,ville'; yes '59530,Le Quesnoy' | head -n 100000) > t.csv; mkfifo out; (sleep 2; cat > o.csv) < out & \
        script -qec "'$PROGRAM' geocode t.csv -o out --lang \(language)" /dev/null; wait; wc -l < o.csv
      """, in: folder)
    let states = run.output.components(separatedBy: "\r\u{1B}[K")
    #expect(states.count > 2, "\(run.output)")
    #expect(
      states.dropFirst().contains { $0.contains(rows) && $0.contains(speed) && $0.contains(left) }, "\(run.output)")
    // The last thing on the screen is the summary alone.
    let summary = language == "fr" ? "100000 lignes, 100000 placées" : "100000 rows, 100000 placed"
    #expect(states.last?.contains(summary) == true)
    #expect(run.output.hasSuffix("100001\n"))
  }
}
