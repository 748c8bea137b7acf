#include "CDensityCells.h"

#include <math.h>

/* A fused multiplication and addition rounds once where two steps round twice: the bytes would depend on the processor. */
#pragma STDC FP_CONTRACT OFF

typedef double four __attribute__((vector_size(32), aligned(8), may_alias));
typedef long long mask __attribute__((vector_size(32)));

#define INLINE static inline __attribute__((always_inline))

/* The choice between clones is made before the thread sanitizer is ready for it. */
#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

/* The values of a vector where the mask is set, else 0. */
#define KEPT(values, where) ((four)((mask)(values) & (where)))

/* One row; the kernel is known when this is compiled. */
INLINE void add_row(enum density_kernel kernel, const struct density_part *part, const double *squares, const double *heights) {
  const four zero = {0, 0, 0, 0};
  const four one = zero + 1;
  /* The square at which the kernel ends, and what is left in front of the shape. */
  const double limit = (1 - part->a) / part->b;
  double scale = part->weight;
  if (kernel == density_quartic) scale *= part->b * part->b;
  if (kernel == density_epanechnikov) scale *= part->b;
  const four limits = zero + limit, scales = zero + scale, a = zero + part->a, b = zero + part->b;
  double *const cells = part->cells;
  const long last = part->last;
  for (long cell = part->first; cell < last; cell += 4) {
    const four square = *(const four *)(squares + cell);
    four height;
    switch (kernel) {
    case density_quartic:
      height = limits - square;
      height = KEPT(height * height, height > zero);
      break;
    case density_epanechnikov:
      height = limits - square;
      height = KEPT(height, height > zero);
      break;
    case density_triangular:
      height = one - __builtin_elementwise_sqrt(a + b * square);
      height = KEPT(height, height > zero);
      break;
    case density_uniform:
      height = KEPT(one, square <= limits);
      break;
    case density_gaussian:
      height = KEPT(*(const four *)(heights + cell), square <= limits);
      break;
    }
    *(four *)(cells + cell) += scales * height;
  }
}

INLINE void add_rows(enum density_kernel kernel, const struct density_part *parts, long count, const double *squares,
                     const double *heights) {
  for (long row = 0; row < count; row++) add_row(kernel, parts + row, squares, heights);
}

static void add_exponentials(const struct density_part *parts, long count, const double *squares) {
  for (const struct density_part *part = parts; part < parts + count; part++) {
    for (long cell = part->first; cell < part->last; cell++) {
      const double share = part->a + part->b * squares[cell];
      if (share <= 1) part->cells[cell] += part->weight * exp(-8 * share);
    }
  }
}

FOR_EACH_PROCESSOR
void density_add(enum density_kernel kernel, const struct density_part *parts, long count, const double *squares,
                 const double *heights) {
  switch (kernel) {
  case density_quartic: add_rows(density_quartic, parts, count, squares, heights); break;
  case density_epanechnikov: add_rows(density_epanechnikov, parts, count, squares, heights); break;
  case density_triangular: add_rows(density_triangular, parts, count, squares, heights); break;
  case density_uniform: add_rows(density_uniform, parts, count, squares, heights); break;
  case density_gaussian:
    if (heights) {
      add_rows(density_gaussian, parts, count, squares, heights);
    } else {
      add_exponentials(parts, count, squares);
    }
    break;
  }
}
