import ArgumentParser
import Geocoding
import Glibc
import MapLayers
import RemoteGeocoding

/// `cartomarches cache info|clear|export`.
struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache", abstract: "The remote geocoder's cache: what was asked, and what was answered.",
    subcommands: [Info.self, Clear.self, Export.self])

  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Counts what is kept.")

    @Flag(help: "Print one JSON document.")
    var json = false

    @OptionGroup var caching: CacheFileOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let contents = try caching.using(common.language) { cache throws(RemoteCacheError) in
        try cache.contents(at: time(nil))
      }
      let path = try caching.path(common.language, makesFolder: false)
      let info = CacheInfo(path: path, contents: contents ?? [], language: common.language)
      try Console.output(json ? info.json() : Array(info.text.utf8))
    }
  }

  struct Clear: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Forgets everything.")

    @OptionGroup var caching: CacheFileOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let count = try caching.using(common.language) { cache throws(RemoteCacheError) in try cache.clear() } ?? 0
      guard !common.quiet else { return }
      Console.error(common.language.choose("réponses supprimées : \(count)", "answers forgotten: \(count)"))
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Writes every entry as a line of JSON.")

    @Option(name: .shortAndLong, help: ArgumentHelp("Where to write (default: standard output).", valueName: "FILE"))
    var output = "-"

    @OptionGroup var caching: CacheFileOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let language = common.language
      let cache = try caching.existing(language)
      let file = output == "-" ? nil : try OutputFile(path: output, language: language)
      try cache?.forEachEntry(failing: { Failure($0, path: cache?.path ?? "", language) }) { entry throws(Failure) in
        let line = CacheInfo.line(entry)
        if let file { try file.write(line) } else { try Console.output(line) }
      }
      try file?.commit()
    }
  }
}

/// What is kept, as lines and as JSON.
struct CacheInfo {
  var path: String
  var contents: [RemoteCache.Contents]
  var language: Language

  var text: String {
    let lines = contents.map { service in
      let period = (Self.day(service.oldest), Self.day(service.newest))
      return language.choose(
        "\(service.provider) \(service.url) : avec réponse \(service.answers), sans \(service.nonAnswers), "
          + "périmées \(service.expired), du \(period.0) au \(period.1)",
        "\(service.provider) \(service.url): answered \(service.answers), without an answer \(service.nonAnswers), "
          + "expired \(service.expired), from \(period.0) to \(period.1)")
    }
    return ([path] + (lines.isEmpty ? [language.choose("vide", "empty")] : lines)).joined(separator: "\n") + "\n"
  }

  func json() -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("cache")
    json.text(path)
    json.key("services")
    json.beginArray()
    for service in contents {
      json.beginObject()
      for (key, text) in [
        ("provider", service.provider), ("url", service.url), ("oldest", Self.day(service.oldest)),
        ("newest", Self.day(service.newest)),
      ] {
        json.key(key)
        json.text(text)
      }
      for (key, count) in [
        ("answers", service.answers), ("non_answers", service.nonAnswers), ("expired", service.expired),
      ] {
        json.key(key)
        json.integer(count)
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.bytes + [0x0A]
  }

  /// An entry as a line of JSON; the answer, JSON itself, as text.
  static func line(_ entry: RemoteCache.Entry) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    for (key, text) in [
      ("provider", entry.provider), ("url", entry.url), ("question", entry.question), ("asked", day(entry.asked)),
      ("expires", day(entry.expires)), ("answer", entry.answer),
    ] {
      json.key(key)
      json.text(text)
    }
    json.endObject()
    return json.bytes + [0x0A]
  }

  /// The day of a time, UTC: "2026-11-23".
  static func day(_ seconds: Int) -> String {
    var time = time_t(seconds)
    var parts = tm()
    gmtime_r(&time, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
  }
}
