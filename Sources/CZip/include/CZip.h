// libzip, loaded when a workbook is first opened: with libcrypto behind it, it would cost every start about a millisecond.
//
// Every function but czip_load must be called after czip_load has returned NULL.
#ifndef CZIP_H
#define CZIP_H

#include <zip.h>

/// Loads libzip once, from any thread; NULL, or what went wrong, which stays valid.
const char *_Nullable czip_load(void);

/// Opens the archive of a descriptor, which then belongs to the archive.
zip_t *_Nullable czip_fdopen(int descriptor, int *_Nonnull code);
/// Opens an archive in memory, which must stay; it is read in place.
zip_t *_Nullable czip_open_memory(const void *_Nullable bytes, zip_uint64_t count, int *_Nonnull code);
void czip_discard(zip_t *_Nonnull archive);

/// The number of a part; negative when there is none of that name.
zip_int64_t czip_locate(zip_t *_Nonnull archive, const char *_Nonnull name, zip_flags_t flags);
int czip_stat(zip_t *_Nonnull archive, zip_uint64_t part, zip_stat_t *_Nonnull status);
zip_file_t *_Nullable czip_open_part(zip_t *_Nonnull archive, zip_uint64_t part);
zip_int64_t czip_read(zip_file_t *_Nonnull file, void *_Nullable buffer, zip_uint64_t count);
void czip_close_part(zip_file_t *_Nonnull file);

#endif
