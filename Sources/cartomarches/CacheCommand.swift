import ArgumentParser
import Geocoding
import Glibc
import MapLayers
import RemoteGeocoding

/// `cartomarches cache info|clear|export`.
struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache", abstract: "The remote geocoder's cache: what was asked, and what was answered.",
    subcommands: [CacheInfoCommand.self, CacheClearCommand.self, CacheExportCommand.self])
}

/// `cartomarches cache info`.
struct CacheInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "info", abstract: "Counts what is kept.")

  @Flag(help: "Print one JSON document.")
  var json = false

  @OptionGroup var caching: CacheFileOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let language = common.language
    let cache = try caching.open(language)
    let contents = try reading(cache, language) { cache throws(RemoteCacheError) in
      try cache.contents(at: time(nil))
    }
    if json { return try Console.output(document(cache.path, contents)) }
    var lines = [cache.path]
    for service in contents {
      lines.append(
        language.choose(
          "\(service.provider) \(service.url) : \(service.answers) réponses, \(service.nonAnswers) sans réponse, "
            + "\(service.expired) périmées, du \(day(service.oldest)) au \(day(service.newest))",
          "\(service.provider) \(service.url): \(service.answers) answers, \(service.nonAnswers) without, "
            + "\(service.expired) expired, from \(day(service.oldest)) to \(day(service.newest))"))
    }
    if contents.isEmpty { lines.append(language.choose("vide", "empty")) }
    try Console.output(lines.joined(separator: "\n") + "\n")
  }

  private func document(_ path: String, _ contents: [RemoteCache.Contents]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.key("cache")
      $0.string(path)
      $0.key("services")
      $0.array {
        for service in contents {
          $0.object {
            $0.key("provider")
            $0.string(service.provider)
            $0.key("url")
            $0.string(service.url)
            $0.key("answers")
            $0.integer(service.answers)
          }
        }
      }
    }
    return writer.bytes
  }
}
