import CSQLite

/// A connection to a SQLite database: opens it, runs statements, closes it in the end.
///
///     let database = try SQLiteDatabase(path: "cities.sqlite")
///     try database.execute("CREATE TABLE cities (code TEXT, name TEXT)")
///     try database.inTransaction { () throws(SQLiteError) in
///       let insert = try database.statement("INSERT INTO cities VALUES (?, ?)")
///       try insert.run([.text("59481"), .text("Le Quesnoy")])
///     }
///
/// SQLite is loaded at the first use in the process. Belongs to one thread at a time, and so do its statements.
public final class SQLiteDatabase {
  /// The connection; closed when the last of the database and its statements goes.
  let handle: OpaquePointer

  /// Opens a file, making it if it is not there; ":memory:" is a database in memory. Another process's write is waited for
  /// at most `busySeconds`.
  public init(path: String, busySeconds: Double = 0) throws(SQLiteError) {
    if let failure = csqlite_load() {
      throw SQLiteError(kind: .missing, code: SQLITE_ERROR, message: String(cString: failure))
    }
    var handle: OpaquePointer?
    // Extended codes tell a broken file from one that cannot be read. Threads are kept apart by the callers.
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = csqlite_open(path, &handle, flags)
    guard code == SQLITE_OK, let handle else {
      let error = SQLiteError(code, handle)
      csqlite_close(handle)
      throw error
    }
    self.handle = handle
    csqlite_set_busy_milliseconds(handle, Int32(min(max(busySeconds, 0), 1e6) * 1000))
  }

  deinit { csqlite_close(handle) }

  /// Runs statements separated by semicolons, without parameters or results.
  public func execute(_ sql: String) throws(SQLiteError) {
    try check(csqlite_execute(handle, sql))
  }

  /// Prepares one statement, to be run any number of times.
  public func statement(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
    try SQLiteStatement(sql, of: self)
  }

  /// The integer that a query without parameters begins with; `nil` without a row.
  public func integer(_ sql: String) throws(SQLiteError) -> Int? {
    var value: Int?
    try statement(sql).forEachRow { value = value ?? $0.integer(0) }
    return value
  }

  /// Rows that the last INSERT, UPDATE or DELETE changed.
  public var changes: Int { Int(csqlite_changes(handle)) }

  /// Runs `body` in a transaction that takes the lock for writing at once; when `body` throws, nothing of it is kept.
  public func inTransaction<Value>(_ body: () throws(SQLiteError) -> Value) throws(SQLiteError) -> Value {
    try execute("BEGIN IMMEDIATE")
    do throws(SQLiteError) {
      let value = try body()
      try execute("COMMIT")
      return value
    } catch {
      // Whatever this says, the transaction is over; the first error is the one that counts.
      _ = csqlite_execute(handle, "ROLLBACK")
      throw error
    }
  }

  /// The database as the bytes of a file. O(n) memory.
  public func bytes() throws(SQLiteError) -> [UInt8] {
    var count = 0
    guard let start = csqlite_serialize(handle, &count) else { throw SQLiteError(SQLITE_NOMEM, handle) }
    defer { csqlite_free(start) }
    return Array(UnsafeBufferPointer(start: start, count: count))
  }

  func check(_ code: Int32) throws(SQLiteError) {
    guard code == SQLITE_OK else { throw SQLiteError(code, handle) }
  }
}

/// What SQLite refused, and why.
public struct SQLiteError: Error, Hashable, Sendable {
  /// What a caller may want to tell apart.
  public enum Kind: Hashable, Sendable {
    /// The library is not installed, or too old.
    case missing
    /// The file is no database, or a broken one.
    case corrupt
    /// Another process kept the file locked for too long.
    case busy
    /// Anything else: permissions, a full disk, a wrong statement.
    case other
  }

  /// The kind of error.
  public var kind: Kind
  /// SQLite's extended result code.
  public var code: Int32
  /// SQLite's words.
  public var message: String

  init(kind: Kind, code: Int32, message: String) {
    self.kind = kind
    self.code = code
    self.message = message
  }

  init(_ code: Int32, _ handle: OpaquePointer?) {
    let kind: Kind =
      switch code & 0xFF {
      case SQLITE_NOTADB, SQLITE_CORRUPT: .corrupt
      case SQLITE_BUSY, SQLITE_LOCKED: .busy
      default: .other
      }
    self.init(kind: kind, code: code, message: String(cString: csqlite_message(handle)))
  }
}
