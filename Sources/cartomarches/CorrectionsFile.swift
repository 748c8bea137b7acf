import Geocoding
import TableGeocoding
import Tables

/// The file of `--corrections`.
enum CorrectionsFile {
  static func read(_ path: String, _ language: Language) throws(Failure) -> Corrections {
    do throws(TableError) {
      return try CorrectionsTable.read(try ByteSource(path: path))
    } catch {
      throw Failure(error, language)
    }
  }
}
