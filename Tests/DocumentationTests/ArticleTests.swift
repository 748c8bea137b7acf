import Foundation
import Testing

/// The examples in the articles of the libraries are code of ours, and print what they say.
struct ArticleTests {
  /// An article, and its examples as compiled.
  struct Article: CustomTestStringConvertible, Sendable {
    let module: String
    let examples: @Sendable ((Any) -> Void) async throws -> Void

    var testDescription: String { module }

    private static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

    func text() throws -> String {
      let file = Self.root.appending(path: "Sources/\(module)/\(module).docc/\(module).md")
      return try String(contentsOf: file, encoding: .utf8)
    }

    func code() throws -> String {
      let file = URL(filePath: #filePath).appending(path: "../Articles/\(module)Article.swift").standardized
      return try String(contentsOf: file, encoding: .utf8)
    }

    /// Modules with an article.
    static func modulesWithText() throws -> [String] {
      let sources = root.appending(path: "Sources")
      return try FileManager.default.contentsOfDirectory(atPath: sources.path()).filter {
        FileManager.default.fileExists(atPath: sources.appending(path: "\($0)/\($0).docc").path())
      }
    }
  }

  static let articles: [Article] = [
    Article(module: "ContractTables", examples: contractTablesArticle),
    Article(module: "Gazetteer", examples: gazetteerArticle),
    Article(module: "GazetteerBuilding", examples: gazetteerBuildingArticle),
    Article(module: "Geocoding", examples: geocodingArticle),
    Article(module: "Geodesy", examples: geodesyArticle),
    Article(module: "MapLayers", examples: mapLayersArticle),
    Article(module: "MapServer", examples: mapServerArticle),
    Article(module: "RemoteGeocoding", examples: remoteGeocodingArticle),
    Article(module: "SQLite", examples: sqliteArticle),
    Article(module: "SpatialAnalysis", examples: spatialAnalysisArticle),
    Article(module: "SupplierMaps", examples: supplierMapsArticle),
    Article(module: "TableGeocoding", examples: tableGeocodingArticle),
    Article(module: "Tables", examples: tablesArticle),
  ]

  @Test func everyArticleIsHere() throws {
    #expect(try Article.modulesWithText().sorted() == Self.articles.map(\.module).sorted())
  }

  @Test(arguments: articles) func examplesAreCompiled(_ article: Article) throws {
    let code = try article.code().lines.map { $0.drop(indentation: 2) }.joined(separator: "\n")
    let blocks = try article.text().swiftBlocks
    #expect(!blocks.isEmpty)
    for block in blocks where !code.contains("\n\(block)\n") {
      Issue.record("not in \(article.module)Article.swift, word for word:\n\(block)")
    }
  }

  @Test(arguments: articles) func examplesPrintWhatTheySay(_ article: Article) async throws {
    var printed: [String] = []
    try await article.examples { printed.append("\($0)") }
    // Every comment inside a function is a line of its output.
    let said = try article.code().lines.filter { $0.hasPrefix("  ") }
      .compactMap { $0.components(separatedBy: "// ").dropFirst().last }
    #expect(printed == said)
  }
}

extension String {
  fileprivate var lines: [String] { components(separatedBy: "\n") }

  /// The code blocks that are marked as Swift.
  fileprivate var swiftBlocks: [String] {
    components(separatedBy: "```swift\n").dropFirst().compactMap { $0.components(separatedBy: "\n```").first }
  }

  fileprivate func drop(indentation: Int) -> String {
    hasPrefix(String(repeating: " ", count: indentation)) ? String(dropFirst(indentation)) : self
  }
}
