import SQLite

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
    try using { database throws(SQLiteError) in
      let select = try database.statement(
        """
        SELECT provider, url, sum(candidates > 0), sum(candidates = 0), sum(expires <= ?), min(asked), max(asked)
        FROM answers GROUP BY provider, url ORDER BY provider, url
        """)
      var contents: [Contents] = []
      try select.forEachRow([.integer(now)]) { row in
        contents.append(
          Contents(
            provider: row.text(0), url: row.text(1), answers: row.integer(2), nonAnswers: row.integer(3),
            expired: row.integer(4), oldest: row.integer(5), newest: row.integer(6)))
      }
      return contents
    }
  }

  /// Calls `body` for each entry, by service and question; stops when it throws.
  public func forEachEntry<Failure: Error>(
    failing: (RemoteCacheError) -> Failure, _ body: (Entry) throws(Failure) -> Void
  ) throws(Failure) {
    var failure: Failure?
    do throws(RemoteCacheError) {
      try using { database throws(SQLiteError) in
        let select = try database.statement(
          "SELECT provider, url, question, answer, asked, expires FROM answers ORDER BY provider, url, question")
        do throws(Failure) {
          try select.forEachRow(failing: { failing(RemoteCacheError($0)) }) { row throws(Failure) in
            try body(
              Entry(
                provider: row.text(0), url: row.text(1), question: row.text(2), answer: row.text(3),
                asked: row.integer(4), expires: row.integer(5)))
          }
        } catch {
          failure = error
        }
      }
    } catch {
      throw failing(error)
    }
    if let failure { throw failure }
  }

  /// Forgets everything; the number of entries that were there.
  public func clear() throws(RemoteCacheError) -> Int {
    try using { database throws(SQLiteError) in
      try database.execute("DELETE FROM answers")
      return database.changes
    }
  }
}
