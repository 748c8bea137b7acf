#include "CZip.h"

#include <CLibraryLoading.h>
#include <pthread.h>

// The functions of libzip that are used.
#define FUNCTIONS(F) \
  F(zip_fdopen) F(zip_source_buffer_create) F(zip_source_free) F(zip_open_from_source) F(zip_discard) \
  F(zip_error_init) F(zip_error_code_zip) F(zip_error_fini) F(zip_name_locate) F(zip_stat_index) F(zip_fopen_index) \
  F(zip_fread) F(zip_fclose)

static struct { FUNCTIONS(LIBRARY_MEMBER) } lib;
static const struct library_function functions[] = { FUNCTIONS(LIBRARY_ENTRY) };

static const char *failure;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  // Version 5 came with 1.8: the functions used here are the same.
  static const char *const names[] = {"libzip.so.4", "libzip.so.5", NULL};
  failure = library_load(names, functions, sizeof functions / sizeof *functions);
}

const char *czip_load(void) {
  pthread_once(&once, load);
  return failure;
}

zip_t *czip_fdopen(int descriptor, int *code) { return lib.zip_fdopen(descriptor, 0, code); }

zip_t *czip_open_memory(const void *bytes, zip_uint64_t count, int *code) {
  zip_error_t error;
  lib.zip_error_init(&error);
  zip_t *archive = NULL;
  zip_source_t *source = lib.zip_source_buffer_create(bytes, count, 0, &error);
  if (source) {
    archive = lib.zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!archive) lib.zip_source_free(source);
  }
  *code = lib.zip_error_code_zip(&error);
  lib.zip_error_fini(&error);
  return archive;
}

void czip_discard(zip_t *archive) { lib.zip_discard(archive); }

zip_int64_t czip_locate(zip_t *archive, const char *name, zip_flags_t flags) {
  return lib.zip_name_locate(archive, name, flags);
}
int czip_stat(zip_t *archive, zip_uint64_t part, zip_stat_t *status) {
  return lib.zip_stat_index(archive, part, 0, status);
}
zip_file_t *czip_open_part(zip_t *archive, zip_uint64_t part) { return lib.zip_fopen_index(archive, part, 0); }
zip_int64_t czip_read(zip_file_t *file, void *buffer, zip_uint64_t count) { return lib.zip_fread(file, buffer, count); }
void czip_close_part(zip_file_t *file) { lib.zip_fclose(file); }
