/* Units of length. One-member structs, so that points, ems and grid lines cannot be mixed up.
 *
 * Lengths are whole numbers of 1/1024 pt: 9 pt is 9216 units, and 1/2, 1/4 and 1/8 em of it are
 * exact, so "no slack left" is an exact test. No place on a page is floating point before draw/.
 */
#ifndef BX_LEN_H
#define BX_LEN_H

#include <stdint.h>

#define BX_UNITS_PER_PT 1024

typedef struct { int32_t u; } BxLen;   /* 1/1024 pt */
typedef struct { int32_t m; } BxEm;    /* 1/1024 em of some type size */
typedef struct { int32_t n; } BxLines; /* lines of the baseline grid */

static inline BxLen bx_len (int32_t units) { return (BxLen){ units }; }
static inline BxEm bx_em (int32_t em1024) { return (BxEm){ em1024 }; }
static inline BxLines bx_lines (int32_t n) { return (BxLines){ n }; }

static inline BxLen bx_len_add (BxLen a, BxLen b) { return bx_len (a.u + b.u); }
static inline BxLen bx_len_sub (BxLen a, BxLen b) { return bx_len (a.u - b.u); }
static inline BxLen bx_len_max (BxLen a, BxLen b) { return a.u > b.u ? a : b; }
static inline BxLen bx_len_min (BxLen a, BxLen b) { return a.u < b.u ? a : b; }

/* The three converters. */
static inline BxLen bx_len_from_em (BxEm em, BxLen size)
{
  return bx_len ((int32_t) ((int64_t) em.m * size.u / 1024));
}

static inline BxLen bx_len_from_lines (BxLines lines, BxLen leading)
{
  return bx_len (lines.n * leading.u);
}

static inline double bx_len_to_pt (BxLen len) { return len.u / (double) BX_UNITS_PER_PT; }

/* Grid lines needed to hold a length: rounded up. */
static inline BxLines bx_lines_for (BxLen len, BxLen leading)
{
  return bx_lines ((len.u + leading.u - 1) / leading.u);
}

#endif
