import FoundationEssentials
import Glibc
import Locking
import SQLite

/// Answers and non-answers of remote services, kept in a SQLite file so that nothing is asked twice.
///
/// The file is in write-ahead mode: two processes may use it at once, and what was kept survives the end of the program,
/// however it ends.
public final class RemoteCache: @unchecked Sendable {
  /// The file.
  public let path: String
  /// The connection, which is only used while ``lock`` is held.
  private let database: SQLiteDatabase
  private let lock = Mutex(())

  /// "cmrc": marks the file as ours, so that no other program's is ever set aside.
  private static let applicationNumber = 0x636D_7263
  /// The form of the table; files of a later form are set aside.
  private static let version = 1
  /// Days: addresses change slowly.
  private static let daysOfAnswers = 180
  /// Days: what is unknown today may be known next month.
  private static let daysOfNonAnswers = 30
  /// Seconds to wait for another process's write.
  private static let busySeconds = 20.0

  private init(path: String, database: SQLiteDatabase) {
    self.path = path
    self.database = database
  }

  /// Opens the file if there is one with something in it; makes none. Else like ``open(path:isOurs:)``.
  public static func openExisting(
    path: String, isOurs: Bool = false
  ) throws(RemoteCacheError) -> (cache: RemoteCache, setAside: String?)? {
    var status = stat()
    if stat(path, &status) != 0, errno == ENOENT || errno == ENOTDIR { return nil }
    return status.st_mode & S_IFMT == S_IFREG && status.st_size == 0 ? nil : try open(path: path, isOurs: isOurs)
  }

  /// Opens or makes the file; the folder must be there. A broken database, or one of a later version, is renamed and a new one
  /// made: `setAside` says under which name. What never was a database is somebody's file, and left alone, unless the path
  /// `isOurs`: nobody else keeps files there.
  public static func open(
    path: String, isOurs: Bool = false
  ) throws(RemoteCacheError) -> (cache: RemoteCache, setAside: String?) {
    do throws(RemoteCacheError) {
      return (try attempt(path), nil)
    } catch {
      let suffix: String
      switch error {
      case .corrupt: suffix = "corrupt"
      case .notADatabase where isOurs: suffix = "corrupt"
      case .laterVersion(let number): suffix = "version-\(number)"
      case .notOurs, .notADatabase, .unusable: throw error
      }
      let kept = try setAside(path, suffix)
      return (try attempt(path), kept)
    }
  }

  private static func setAside(_ path: String, _ suffix: String) throws(RemoteCacheError) -> String {
    var kept = "\(path).\(suffix)"
    var number = 2
    while access(kept, F_OK) == 0 {
      kept = "\(path).\(suffix)-\(number)"
      number += 1
    }
    guard rename(path, kept) == 0 else { throw .unusable(String(cString: strerror(errno))) }
    for tail in ["-wal", "-shm"] { rename(path + tail, kept + tail) }
    return kept
  }

  private static func attempt(_ path: String) throws(RemoteCacheError) -> RemoteCache {
    guard beginsAsDatabase(path) else { throw .notADatabase }
    let database = try translating { () throws(SQLiteError) in
      try SQLiteDatabase(path: path, busySeconds: busySeconds)
    }
    // Before anything is changed in what may be another program's file.
    try refuse(try stamp(of: database))
    let found = try translating { () throws(SQLiteError) in
      // Normal: what is committed survives the program's end; only a power cut may lose the last of it.
      try database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
      return try database.inTransaction { () throws(SQLiteError) in
        // Again, since another process may have made the file meanwhile.
        let stamp = try Stamp(database)
        if stamp.isNew { try database.execute(schema) }
        return stamp
      }
    }
    try refuse(found)
    return RemoteCache(path: path, database: database)
  }

  /// The first bytes of every SQLite file (sqlite.org/fileformat2.html, "The Database Header").
  private static let databaseHeader = Array("SQLite format 3\0".utf8)

  /// False for a file with something else in it than a database. What cannot be read is for SQLite to refuse.
  private static func beginsAsDatabase(_ path: String) -> Bool {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    var head = [UInt8](repeating: 0, count: databaseHeader.count)
    let count = head.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    return count <= 0 || head == databaseHeader
  }

  /// What a file says of itself.
  private struct Stamp {
    var application: Int
    var version: Int
    var tables: Int

