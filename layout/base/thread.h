/* How work that runs beside the main road behaves. */
#ifndef BX_THREAD_H
#define BX_THREAD_H

/* For a thread whose work the main road does not wait for yet: where there are more threads than
 * processors, the others come first. For the rest of the thread's life. */
void bx_thread_stand_back (void);

#endif
