/* The ICC profiles that come with banxin, as make-profiles.c makes them. */
#ifndef BX_PROFILES_H
#define BX_PROFILES_H

#include <stddef.h>

extern const unsigned char bx_icc_srgb[];
extern const size_t bx_icc_srgb_size;
extern const unsigned char bx_icc_coated[];
extern const size_t bx_icc_coated_size;

#define BX_ICC_COATED_CONDITION "banxin coated (ISO 12647-2:2004 type 1/2)"

#endif
