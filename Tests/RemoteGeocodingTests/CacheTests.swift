import Foundation
import SQLite
import SharedTesting
import Testing

@testable import RemoteGeocoding

@Suite struct CacheTests {
  static let source = RemoteCache.Source(provider: "remote:addok", url: "http://a")
  static let question = RemoteQuestion.search(text: "le quesnoy", postcode: "59530")
  static let day = 86_400

  static func answer(_ count: Int) -> RemoteAnswer {
    var candidate = RemoteCandidate(latitude: 50.25, longitude: 3.63)
    candidate.citycode = "59481"
    candidate.city = "Le Quesnoy"
    return RemoteAnswer(candidates: Array(repeating: candidate, count: count))
  }

  @Test func answersAndNonAnswersAreKept() throws {
    let folder = try TemporaryFolder()
    let unknown = RemoteQuestion.search(text: "zzz", postcode: "")
    do {
      let (cache, setAside) = try RemoteCache.open(path: folder.path("c.sqlite"))
      #expect(setAside == nil)
      try cache.keep([(Self.question, Self.answer(2)), (unknown, Self.answer(0))], from: Self.source, at: 1_000)
    }
    let (cache, _) = try RemoteCache.open(path: folder.path("c.sqlite"))
    let found = try cache.answers(to: [Self.question, unknown], from: Self.source, at: 1_001)
    #expect(found == [Self.question: Self.answer(2), unknown: Self.answer(0)])
    // Another service, or the same elsewhere, is another matter.
    let elsewhere = RemoteCache.Source(provider: "remote:addok", url: "http://b")
    #expect(try cache.answers(to: [Self.question], from: elsewhere, at: 1_001).isEmpty)
    let contents = try #require(try cache.contents(at: 1_001).first)
    #expect(contents.answers == 1 && contents.nonAnswers == 1 && contents.expired == 0)
  }

  @Test func nonAnswersExpireSooner() throws {
    let folder = try TemporaryFolder()
    let (cache, _) = try RemoteCache.open(path: folder.path("c.sqlite"))
    let unknown = RemoteQuestion.search(text: "zzz", postcode: "")
    try cache.keep([(Self.question, Self.answer(1)), (unknown, Self.answer(0))], from: Self.source, at: 0)
    let asked = [Self.question, unknown]
    #expect(try cache.answers(to: asked, from: Self.source, at: 29 * Self.day).count == 2)
    #expect(try cache.answers(to: asked, from: Self.source, at: 31 * Self.day).count == 1)
    #expect(try cache.answers(to: asked, from: Self.source, at: 181 * Self.day).isEmpty)
  }

  @Test func fileIsInWriteAheadMode() throws {
    let folder = try TemporaryFolder()
    let (cache, _) = try RemoteCache.open(path: folder.path("c.sqlite"))
    try cache.keep([(Self.question, Self.answer(1))], from: Self.source, at: 0)
    var mode = ""
    try SQLiteDatabase(path: cache.path).statement("PRAGMA journal_mode").forEachRow { mode = $0.text(0) }
    #expect(mode == "wal")
  }

  @Test(arguments: [
    "not a database at all, but long enough to be read as one, surely", "SQLite format 3\0 and then junk",
  ])
  func brokenFileIsSetAside(_ content: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("c.sqlite")
    let bytes = Data((content + String(repeating: "x", count: 5_000)).utf8)
    try bytes.write(to: URL(fileURLWithPath: path))
    let (cache, setAside) = try RemoteCache.open(path: path, isOurs: true)
    #expect(setAside == path + ".corrupt")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path + ".corrupt")) == bytes)
    try cache.keep([(Self.question, Self.answer(1))], from: Self.source, at: 0)
    #expect(try cache.answers(to: [Self.question], from: Self.source, at: 1).count == 1)
  }

  @Test(arguments: ["nom;cp\nA;59530\n", "x", "SQLite format 4\0 of another day"])
  func fileThatNeverWasADatabaseIsLeftAlone(_ content: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("liste.csv")
    try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: RemoteCacheError.notADatabase) { try RemoteCache.open(path: path) }
    #expect(throws: RemoteCacheError.notADatabase) { try RemoteCache.openExisting(path: path) }
    #expect(folder.names == ["liste.csv"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == content)
  }

  @Test func brokenDatabaseIsSetAsideWhereverItIs() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("c.sqlite")
    try Data(("SQLite format 3\0" + String(repeating: "x", count: 5_000)).utf8).write(to: URL(fileURLWithPath: path))
    #expect(try RemoteCache.open(path: path).setAside == path + ".corrupt")
  }

  @Test func whereNothingIsNothingIsMade() throws {
    let folder = try TemporaryFolder()
    #expect(try RemoteCache.openExisting(path: folder.path("none.sqlite")) == nil)
    #expect(folder.names.isEmpty)
    try Data().write(to: URL(fileURLWithPath: folder.path("empty.sqlite")))
    #expect(try RemoteCache.openExisting(path: folder.path("empty.sqlite")) == nil)
    // To keep answers in, an empty file will do.
    #expect(try RemoteCache.open(path: folder.path("empty.sqlite")).setAside == nil)
    #expect(try RemoteCache.openExisting(path: folder.path("empty.sqlite")) != nil)
  }

  @Test func fileOfALaterVersionIsSetAside() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("c.sqlite")
    _ = try RemoteCache.open(path: path)
    try SQLiteDatabase(path: path).execute("PRAGMA user_version = 7")
    let (_, setAside) = try RemoteCache.open(path: path)
    #expect(setAside == path + ".version-7")
    #expect(folder.names.contains("c.sqlite.version-7"))
  }

  @Test func databaseOfAnotherProgramIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("c.sqlite")
    try SQLiteDatabase(path: path).execute("CREATE TABLE accounts (name TEXT)")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(throws: RemoteCacheError.notOurs) { try RemoteCache.open(path: path) }
    #expect(folder.names == ["c.sqlite"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
  }

  @Test func folderThatIsNotThere() {
    #expect(throws: RemoteCacheError.self) { try RemoteCache.open(path: "/nonexistent/folder/c.sqlite") }
  }

  /// Two connections stand for two processes: SQLite locks the file either way.
  @Test func severalWritersAtOnce() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("c.sqlite")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let (cache, setAside) = try RemoteCache.open(path: path)
          #expect(setAside == nil)
          for number in 0..<25 {
            let question = RemoteQuestion.search(text: "\(writer) \(number)", postcode: "")
            try cache.keep([(question, Self.answer(1))], from: Self.source, at: 0)
          }
        }
      }
      try await group.waitForAll()
    }
    let (cache, _) = try RemoteCache.open(path: path)
    #expect(try cache.contents(at: 1).first?.answers == 100)
    #expect(try cache.clear() == 100)
    #expect(try cache.contents(at: 1).isEmpty)
  }
}
