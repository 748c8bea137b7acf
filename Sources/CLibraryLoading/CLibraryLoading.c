#include "CLibraryLoading.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

/* A reason that outlives the next error: there is one per library, and each library is loaded once. */
static const char *kept(const char *reason) {
  const char *copy = strdup(reason);
  return copy ? copy : "out of memory";
}

const char *library_load(const char *const *names, const struct library_function *functions, size_t count) {
  void *handle = NULL;
  /* Of several names the first is the usual one, and the one to complain about. */
  const char *reason = NULL;
  for (const char *const *name = names; *name && !handle; name++) {
    handle = dlopen(*name, RTLD_NOW | RTLD_LOCAL);
    if (!handle && !reason) reason = kept(dlerror());
  }
  if (!handle) return reason;
  for (size_t i = 0; i < count; i++) {
    *functions[i].address = dlsym(handle, functions[i].name);
    if (!*functions[i].address) {
      char text[256];
      snprintf(text, sizeof text, "%s is missing: the library is too old", functions[i].name);
      return kept(text);
    }
  }
  return NULL;
}
