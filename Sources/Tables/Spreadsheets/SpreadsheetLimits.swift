/// How much of a spreadsheet is believed: what is beyond was made to exhaust the reader.
enum SpreadsheetLimits {
  /// Rows of a sheet: what Excel and LibreOffice have.
  static let rows = 1 << 20
  /// Columns of a sheet: what Excel and LibreOffice have.
  static let columns = 1 << 14
  /// Columns of a sheet of Excel before 2007.
  static let oldColumns = 256
  /// Sheets of a workbook: more are programs' work, not people's.
  static let sheets = 4096
  /// Bytes that all shared strings have together. They are the one thing kept in memory.
  static let sharedStringBytes = 1 << 30
  /// Bytes of the workbook's small parts (sheets' names, styles), unpacked.
  static let smallPartBytes = 64 << 20
  /// Bytes of a part, unpacked: 4 GiB, as much as spreadsheets can write.
  static let partBytes = 4 << 30
  /// Real sheets shrink 10 to 50 times; deflate cannot do more than 1,032.
  static let packingRatio = 300
  /// Below this size a part may shrink as it likes.
  static let packingRatioFloor = 64 << 20
  /// Bytes of text that cells and rows written once and repeated may come to: people repeat few filled ones.
  static let repeatedBytes = 64 << 20
  /// Bytes of one tag or other unbroken piece of markup.
  static let tokenBytes = 1 << 20
  /// Elements in elements; spreadsheets have about ten.
  static let depth = 256
  /// Bytes of a workbook that comes through a pipe and has to be held in memory.
  static let pipedBytes = 1 << 30
  /// Bytes of a workbook of Excel before 2007, which is held in memory.
  static let oldWorkbookBytes = 256 << 20
  /// Cell formats: Excel allows 64,000.
  static let cellFormats = 1 << 17
}
