/* What the fuzzers call, and the replay of their corpora. A target takes any bytes; what does not hold
 * for them is an assertion. */
#ifndef BX_FUZZ_H
#define BX_FUZZ_H

#include <glib.h>

typedef struct {
  const char *name;
  void (*run) (const char *bytes, gsize length);
} BxFuzzTarget;

extern const BxFuzzTarget bx_fuzz_targets[];
extern const int bx_n_fuzz_targets;

#endif
