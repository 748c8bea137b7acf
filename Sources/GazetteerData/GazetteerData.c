#include "GazetteerData.h"

#include <string.h>

static const unsigned char communes[] = {
#embed "../../gazetteer/communes.csv"
};
static const unsigned char postal_codes[] = {
#embed "../../gazetteer/postal_codes.csv"
};
static const unsigned char cedex_codes[] = {
#embed "../../gazetteer/cedex_codes.csv"
};
static const unsigned char former_communes[] = {
#embed "../../gazetteer/former_communes.csv"
};
static const unsigned char names[] = {
#embed "../../gazetteer/names.csv"
};
static const unsigned char departements[] = {
#embed "../../gazetteer/departements.csv"
};
static const unsigned char regions[] = {
#embed "../../gazetteer/regions.csv"
};
static const unsigned char epcis[] = {
#embed "../../gazetteer/epcis.csv"
};
static const unsigned char countries[] = {
#embed "../../gazetteer/countries.csv"
};
static const unsigned char foreign_cities[] = {
#embed "../../gazetteer/foreign_cities.csv"
};
static const unsigned char outlines[] = {
#embed "../../gazetteer/outlines.csv"
};
static const unsigned char sources[] = {
#embed "../../gazetteer/sources.csv"
};

#define FILE_OF(table) {#table ".csv", table, sizeof table}
static const struct gazetteer_file files[] = {
    FILE_OF(communes),     FILE_OF(postal_codes), FILE_OF(cedex_codes), FILE_OF(former_communes),
    FILE_OF(names),        FILE_OF(departements), FILE_OF(regions),     FILE_OF(epcis),
    FILE_OF(countries),    FILE_OF(foreign_cities), FILE_OF(outlines),
    FILE_OF(sources),
};

const struct gazetteer_file *gazetteer_file_named(const char *name) {
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
    if (strcmp(files[i].name, name) == 0) return &files[i];
  return NULL;
}
