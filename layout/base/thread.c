#include "thread.h"

#include <unistd.h>

#define NICENESS 10

void
bx_thread_stand_back (void)
{
#ifdef __linux__ /* elsewhere niceness belongs to the whole process */
  if (nice (NICENESS) == -1)
    return; /* it stays where it was */
#endif
}
