#include "CArguments.h"

static int count;
static const char *const *values;

/* glibc calls constructors with main's arguments. */
__attribute__((constructor)) static void keep(int given_count, char **given_values) {
  count = given_count;
  values = (const char *const *)given_values;
}

int arguments_count(void) { return count; }
const char *const *arguments_values(void) { return values; }