    init(_ database: SQLiteDatabase) throws(SQLiteError) {
      application = try database.integer("PRAGMA application_id") ?? 0
      version = try database.integer("PRAGMA user_version") ?? 0
      tables = try database.integer("SELECT count(*) FROM sqlite_master") ?? 0
    }

    var isNew: Bool { application == 0 && tables == 0 }
  }

  private static func stamp(of database: SQLiteDatabase) throws(RemoteCacheError) -> Stamp {
    try translating { () throws(SQLiteError) in try Stamp(database) }
  }

  private static func refuse(_ stamp: Stamp) throws(RemoteCacheError) {
    if !stamp.isNew, stamp.application != applicationNumber { throw .notOurs }
    if stamp.version > version { throw .laterVersion(stamp.version) }
  }

  private static let schema = """
    CREATE TABLE answers (
      provider TEXT NOT NULL, url TEXT NOT NULL, question TEXT NOT NULL,
      answer TEXT NOT NULL, candidates INTEGER NOT NULL, asked INTEGER NOT NULL, expires INTEGER NOT NULL,
      PRIMARY KEY (provider, url, question)
    ) STRICT, WITHOUT ROWID;
    PRAGMA application_id = \(applicationNumber);
    PRAGMA user_version = \(version);
    """

  // MARK: Use

  /// The answers known and not expired at `now`, in seconds since 1970.
  func answers(
    to questions: [RemoteQuestion], from source: Source, at now: Int
  ) throws(RemoteCacheError) -> [RemoteQuestion: RemoteAnswer] {
    try using { database throws(SQLiteError) in
      let select = try database.statement(
        "SELECT answer FROM answers WHERE provider = ? AND url = ? AND question = ? AND expires > ?")
      let decoder = JSONDecoder()
      var found: [RemoteQuestion: RemoteAnswer] = [:]
      for question in questions {
        try select.forEachRow([.text(source.provider), .text(source.url), .text(question.text), .integer(now)]) { row in
          // An answer that cannot be read counts as none: it is asked again, and replaced.
          found[question] = try? decoder.decode(RemoteAnswer.self, from: Data(row.blob(0)))
        }
      }
      return found
    }
  }

  /// Keeps answers in one transaction: all of them are in the file when this returns.
  func keep(
    _ answers: [(question: RemoteQuestion, answer: RemoteAnswer)], from source: Source, at now: Int
  ) throws(RemoteCacheError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var rows: [[SQLiteValue]] = []
    for (question, answer) in answers {
      // Numbers and texts alone: encoding them cannot fail.
      guard let text = (try? encoder.encode(answer)).map({ String(decoding: $0, as: UTF8.self) }) else { continue }
      let days = answer.candidates.isEmpty ? Self.daysOfNonAnswers : Self.daysOfAnswers
      rows.append([
        .text(source.provider), .text(source.url), .text(question.text), .text(text),
        .integer(answer.candidates.count), .integer(now), .integer(now + days * 86_400),
      ])
    }
    try using { database throws(SQLiteError) in
      try database.inTransaction { () throws(SQLiteError) in
        let insert = try database.statement("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)")
        for row in rows { try insert.run(row) }
      }
    }
  }

  /// Whom answers come from.
  struct Source: Hashable, Sendable {
    var provider: String
    var url: String
  }

  /// Runs `body` on the database, one caller at a time.
  func using<Value: Sendable>(
    _ body: (SQLiteDatabase) throws(SQLiteError) -> Value
  ) throws(RemoteCacheError) -> Value {
    try lock.withLock { _ throws(RemoteCacheError) in
      try Self.translating { () throws(SQLiteError) in try body(database) }
    }
  }

  private static func translating<Value>(
    _ body: () throws(SQLiteError) -> Value
  ) throws(RemoteCacheError) -> Value {
    do throws(SQLiteError) {
      return try body()
    } catch {
      throw RemoteCacheError(error)
    }
  }
}

/// Why the cache cannot be used.
public enum RemoteCacheError: Error, Hashable, Sendable {
  /// The file is a broken database.
  case corrupt(String)
  /// A later version of the program wrote it.
  case laterVersion(Int)
  /// The file has something else in it than a database.
  case notADatabase
  /// A database of another program.
  case notOurs
  /// The file cannot be opened or written.
  case unusable(String)

  init(_ error: SQLiteError) {
    self = error.kind == .corrupt ? .corrupt(error.message) : .unusable(error.message)
  }
}
