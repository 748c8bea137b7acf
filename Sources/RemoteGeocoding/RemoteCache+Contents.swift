import GRDB

extension RemoteCache {
  /// What is kept of one service.
  public struct Contents: Hashable, Sendable {
    /// `remote:ban` and so on.
    public var provider: String
    /// Where it was asked.
    public var url: String
    /// Questions with an answer.
    public var answers: Int
    /// Questions without.
    public var nonAnswers: Int
    /// Of both, those that would be asked again.
    public var expired: Int
    /// Seconds since 1970.
    public var oldest: Int
    /// Seconds since 1970.
    public var newest: Int
  }

  /// One question and its answer, as kept.
  public struct Entry: Hashable, Sendable {
    /// `remote:ban` and so on.
    public var provider: String
    /// Where it was asked.
    public var url: String
    /// The question in words.
    public var question: String
    /// The answer, JSON.
    public var answer: String
    /// Seconds since 1970.
    public var asked: Int
    /// Seconds since 1970.
    public var expires: Int
  }

  /// What is kept, service by service. O(n).
  public func contents(at now: Int) throws(RemoteCacheError) -> [Contents] {
    try run { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT provider, url, sum(candidates > 0) AS answers, sum(candidates = 0) AS nonAnswers,
            sum(expires <= ?) AS expired, min(asked) AS oldest, max(asked) AS newest
          FROM answers GROUP BY provider, url ORDER BY provider, url
          """, arguments: [now]
      ).map { row in
        Contents(
          provider: row["provider"], url: row["url"], answers: row["answers"], nonAnswers: row["nonAnswers"],
          expired: row["expired"], oldest: row["oldest"], newest: row["newest"])
      }
    }
  }

  /// Calls `body` for each entry, by service and question.
  public func forEachEntry(_ body: (Entry) throws -> Void) throws(RemoteCacheError) {
    try run { database in
      let rows = try Row.fetchCursor(database, sql: "SELECT * FROM answers ORDER BY provider, url, question")
      while let row = try rows.next() {
        try body(
          Entry(
            provider: row["provider"], url: row["url"], question: row["question"], answer: row["answer"],
            asked: row["asked"], expires: row["expires"]))
      }
    }
  }

  /// Forgets everything; the number of entries that were there.
  public func clear() throws(RemoteCacheError) -> Int {
    try run { database in
      try database.execute(sql: "DELETE FROM answers")
      return database.changesCount
    }
  }
}
