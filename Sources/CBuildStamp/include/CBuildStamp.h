#ifndef C_BUILD_STAMP_H
#define C_BUILD_STAMP_H

/* The commit that was built ("9843f63", "9843f63-dirty"), or "" where the build was not told. */
const char *build_stamp_commit(void);

#endif
