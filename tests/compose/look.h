/* The style, the roles of fonts and the hyphenator that lines are tried with. */
#ifndef LOOK_H
#define LOOK_H

#include "compose.h"

typedef struct {
  BxSpec *spec; /* of tests/clreq; the tests set the house of a language */
  BxFontRoles *roles;
  BxHyphenator *hyphenator;
} Look;

Look *look_new (void);
void look_free (Look *look);
/* (transfer full) */
BxFontset *look_open_fonts (const Look *look, BxLang lang);

#endif
