/* Streams that cairo writes without deflating them. */
#ifndef BX_STORED_H
#define BX_STORED_H

/* cairo deflates each stream of a PDF when it writes it. The press takes that file apart, writes the
 * contents of the pages anew and packs every stream in threads of its own, so the first deflating, a
 * sixth of the time of a long feature, is for nothing. cairo has no switch for it. The call with
 * which it begins a stream is answered here instead of in zlib: between these two, and in this thread
 * alone, streams are stored. Where a linker lets cairo reach zlib all the same, only time is lost. */
void bx_stored_begin (void);
void bx_stored_end (void);

#endif
