#include "GazetteerData.h"
const unsigned char gazetteer_communes[] = {
#embed "../../gazetteer/communes.csv"
};
const size_t gazetteer_communes_size = sizeof gazetteer_communes;
