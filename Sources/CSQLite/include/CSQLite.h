// SQLite, loaded when a database is first opened: a program that needs none does not load it.
//
// Every function but csqlite_load must be called after csqlite_load has returned NULL.
#ifndef CSQLITE_H
#define CSQLITE_H

#include <sqlite3.h>
#include <stddef.h>

/// Loads SQLite once, from any thread; NULL, or what went wrong, which stays valid.
const char *_Nullable csqlite_load(void);

/// Opens a file; the handle is to be closed even when this fails.
int csqlite_open(const char *_Nonnull path, sqlite3 *_Nullable *_Nonnull database, int flags);
void csqlite_close(sqlite3 *_Nullable database);
void csqlite_set_busy_milliseconds(sqlite3 *_Nonnull database, int milliseconds);
const char *_Nonnull csqlite_message(sqlite3 *_Nullable database);
int csqlite_changes(sqlite3 *_Nonnull database);
/// Runs statements separated by semicolons, without results.
int csqlite_execute(sqlite3 *_Nonnull database, const char *_Nonnull sql);

int csqlite_prepare(
    sqlite3 *_Nonnull database, const char *_Nonnull sql, sqlite3_stmt *_Nullable *_Nonnull statement);
void csqlite_finalize(sqlite3_stmt *_Nullable statement);
/// SQLITE_ROW, SQLITE_DONE or an error.
int csqlite_step(sqlite3_stmt *_Nonnull statement);
int csqlite_reset(sqlite3_stmt *_Nonnull statement);
int csqlite_parameter_count(sqlite3_stmt *_Nonnull statement);
/// Parameters count from 1. Text and bytes are copied.
int csqlite_bind_null(sqlite3_stmt *_Nonnull statement, int parameter);
int csqlite_bind_integer(sqlite3_stmt *_Nonnull statement, int parameter, sqlite3_int64 value);
int csqlite_bind_real(sqlite3_stmt *_Nonnull statement, int parameter, double value);
int csqlite_bind_text(sqlite3_stmt *_Nonnull statement, int parameter, const char *_Nonnull text, size_t bytes);
int csqlite_bind_blob(sqlite3_stmt *_Nonnull statement, int parameter, const void *_Nonnull bytes, size_t count);
/// The same without a copy: the memory must stay as it is until the parameter is bound anew or csqlite_clear_bindings is called.
int csqlite_bind_text_in_place(
    sqlite3_stmt *_Nonnull statement, int parameter, const char *_Nonnull text, size_t bytes);
int csqlite_bind_blob_in_place(
    sqlite3_stmt *_Nonnull statement, int parameter, const void *_Nonnull bytes, size_t count);
/// Sets all parameters to NULL.
void csqlite_clear_bindings(sqlite3_stmt *_Nonnull statement);
/// Columns count from 0.
int csqlite_column_count(sqlite3_stmt *_Nonnull statement);
int csqlite_column_type(sqlite3_stmt *_Nonnull statement, int column);
sqlite3_int64 csqlite_column_integer(sqlite3_stmt *_Nonnull statement, int column);
double csqlite_column_real(sqlite3_stmt *_Nonnull statement, int column);
/// The bytes of a text or blob, as they are; NULL when there are none. Good until the next step.
const void *_Nullable csqlite_column_bytes(sqlite3_stmt *_Nonnull statement, int column, size_t *_Nonnull count);

/// The database as the bytes of its file, to be freed with csqlite_free; NULL when memory does not suffice.
unsigned char *_Nullable csqlite_serialize(sqlite3 *_Nonnull database, size_t *_Nonnull count);
void csqlite_free(void *_Nullable memory);

#endif
