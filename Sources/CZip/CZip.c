#include "CZip.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// One entry per function of libzip that is used: its type is the header's, its address comes from the loaded library.
#define FUNCTIONS(F) \
  F(zip_fdopen) F(zip_source_buffer_create) F(zip_source_free) F(zip_open_from_source) F(zip_discard) \
  F(zip_error_init) F(zip_error_code_zip) F(zip_error_fini) F(zip_name_locate) F(zip_stat_index) F(zip_fopen_index) \
  F(zip_fread) F(zip_fclose)

static struct {
#define DECLARE(name) __typeof__(&name) name;
  FUNCTIONS(DECLARE)
} lib;

static char failure[256];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  // Version 5 came with 1.8: the functions used here are the same.
  void *handle = dlopen("libzip.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!handle) handle = dlopen("libzip.so.5", RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    snprintf(failure, sizeof failure, "%s", dlerror());
    return;
  }
#define RESOLVE(name) \
  lib.name = (__typeof__(lib.name))dlsym(handle, #name); \
  if (!lib.name && !failure[0]) snprintf(failure, sizeof failure, "%s is missing: libzip is too old", #name);
  FUNCTIONS(RESOLVE)
}

const char *czip_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
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
