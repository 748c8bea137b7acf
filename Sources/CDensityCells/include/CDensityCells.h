#ifndef C_DENSITY_CELLS_H
#define C_DENSITY_CELLS_H

/* The innermost loop of kernel densities: what one source adds to the cells around it. In C for the processor's own vector square
   roots, and to be compiled once for plain x86-64 and once for AVX2, which is chosen when the program starts. Both take the
   same steps in the same order, so that the bytes are the same. */

/* A vector of four cells may touch as many cells less one beyond the last of a row, in every array. */
enum { density_margin = 4 };

enum density_kernel {
  density_quartic,
  density_epanechnikov,
  density_triangular,
  density_uniform,
  density_gaussian,
};

/* What a source adds to a row: weight x shape(a + b x square) to the cells first ..< last, where shape(u) is the kernel's height at a
   squared distance of u, radii, relative to that at the source. */
struct density_part {
  double *cells;
  long first, last;
  double weight, a, b;
};

/* Adds parts to their rows. `squares`: per cell of a row its squared distance along the row, and 1e150 for the margin. `heights`: for
   the gaussian kernel exp(-8 square) per cell, where b is 1 and the weights contain exp(-8 a); else a null pointer. */
void density_add(enum density_kernel kernel, const struct density_part *parts, long count, const double *squares,
                 const double *heights);

#endif
