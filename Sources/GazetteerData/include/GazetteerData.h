#include <stddef.h>
extern const unsigned char gazetteer_communes[]; extern const size_t gazetteer_communes_size;
