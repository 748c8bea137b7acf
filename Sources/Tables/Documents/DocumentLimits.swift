/// How much of a JSON document is believed.
enum DocumentLimits {
  /// Arrays and objects in each other; contracts have about six.
  static let depth = 64
  /// Values of one element of the list, that is of one contract.
  static let valuesPerElement = 1 << 22
  /// Columns; keys beyond them are taken for values that somebody wrote as keys.
  static let columns = 4096
  /// Bytes from which the columns are known: all of most documents. A key that comes later goes to a column of its own.
  static let sampleBytes = 16 << 20
  /// Holders of one contract times its states.
  static let rowsPerElement = 1 << 16
}
