import FoundationEssentials
import GRDB
import Glibc

/// Answers and non-answers of remote services, kept in a SQLite file so that nothing is asked twice.
///
/// The file is in write-ahead mode: two processes may use it at once, and what ``keep(_:from:at:)`` returned from
/// survives the end of the program, however it ends.
public final class RemoteCache: Sendable {
  /// The file.
  public let path: String
  private let database: DatabaseQueue

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

  private init(path: String, database: DatabaseQueue) {
    self.path = path
    self.database = database
  }

  /// Opens or makes the file; the folder must be there. A broken file, or one of a later version, is renamed and a new one
  /// made: `setAside` says under which name.
  public static func open(path: String) throws(RemoteCacheError) -> (cache: RemoteCache, setAside: String?) {
    do throws(RemoteCacheError) {
      return (try attempt(path), nil)
    } catch {
      let suffix: String
      switch error {
      case .corrupt: suffix = "corrupt"
      case .laterVersion(let number): suffix = "version-\(number)"
      case .notOurs, .unusable: throw error
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
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(busySeconds)
    configuration.label = "remote cache"
    return try failing { () throws -> RemoteCache in
      let database = try DatabaseQueue(path: path, configuration: configuration)
      try database.write(prepare)
      return RemoteCache(path: path, database: database)
    }
  }

  private static func prepare(_ database: Database) throws {
    let number = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    if tables > 0, number != applicationNumber { throw RemoteCacheError.notOurs }
    if found > version { throw RemoteCacheError.laterVersion(found) }
    try database.execute(
      sql: """
        CREATE TABLE IF NOT EXISTS answers (
          provider TEXT NOT NULL, url TEXT NOT NULL, question TEXT NOT NULL,
          answer TEXT NOT NULL, candidates INTEGER NOT NULL, asked INTEGER NOT NULL, expires INTEGER NOT NULL,
          PRIMARY KEY (provider, url, question)
        ) STRICT, WITHOUT ROWID;
        PRAGMA application_id = \(applicationNumber);
        PRAGMA user_version = \(version);
        """)
  }

  // MARK: Use

  /// The answers known and not expired at `now`, in seconds since 1970.
  func answers(
    to questions: [RemoteQuestion], from source: Source, at now: Int
  ) throws(RemoteCacheError) -> [RemoteQuestion: RemoteAnswer] {
    try Self.failing { () throws -> [RemoteQuestion: RemoteAnswer] in
      try database.read { database in
        let statement = try database.cachedStatement(
          sql: "SELECT answer FROM answers WHERE provider = ? AND url = ? AND question = ? AND expires > ?")
        let decoder = JSONDecoder()
        var found: [RemoteQuestion: RemoteAnswer] = [:]
        for question in questions {
          let arguments: StatementArguments = [source.provider, source.url, question.text, now]
          guard let text = try String.fetchOne(statement, arguments: arguments) else { continue }
          found[question] = try? decoder.decode(RemoteAnswer.self, from: Data(text.utf8))
        }
        return found
      }
    }
  }

  /// Keeps answers in one transaction: all of them are on the disk when this returns.
  func keep(
    _ answers: [(question: RemoteQuestion, answer: RemoteAnswer)], from source: Source, at now: Int
  ) throws(RemoteCacheError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try Self.failing { () throws -> Void in
      try database.write { database in
        let statement = try database.cachedStatement(
          sql: "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)")
        for (question, answer) in answers {
          let days = answer.candidates.isEmpty ? Self.daysOfNonAnswers : Self.daysOfAnswers
          let text = String(decoding: try encoder.encode(answer), as: UTF8.self)
          try statement.execute(arguments: [
            source.provider, source.url, question.text, text, answer.candidates.count, now, now + days * 86_400,
          ])
        }
      }
    }
  }

  /// Whom answers come from.
  struct Source: Hashable, Sendable {
    var provider: String
    var url: String
  }

  static func failing<Value>(_ body: () throws -> Value) throws(RemoteCacheError) -> Value {
    do {
      return try body()
    } catch let error as RemoteCacheError {
      throw error
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_NOTADB, .SQLITE_CORRUPT: throw .corrupt(error.message ?? "")
      default: throw .unusable(error.message ?? "SQLite \(error.resultCode.rawValue)")
      }
    } catch {
      throw .unusable(String(describing: error))
    }
  }

  func run<Value>(_ body: (Database) throws -> Value) throws(RemoteCacheError) -> Value {
    try Self.failing { try database.write(body) }
  }
}

/// Why the cache cannot be used.
public enum RemoteCacheError: Error, Hashable, Sendable {
  /// The file is no database, or a broken one.
  case corrupt(String)
  /// A later version of the program wrote it.
  case laterVersion(Int)
  /// A database of another program.
  case notOurs
  /// The file cannot be opened or written.
  case unusable(String)
}
