import Foundation
import SQLite
import SharedTesting
import Testing

@Suite struct SQLiteDatabaseTests {
  private static func path() -> String { NSTemporaryDirectory() + "sqlite-\(UUID().uuidString).db" }

  @Test func valuesComeBackAsTheyWere() throws {
    let database = try SQLiteDatabase(path: ":memory:")
    try database.execute("CREATE TABLE cells (cell)")
    let values: [SQLiteValue] = [
      .null, .integer(0), .integer(.min), .integer(.max), .real(-0.1), .text(""), .text("d'Œuvre \"é\" 🗺"),
      .text("a\u{0}b"), .blob([]), .blob([0, 255, 10]),
    ]
    let insert = try database.statement("INSERT INTO cells VALUES (?)")
    for value in values { try insert.run([value]) }
    var read: [SQLiteValue] = []
    try database.statement("SELECT cell FROM cells ORDER BY rowid").forEachRow { read.append($0.value(0)) }
    #expect(read == values)
    #expect(try database.integer("SELECT count(*) FROM cells WHERE cell IS NULL") == 1)
    #expect(try database.integer("SELECT cell FROM cells WHERE 0") == nil)
  }

  @Test func valuesOutOfSharedBytesComeBackAsTheyWere() throws {
    let database = try SQLiteDatabase(path: ":memory:")
    try database.execute("CREATE TABLE cells (first, second UNIQUE)")
    let insert = try database.statement("INSERT INTO cells VALUES (?, ?)")
    do {
      // Where these bytes are will be something else by the time that the statement is used again.
      let bytes = Array("d'Œuvre".utf8) + [0, 255]
      try insert.run([.text(0..<8), .blob(8..<10)], in: bytes)
      try insert.run([.text(4..<4), .blob(10..<10)], in: bytes)
    }
    try insert.run([.integer(.min), .real(-0.1)], in: [])
    try insert.run([.text(0..<0), .null], in: [])
    #expect(throws: SQLiteError.self) { try insert.run([.null, .real(-0.1)], in: []) }
    #expect(throws: SQLiteError.self) { try insert.run([.null], in: []) }
    // What was refused does not stay in the statement.
    try insert.run([.null, .null], in: [])
    var read: [[SQLiteValue]] = []
    try database.statement("SELECT * FROM cells ORDER BY rowid").forEachRow { read.append([$0.value(0), $0.value(1)]) }
    #expect(
      read == [
        [.text("d'Œuvre"), .blob([0, 255])], [.text(""), .blob([])], [.integer(.min), .real(-0.1)], [.text(""), .null],
        [.null, .null],
      ])
  }

  @Test func aTransactionThatThrowsLeavesNothing() throws {
    let database = try SQLiteDatabase(path: ":memory:")
    try database.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)")
    try database.inTransaction { () throws(SQLiteError) in try database.execute("INSERT INTO t VALUES (1)") }
    #expect(throws: SQLiteError.self) {
      try database.inTransaction { () throws(SQLiteError) in
        try database.execute("INSERT INTO t VALUES (2)")
        try database.execute("INSERT INTO t VALUES (1)")
      }
    }
    #expect(try database.integer("SELECT sum(n) FROM t") == 1)
    // And the next one begins as if nothing had been.
    try database.inTransaction { () throws(SQLiteError) in try database.execute("INSERT INTO t VALUES (3)") }
    #expect(try database.integer("SELECT sum(n) FROM t") == 4)
    try database.execute("DELETE FROM t")
    #expect(database.changes == 2)
  }

  /// Python's own SQLite reads the file, and the bytes of a database in memory.
  @Test func pythonReadsWhatWasWritten() throws {
    let (file, copy) = (Self.path(), Self.path())
    defer { for path in [file, copy] { try? FileManager.default.removeItem(atPath: path) } }
    for path in [file, ":memory:"] {
      let database = try SQLiteDatabase(path: path)
      try database.execute("CREATE TABLE t (name TEXT, n REAL, b BLOB)")
      try database.statement("INSERT INTO t VALUES (?, ?, ?)").run([.text("Échiré"), .real(46.39), .blob([1, 0, 2])])
      if path == ":memory:" { try Data(database.bytes()).write(to: URL(fileURLWithPath: copy)) }
    }
    for path in [file, copy] {
      let script = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT * FROM t').fetchall())"
      let python = try Program.run(
        executable: "/usr/bin/env", ["python3", "-c", script, path], environment: ["LC_ALL": "C.UTF-8"])
      #expect(python.output == "[('Échiré', 46.39, b'\\x01\\x00\\x02')]\n")
    }
  }

  @Test func whatCannotBeDone() throws {
    let database = try SQLiteDatabase(path: ":memory:")
    #expect(throws: SQLiteError.self) { try database.execute("SELEC 1") }
    #expect(throws: SQLiteError.self) { try database.statement("SELECT * FROM absent") }
    #expect(throws: SQLiteError.self) { try database.statement("-- nothing") }
    #expect(throws: SQLiteError.self) { try database.statement("SELECT ?, ?").run([.integer(1)]) }
    #expect(throws: SQLiteError.self) { try SQLiteDatabase(path: "/nonexistent/folder/x.db") }
  }

  @Test func aFileThatIsNoDatabaseIsToldApart() throws {
    let path = Self.path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(repeating: 0x41, count: 5_000).write(to: URL(fileURLWithPath: path))
    let database = try SQLiteDatabase(path: path)
    do throws(SQLiteError) {
      _ = try database.integer("SELECT count(*) FROM sqlite_master")
      Issue.record("a file of A's was read")
    } catch {
      #expect(error.kind == .corrupt)
      #expect(error.message == "file is not a database")
    }
  }

  @Test func aLockedFileIsWaitedForAndThenGivenUp() throws {
    let path = Self.path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try SQLiteDatabase(path: path)
    let second = try SQLiteDatabase(path: path, busySeconds: 0.2)
    try first.execute("CREATE TABLE t (n); BEGIN IMMEDIATE")
    let start = ProcessInfo.processInfo.systemUptime
    do throws(SQLiteError) {
      try second.execute("INSERT INTO t VALUES (1)")
      Issue.record("written beside another's transaction")
    } catch {
      #expect(error.kind == .busy)
    }
    #expect(ProcessInfo.processInfo.systemUptime - start >= 0.15)
    try first.execute("COMMIT")
    try second.execute("INSERT INTO t VALUES (1)")
  }

  @Test func aStatementOutlivesItsDatabasesName() throws {
    let statement = try SQLiteDatabase(path: ":memory:").statement("SELECT 1 + ?")
    var sum = 0
    try statement.forEachRow([.integer(2)]) { sum = $0.integer(0) }
    #expect(sum == 3)
  }
}
