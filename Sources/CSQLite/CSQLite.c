#include "CSQLite.h"

#include <CLibraryLoading.h>
#include <pthread.h>

// The functions of SQLite that are used.
#define FUNCTIONS(F) \
  F(sqlite3_open_v2) F(sqlite3_close_v2) F(sqlite3_busy_timeout) F(sqlite3_errmsg) F(sqlite3_changes) F(sqlite3_exec) \
  F(sqlite3_prepare_v2) F(sqlite3_finalize) F(sqlite3_step) F(sqlite3_reset) F(sqlite3_bind_parameter_count) \
  F(sqlite3_clear_bindings) F(sqlite3_bind_null) F(sqlite3_bind_int64) F(sqlite3_bind_double) F(sqlite3_bind_text64) F(sqlite3_bind_blob64) \
  F(sqlite3_column_count) F(sqlite3_column_type) F(sqlite3_column_int64) F(sqlite3_column_double) \
  F(sqlite3_column_blob) F(sqlite3_column_bytes) F(sqlite3_serialize) F(sqlite3_free)

static struct { FUNCTIONS(LIBRARY_MEMBER) } lib;
static const struct library_function functions[] = { FUNCTIONS(LIBRARY_ENTRY) };

static const char *failure;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  static const char *const names[] = {"libsqlite3.so.0", NULL};
  failure = library_load(names, functions, sizeof functions / sizeof *functions);
}

const char *csqlite_load(void) {
  pthread_once(&once, load);
  return failure;
}

int csqlite_open(const char *path, sqlite3 **database, int flags) {
  return lib.sqlite3_open_v2(path, database, flags, NULL);
}
void csqlite_close(sqlite3 *database) { lib.sqlite3_close_v2(database); }
void csqlite_set_busy_milliseconds(sqlite3 *database, int milliseconds) {
  lib.sqlite3_busy_timeout(database, milliseconds);
}
const char *csqlite_message(sqlite3 *database) { return lib.sqlite3_errmsg(database); }
int csqlite_changes(sqlite3 *database) { return lib.sqlite3_changes(database); }
int csqlite_execute(sqlite3 *database, const char *sql) { return lib.sqlite3_exec(database, sql, NULL, NULL, NULL); }

int csqlite_prepare(sqlite3 *database, const char *sql, sqlite3_stmt **statement) {
  return lib.sqlite3_prepare_v2(database, sql, -1, statement, NULL);
}
void csqlite_finalize(sqlite3_stmt *statement) { lib.sqlite3_finalize(statement); }
int csqlite_step(sqlite3_stmt *statement) { return lib.sqlite3_step(statement); }
int csqlite_reset(sqlite3_stmt *statement) { return lib.sqlite3_reset(statement); }
int csqlite_parameter_count(sqlite3_stmt *statement) { return lib.sqlite3_bind_parameter_count(statement); }
int csqlite_bind_null(sqlite3_stmt *statement, int parameter) { return lib.sqlite3_bind_null(statement, parameter); }
int csqlite_bind_integer(sqlite3_stmt *statement, int parameter, sqlite3_int64 value) {
  return lib.sqlite3_bind_int64(statement, parameter, value);
}
int csqlite_bind_real(sqlite3_stmt *statement, int parameter, double value) {
  return lib.sqlite3_bind_double(statement, parameter, value);
}
int csqlite_bind_text(sqlite3_stmt *statement, int parameter, const char *text, size_t bytes) {
  return lib.sqlite3_bind_text64(statement, parameter, text, bytes, SQLITE_TRANSIENT, SQLITE_UTF8);
}
int csqlite_bind_blob(sqlite3_stmt *statement, int parameter, const void *bytes, size_t count) {
  return lib.sqlite3_bind_blob64(statement, parameter, bytes, count, SQLITE_TRANSIENT);
}
int csqlite_bind_text_in_place(sqlite3_stmt *statement, int parameter, const char *text, size_t bytes) {
  return lib.sqlite3_bind_text64(statement, parameter, text, bytes, SQLITE_STATIC, SQLITE_UTF8);
}
int csqlite_bind_blob_in_place(sqlite3_stmt *statement, int parameter, const void *bytes, size_t count) {
  return lib.sqlite3_bind_blob64(statement, parameter, bytes, count, SQLITE_STATIC);
}
void csqlite_clear_bindings(sqlite3_stmt *statement) { lib.sqlite3_clear_bindings(statement); }
int csqlite_column_count(sqlite3_stmt *statement) { return lib.sqlite3_column_count(statement); }
int csqlite_column_type(sqlite3_stmt *statement, int column) { return lib.sqlite3_column_type(statement, column); }
sqlite3_int64 csqlite_column_integer(sqlite3_stmt *statement, int column) {
  return lib.sqlite3_column_int64(statement, column);
}
double csqlite_column_real(sqlite3_stmt *statement, int column) { return lib.sqlite3_column_double(statement, column); }
const void *csqlite_column_bytes(sqlite3_stmt *statement, int column, size_t *count) {
  const void *bytes = lib.sqlite3_column_blob(statement, column);
  *count = bytes ? (size_t)lib.sqlite3_column_bytes(statement, column) : 0;
  return bytes;
}

unsigned char *csqlite_serialize(sqlite3 *database, size_t *count) {
  sqlite3_int64 size = 0;
  unsigned char *bytes = lib.sqlite3_serialize(database, "main", &size, 0);
  *count = bytes ? (size_t)size : 0;
  return bytes;
}
void csqlite_free(void *memory) { lib.sqlite3_free(memory); }
