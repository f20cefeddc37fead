/* The door by which libFuzzer comes in: BX_FUZZ_TARGET names the target. */
#include "fuzz.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  for (int i = 0; i < bx_n_fuzz_targets; i++)
    if (g_str_equal (bx_fuzz_targets[i].name, BX_FUZZ_TARGET))
      bx_fuzz_targets[i].run ((const char *)data, size);
  return 0;
}
