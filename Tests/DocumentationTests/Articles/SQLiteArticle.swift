import SQLite

/// The examples of SQLite.md.
func sqliteArticle(_ print: (Any) -> Void) throws {
  let database = try SQLiteDatabase(path: ":memory:")
  try database.execute("CREATE TABLE communes (citycode TEXT PRIMARY KEY, name TEXT, people INTEGER)")
  try database.inTransaction { () throws(SQLiteError) in
    let insert = try database.statement("INSERT INTO communes VALUES (?, ?, ?)")
    try insert.run([.text("59481"), .text("Le Quesnoy"), .integer(4878)])
    try insert.run([.text("02381"), .text("Hirson"), .integer(8469)])
  }

  let byPeople = try database.statement("SELECT name, people FROM communes WHERE people > ? ORDER BY people")
  try byPeople.forEachRow([.integer(1_000)]) { row in print("\(row.text(0)) \(row.integer(1))") }
  // Le Quesnoy 4878
  // Hirson 8469
}
