#ifndef GAZETTEER_DATA_H
#define GAZETTEER_DATA_H

#include <stddef.h>

/* One file of gazetteer/, embedded: its name and its bytes, which live as long as the program. */
struct gazetteer_file {
  const char *name;
  const unsigned char *bytes;
  size_t size;
};

/* The embedded file of that name ("communes.csv"), or a null pointer. */
const struct gazetteer_file *gazetteer_file_named(const char *name);

#endif
