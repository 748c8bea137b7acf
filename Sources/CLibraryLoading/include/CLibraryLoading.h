#ifndef C_LIBRARY_LOADING_H
#define C_LIBRARY_LOADING_H

#include <stddef.h>

/* A function of a library and where its address goes. */
struct library_function {
  const char *name;
  void **address;
};

/* For the functions F(a) F(b) ... of a library, to be called as lib.a and lib.b: their types are the header's, their
   addresses come from the loaded library. */
#define LIBRARY_MEMBER(name) __typeof__(&name) name;
#define LIBRARY_ENTRY(name) {#name, (void **)&lib.name},

/* Opens the first of the libraries ("libzip.so.4"), up to NULL, that is there and takes the addresses of the functions.
   Returns NULL, or why it cannot be used; the text stays. Not for two threads at once. */
const char *library_load(const char *const *names, const struct library_function *functions, size_t count);

#endif
