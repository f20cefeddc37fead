/* Reading a picture's file by the path rules. Private to this room. */
#ifndef BX_IMAGE_PATH_H
#define BX_IMAGE_PATH_H

#include <glib.h>

/* The bytes of a file in or under a folder (NULL: there is none). Errors as bx_image_open. */
GBytes *bx_image_read_file (const char *folder, const char *file, GError **error);

#endif
