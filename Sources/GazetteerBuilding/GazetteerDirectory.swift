import Foundation

/// The folder of the tables.
public enum GazetteerDirectory {
  /// A table could not be written: the folder is as it was before; or not renamed into its place: those before it are new
  /// already, and the folder is to be written again.
  public struct WriteFailure: Error, CustomStringConvertible {
    /// The file that could not be written.
    public let file: String
    /// What the system said.
    public let reason: String

    /// `gazetteer/names.csv: No space left on device`.
    public var description: String { "\(file): \(reason)" }
  }

  /// Writes all tables beside their places, then renames them: a failure to write leaves the old ones.
  public static func write(_ tables: [GazetteerTable], to directory: String) throws(WriteFailure) {
    var written: [(temporary: String, final: String)] = []
    func clean() {
      for (temporary, _) in written { unlink(temporary) }
    }
    for table in tables {
      let final = directory + "/" + table.file
      written.append((final + ".partial", final))
      do {
        try Data(table.bytes).write(to: URL(fileURLWithPath: final + ".partial"))
      } catch {
        clean()
        throw WriteFailure(file: final, reason: error.localizedDescription)
      }
    }
    for (temporary, final) in written where rename(temporary, final) != 0 {
      let reason = String(cString: strerror(errno))
      clean()
      throw WriteFailure(file: final, reason: reason)
    }
  }

  /// The files that are missing or whose bytes are not those of the tables.
  public static func differences(_ tables: [GazetteerTable], in directory: String) -> [String] {
    tables.filter { table in
      FileManager.default.contents(atPath: directory + "/" + table.file).map { [UInt8]($0) != table.bytes } ?? true
    }.map(\.file)
  }
}
