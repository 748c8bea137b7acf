/// Why a table cannot be read.
public enum TableError: Error, Hashable, Sendable {
  /// There is no file of that path.
  case notFound(path: String)
  /// The path is a directory's.
  case isDirectory(path: String)
  /// The file may not be read.
  case permissionDenied(path: String)
  /// The system refused to read on; the system's error number.
  case readFailed(path: String, errno: Int32)
  /// The file became shorter while it was read: rows that were there are gone.
  case shrunk(path: String)
  /// There is no byte in it, or nothing but a byte order mark and white space.
  case emptyFile(path: String)
  /// It is something else than a table.
  case notATable(path: String, kind: ForeignFormat)
  /// An option names a column that the table lacks; the names it has.
  case noSuchColumn(role: ColumnRole, wanted: ColumnSelector, seen: [String])
  /// The header was said to be on a line that the table lacks; the lines it has, as far as looked at.
  case noSuchHeaderRow(wanted: Int, lines: Int)
  /// A table lacks every column that it was given for; the names that these have, and those it has.
  case lacksColumns(path: String, wanted: [String], seen: [String])
  /// A byte that cannot separate cells.
  case badDelimiter(UInt8)
  /// The workbook can only be opened with a password.
  case passwordProtected(path: String)
  /// The end of the file is missing: a download or copy that broke off.
  case truncated(path: String)
  /// libzip, which reads workbooks, is not installed or too old.
  case missingLibrary(path: String, reason: String)
  /// A part of the file is not what it has to be; the part's name, and the line of its markup if that is wrong.
  case damaged(path: String, part: String, line: Int?)
  /// More than is believed of a file of its kind; the part of the file and the limit in bytes.
  case tooLarge(path: String, part: String, limitBytes: Int)
  /// A sheet with more rows than any program writes.
  case tooManyRows(path: String, limit: Int)
  /// The workbook lacks the sheet asked for; the names of those it has.
  case noSuchSheet(path: String, wanted: String, seen: [String])
  /// A record beyond ``TableReader/recordByteLimit``; the line it begins on, 1-based.
  case recordTooLong(path: String, line: Int, limitBytes: Int)
}
