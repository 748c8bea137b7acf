import ArgumentParser
import Geocoding
import Glibc
import RemoteGeocoding

/// Where the answers of remote services are kept.
struct CacheFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file of remote answers (default: cartomarches/remote.sqlite in the XDG cache folder).", valueName: "FILE"))
  var cache: String?

  /// The file's path; the folder of the default one is made if it is to be written to.
  func path(_ language: Language, makesFolder: Bool) throws(Failure) -> String {
    if let cache { return cache }
    func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let base = variable("XDG_CACHE_HOME") ?? variable("HOME").map({ "\($0)/.cache" }) else {
      throw Failure(
        .usage,
        language.choose(
          "ni XDG_CACHE_HOME ni HOME : donnez le cache avec --cache FICHIER, ou --no-cache",
          "neither XDG_CACHE_HOME nor HOME: name the cache with --cache FILE, or --no-cache"))
    }
    let folder = "\(base)/cartomarches"
    // What people were looked up is nobody else's business.
    if makesFolder { for path in [base, folder] { mkdir(path, 0o700) } }
    return "\(folder)/remote.sqlite"
  }

  /// Opens the cache, making it if it is not there; says so when an unusable one was set aside.
  func open(_ language: Language) throws(Failure) -> RemoteCache {
    let path = try path(language, makesFolder: true)
    do throws(RemoteCacheError) {
      let (cache, setAside) = try RemoteCache.open(path: path, isOurs: self.cache == nil)
      tell(setAside, path, language)
      return cache
    } catch {
      throw Failure(error, path: path, language)
    }
  }

  /// Opens the cache if there is one: a command that is about it makes none.
  func existing(_ language: Language) throws(Failure) -> RemoteCache? {
    let path = try path(language, makesFolder: false)
    do throws(RemoteCacheError) {
      let found = try RemoteCache.openExisting(path: path, isOurs: self.cache == nil)
      guard let (cache, setAside) = found else { return nil }
      tell(setAside, path, language)
      return cache
    } catch {
      throw Failure(error, path: path, language)
    }
  }

  private func tell(_ setAside: String?, _ path: String, _ language: Language) {
    guard let setAside else { return }
    Console.error(
      language.choose(
        "\(path) : cache illisible, mis de côté sous \(setAside) ; un nouveau est commencé",
        "\(path): unreadable cache, set aside as \(setAside); a new one is begun"))
  }

  /// Looks into the cache for a command that is about it; `nil` when there is none.
  func using<Value>(
    _ language: Language, _ body: (RemoteCache) throws(RemoteCacheError) -> Value
  ) throws(Failure) -> Value? {
    guard let cache = try existing(language) else { return nil }
    do throws(RemoteCacheError) {
      return try body(cache)
    } catch {
      throw Failure(error, path: cache.path, language)
    }
  }
}

extension Failure {
  /// The line for a cache that cannot be used.
  init(_ error: RemoteCacheError, path: String, _ language: Language) {
    switch error {
    case .notADatabase:
      self.init(
        .data,
        language.choose(
          "\(path) : ce fichier n'est pas un cache, il reste comme il est ; donnez-en un autre à --cache",
          "\(path): this file is no cache, it is left as it is; give --cache another one"))
    case .notOurs:
      self.init(
        .data,
        language.choose(
          "\(path) : base d'un autre programme ; donnez un autre fichier à --cache",
          "\(path): a database of another program; give --cache another file"))
    case .corrupt(let reason), .unusable(let reason):
      self.init(
        .inputOutput,
        language.choose(
          "\(path) : cache inutilisable (\(reason)) ; donnez un autre fichier à --cache, ou --no-cache",
          "\(path): the cache cannot be used (\(reason)); give --cache another file, or --no-cache"))
    case .laterVersion(let version):
      self.init(
        .data,
        language.choose(
          "\(path) : cache d'une version ultérieure (\(version)) ; donnez un autre fichier à --cache",
          "\(path): cache of a later version (\(version)); give --cache another file"))
    }
  }
}
