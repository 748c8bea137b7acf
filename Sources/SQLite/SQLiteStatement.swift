import CSQLite

/// What a parameter or a cell of a database may be.
public enum SQLiteValue: Hashable, Sendable {
  /// No value.
  case null
  /// A whole number.
  case integer(Int)
  /// A number of 64 bits.
  case real(Double)
  /// UTF-8.
  case text(String)
  /// Bytes.
  case blob([UInt8])
}

/// A value for a parameter, text and bytes by where they stand among bytes that many values share: rows by the thousand are
/// written without a copy of each value.
public enum SQLitePackedValue: Hashable, Sendable {
  /// No value.
  case null
  /// A whole number.
  case integer(Int)
  /// A number of 64 bits.
  case real(Double)
  /// UTF-8.
  case text(Range<Int>)
  /// Bytes.
  case blob(Range<Int>)
}

/// A prepared statement; keeps its database open, and is finalized in the end.
public final class SQLiteStatement {
  private let handle: OpaquePointer
  private let database: SQLiteDatabase

  init(_ sql: String, of database: SQLiteDatabase) throws(SQLiteError) {
    var handle: OpaquePointer?
    try database.check(csqlite_prepare(database.handle, sql, &handle))
    guard let handle else {
      throw SQLiteError(kind: .other, code: SQLITE_MISUSE, message: "empty statement: \(sql)")
    }
    self.handle = handle
    self.database = database
  }

  deinit { csqlite_finalize(handle) }

  /// Runs the statement with as many values as it has parameters, ignoring rows that come of it.
  public func run(_ values: [SQLiteValue] = []) throws(SQLiteError) {
    try forEachRow(values) { _ in }
  }

  /// Runs the statement with as many values as it has parameters, whose texts and blobs are ranges of `bytes`; ignores rows
  /// that come of it.
  public func run(_ values: [SQLitePackedValue], in bytes: [UInt8]) throws(SQLiteError) {
    try requireCount(values.count)
    try bytes.withUnsafeBufferPointer { bytes throws(SQLiteError) in
      let memory = UnsafeRawBufferPointer(bytes)
      defer {
        csqlite_reset(handle)
        csqlite_clear_bindings(handle)
      }
      for (index, value) in values.enumerated() { try database.check(bind(value, Int32(index + 1), in: memory)) }
      try forEachStep(failing: { $0 }) { (_) throws(SQLiteError) in }
    }
  }

  /// Runs the statement and calls `body` with each row.
  public func forEachRow<Failure: Error>(
    _ values: [SQLiteValue] = [], failing: (SQLiteError) -> Failure, _ body: (SQLiteRow) throws(Failure) -> Void
  ) throws(Failure) {
    // A statement that is not reset keeps its lock; the error it reports again is that of its last step.
    defer { csqlite_reset(handle) }
    do throws(SQLiteError) { try bind(values) } catch { throw failing(error) }
    try forEachStep(failing: failing, body)
  }

  /// Runs the statement with what is bound to its parameters and calls `body` with each row.
  private func forEachStep<Failure: Error>(
    failing: (SQLiteError) -> Failure, _ body: (SQLiteRow) throws(Failure) -> Void
  ) throws(Failure) {
    while true {
      switch csqlite_step(handle) {
      case SQLITE_ROW: try body(SQLiteRow(statement: handle))
      case SQLITE_DONE: return
      case let code: throw failing(SQLiteError(code, database.handle))
      }
    }
  }

  /// Runs the statement and calls `body` with each row.
  public func forEachRow(
    _ values: [SQLiteValue] = [], _ body: (SQLiteRow) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    try forEachRow(values, failing: { $0 }, body)
  }

  private func bind(_ values: [SQLiteValue]) throws(SQLiteError) {
    try requireCount(values.count)
    for (index, value) in values.enumerated() {
      try database.check(bind(value, Int32(index + 1)))
    }
  }

  private func requireCount(_ count: Int) throws(SQLiteError) {
    let expected = Int(csqlite_parameter_count(handle))
    guard count == expected else {
      let message = "\(expected) values expected, \(count) given"
      throw SQLiteError(kind: .other, code: SQLITE_MISUSE, message: message)
    }
  }

  private func bind(_ value: SQLitePackedValue, _ parameter: Int32, in memory: UnsafeRawBufferPointer) -> Int32 {
    // A text without bytes is not NULL: it needs an address, whatever stands there.
    func start(_ range: Range<Int>) -> UnsafeRawPointer {
      UnsafeRawBufferPointer(rebasing: memory[range]).baseAddress ?? UnsafeRawPointer(handle)
    }
    return switch value {
    case .null: csqlite_bind_null(handle, parameter)
    case .integer(let number): csqlite_bind_integer(handle, parameter, Int64(number))
    case .real(let number): csqlite_bind_real(handle, parameter, number)
    case .text(let range): csqlite_bind_text_in_place(handle, parameter, start(range), range.count)
    case .blob(let range): csqlite_bind_blob_in_place(handle, parameter, start(range), range.count)
    }
  }

  private func bind(_ value: SQLiteValue, _ parameter: Int32) -> Int32 {
    switch value {
    case .null: csqlite_bind_null(handle, parameter)
    case .integer(let number): csqlite_bind_integer(handle, parameter, Int64(number))
    case .real(let number): csqlite_bind_real(handle, parameter, number)
    case .text(let text): csqlite_bind_text(handle, parameter, text, text.utf8.count)
    case .blob(let bytes): csqlite_bind_blob(handle, parameter, bytes, bytes.count)
    }
  }
}

/// A row of results, for the time of a call. Columns count from 0; SQLite converts between types.
public struct SQLiteRow {
  let statement: OpaquePointer

  /// How many columns there are.
  public var count: Int { Int(csqlite_column_count(statement)) }

  /// A whole number; 0 for NULL.
  public func integer(_ column: Int) -> Int { Int(csqlite_column_integer(statement, Int32(column))) }

  /// A number; 0 for NULL.
  public func real(_ column: Int) -> Double { csqlite_column_real(statement, Int32(column)) }

  /// A text, its wrong UTF-8 repaired; empty for NULL.
  public func text(_ column: Int) -> String { String(decoding: blob(column), as: UTF8.self) }

  /// The bytes of a blob or text; empty for NULL.
  public func blob(_ column: Int) -> [UInt8] {
    var count = 0
    guard let start = csqlite_column_bytes(statement, Int32(column), &count) else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// The cell as it is stored.
  public func value(_ column: Int) -> SQLiteValue {
    switch csqlite_column_type(statement, Int32(column)) {
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_FLOAT: .real(real(column))
    case SQLITE_TEXT: .text(text(column))
    case SQLITE_BLOB: .blob(blob(column))
    default: .null
    }
  }
}
