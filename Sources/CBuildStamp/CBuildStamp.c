#include "CBuildStamp.h"

/* scripts/build-release writes the file; it is embedded rather than passed as a flag, which would make every new commit
   compile the whole package anew. */
static const char commit[] = {
#if __has_embed("../../.build/commit") == __STDC_EMBED_FOUND__
#embed "../../.build/commit" suffix(, )
#endif
  '\0'
};

const char *build_stamp_commit(void) { return commit; }
