/* Writes the ICC profiles that come with banxin as a C source: `make-profiles FILE.c`. It runs when
 * banxin is built.
 *
 * - sRGB, as Little CMS defines it.
 * - A press for coated paper. There is no free profile of such a press to ship, so one is made from
 *   what the standard says of it: the colours of the paper, of the solid inks and of what they make
 *   printed on each other (ISO 12647-2:2004, paper types 1 and 2), mixed by Neugebauer's equations
 *   with Yule and Nielsen's exponent, with the dot gain of the standard's curves A and B. It is for
 *   looking at pages and for printers who name no profile; a printer's own goes before it. */
#include <lcms2.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FORWARD_GRID 9
#define BACKWARD_GRID 17
#define EXPONENT 1.7
#define MAX_INK 3.3 /* of four inks on each other */

/* L*, a*, b* on white backing, by the bits of the inks: 1 cyan, 2 magenta, 4 yellow. */
static const double solids[8][3] = {
  { 95, 0, -2 },  { 55, -37, -50 }, { 48, 74, -3 }, { 24, 22, -46 },
  { 91, -5, 93 }, { 50, -68, 33 },  { 47, 68, 48 }, { 23, 0, 0 },
};
/* Black, and what lies under it makes little difference. */
static const double black[3] = { 16, 0, 0 };
static const double all_inks[3] = { 10, 0, 0 };

static double primaries[16][3]; /* XYZ to the power of 1 / EXPONENT */

static void
fail (const char *what)
{
  fprintf (stderr, "make-profiles: %s\n", what);
  exit (1);
}

static void
prepare (void)
{
  for (int i = 0; i < 16; i++) {
    cmsCIELab lab;
    cmsCIEXYZ xyz;
    double share = (i & 7) / 7.0;

    for (int k = 0; k < 3; k++)
      (&lab.L)[k] = i < 8 ? solids[i][k] : black[k] + (all_inks[k] - black[k]) * share;
    cmsLab2XYZ (NULL, &xyz, &lab);
    primaries[i][0] = pow (xyz.X, 1 / EXPONENT);
    primaries[i][1] = pow (xyz.Y, 1 / EXPONENT);
    primaries[i][2] = pow (xyz.Z, 1 / EXPONENT);
  }
}

/* Dot gain: 13 % in the middle for the colours (curve A), 16 % for black (curve B), and part of
 * that is in the exponent already. */
static double
gain (double dot, int is_black)
{
  return dot + (is_black ? 0.40 : 0.28) * dot * (1 - dot);
}

static void
mix (const double cmyk[4], cmsCIELab *lab)
{
  double dots[4], sum[3] = { 0, 0, 0 };
  cmsCIEXYZ xyz;

  for (int i = 0; i < 4; i++)
    dots[i] = gain (cmyk[i], i == 3);
  for (int i = 0; i < 16; i++) {
    double share = 1;

    for (int k = 0; k < 4; k++)
      share *= i >> k & 1 ? dots[k] : 1 - dots[k];
    for (int k = 0; k < 3; k++)
      sum[k] += share * primaries[i][k];
  }
  xyz.X = pow (sum[0], EXPONENT);
  xyz.Y = pow (sum[1], EXPONENT);
  xyz.Z = pow (sum[2], EXPONENT);
  cmsXYZ2Lab (NULL, lab, &xyz);
}

/* Colours are told relative to the paper, black to full depth: L* 0 … 100. */
static void
mix_relative (const double cmyk[4], cmsCIELab *lab)
{
  cmsCIEXYZ xyz, paper;
  cmsCIELab paper_lab = { solids[0][0], solids[0][1], solids[0][2] };
  const cmsCIEXYZ *white = cmsD50_XYZ ();

  mix (cmyk, lab);
  cmsLab2XYZ (NULL, &xyz, lab);
  cmsLab2XYZ (NULL, &paper, &paper_lab);
  xyz.X *= white->X / paper.X;
  xyz.Y *= white->Y / paper.Y;
  xyz.Z *= white->Z / paper.Z;
  cmsXYZ2Lab (NULL, lab, &xyz);
}

static double
distance (const cmsCIELab *a, const cmsCIELab *b)
{
  double l = a->L - b->L, x = a->a - b->a, y = a->b - b->b;

  return l * l + x * x + y * y;
}

/* Black begins in the shadows, and goes with the lightness that is asked for. */
static double
black_for (double lightness)
{
  double k = (70 - lightness) / 70;

  return k <= 0 ? 0 : pow (k, 1.6);
}

static int
is_allowed (const double cmyk[4])
{
  double sum = 0;

  for (int i = 0; i < 4; i++) {
    if (cmyk[i] < 0 || cmyk[i] > 1)
      return 0;
    sum += cmyk[i];
  }
  return sum <= MAX_INK;
}

/* Cyan, magenta and yellow that come nearest, with black given: steps that grow smaller. */
static void
find_inks (const cmsCIELab *wanted, double cmyk[4])
{
  cmsCIELab lab;
  double best;

  cmyk[0] = cmyk[1] = cmyk[2] = (100 - wanted->L) / 200;
  cmyk[3] = black_for (wanted->L);
  mix_relative (cmyk, &lab);
  best = distance (&lab, wanted);
  for (double step = 0.25; step > 0.002;) {
    int found = -1;
    double kept[4];

    for (int way = 0; way < 14; way++) { /* each ink alone, all three, black too */
      double tried[4] = { cmyk[0], cmyk[1], cmyk[2], cmyk[3] };
      double by = way & 1 ? step : -step;

      for (int k = 0; k < 4; k++)
        if (way < 8 ? way / 2 == k : way < 10 ? k < 3 : k != 3 && k != (way - 10) % 3)
          tried[k] += k == 3 ? by / 4 : by;
      if (!is_allowed (tried) || fabs (tried[3] - black_for (wanted->L)) > 0.3)
        continue;
      mix_relative (tried, &lab);
      if (distance (&lab, wanted) < best - 1e-9) {
        best = distance (&lab, wanted);
        memcpy (kept, tried, sizeof kept);
        found = way;
      }
    }
    if (found >= 0)
      memcpy (cmyk, kept, sizeof kept);
    else
      step /= 2;
  }
}

/* --- tables --------------------------------------------------------------------------------- */

static cmsInt32Number
sample_forward (const cmsUInt16Number in[], cmsUInt16Number out[], void *unused)
{
  double cmyk[4];
  cmsCIELab lab;

  (void) unused;
  for (int i = 0; i < 4; i++)
    cmyk[i] = in[i] / 65535.0;
  mix_relative (cmyk, &lab);
  cmsFloat2LabEncodedV2 (out, &lab);
  return 1;
}

static cmsInt32Number
sample_backward (const cmsUInt16Number in[], cmsUInt16Number out[], void *unused)
{
  cmsCIELab lab;
  double cmyk[4];

  (void) unused;
  cmsLabEncoded2FloatV2 (&lab, in);
  lab.L = fmin (lab.L, 100); /* the code reaches a little higher */
  find_inks (&lab, cmyk);
  for (int i = 0; i < 4; i++)
    out[i] = (cmsUInt16Number) (cmyk[i] * 65535 + 0.5);
  return 1;
}

static void
write_table (cmsHPROFILE profile, cmsTagSignature tag, cmsUInt32Number grid, cmsUInt32Number n_in,
             cmsUInt32Number n_out, cmsSAMPLER16 sampler)
{
  cmsPipeline *pipeline = cmsPipelineAlloc (NULL, n_in, n_out);
  cmsStage *table = cmsStageAllocCLut16bit (NULL, grid, n_in, n_out, NULL);

  if (pipeline == NULL || table == NULL || !cmsStageSampleCLut16bit (table, sampler, NULL, 0)
      || !cmsPipelineInsertStage (pipeline, cmsAT_END, table)
      || !cmsWriteTag (profile, tag, pipeline))
    fail ("a table cannot be made");
  cmsPipelineFree (pipeline);
}

static void
write_text (cmsHPROFILE profile, cmsTagSignature tag, const char *text)
{
  cmsMLU *words = cmsMLUalloc (NULL, 1);

  if (words == NULL || !cmsMLUsetASCII (words, "en", "US", text)
      || !cmsWriteTag (profile, tag, words))
    fail ("a text cannot be written");
  cmsMLUfree (words);
}

static cmsHPROFILE
make_coated (void)
{
  cmsHPROFILE profile = cmsCreateProfilePlaceholder (NULL);
  cmsCIELab paper_lab = { solids[0][0], solids[0][1], solids[0][2] };
  cmsCIEXYZ paper;

  cmsLab2XYZ (NULL, &paper, &paper_lab);
  cmsSetProfileVersion (profile, 2.4);
  cmsSetDeviceClass (profile, cmsSigOutputClass);
  cmsSetColorSpace (profile, cmsSigCmykData);
  cmsSetPCS (profile, cmsSigLabData);
  cmsSetHeaderRenderingIntent (profile, INTENT_RELATIVE_COLORIMETRIC);
  write_text (profile, cmsSigProfileDescriptionTag, "banxin coated (ISO 12647-2:2004 type 1/2)");
  write_text (profile, cmsSigCopyrightTag, "No copyright, use freely");
  if (!cmsWriteTag (profile, cmsSigMediaWhitePointTag, &paper))
    fail ("the white of the paper cannot be written");
  write_table (profile, cmsSigAToB0Tag, FORWARD_GRID, 4, 3, sample_forward);
  write_table (profile, cmsSigBToA0Tag, BACKWARD_GRID, 3, 4, sample_backward);
  if (!cmsLinkTag (profile, cmsSigAToB1Tag, cmsSigAToB0Tag)
      || !cmsLinkTag (profile, cmsSigAToB2Tag, cmsSigAToB0Tag)
      || !cmsLinkTag (profile, cmsSigBToA1Tag, cmsSigBToA0Tag)
      || !cmsLinkTag (profile, cmsSigBToA2Tag, cmsSigBToA0Tag))
    fail ("the tables cannot be shared");
  return profile;
}

/* --- the source ----------------------------------------------------------------------------- */

static void
write_profile (FILE *file, const char *name, cmsHPROFILE profile)
{
  /* Byte 24 … 35: when it was made. The same build makes the same profile. */
  static const unsigned char date[12] = { 0x07, 0xe8, 0, 1, 0, 1 };
  cmsUInt32Number size = 0;
  unsigned char *bytes;

  if (profile == NULL || !cmsSaveProfileToMem (profile, NULL, &size))
    fail ("a profile cannot be made");
  bytes = malloc (size);
  if (bytes == NULL || !cmsSaveProfileToMem (profile, bytes, &size))
    fail ("a profile cannot be made");
  memcpy (bytes + 24, date, sizeof date);
  fprintf (file, "const unsigned char %s[] = {", name);
  for (cmsUInt32Number i = 0; i < size; i++)
    fprintf (file, "%s%u,", i % 20 == 0 ? "\n" : "", bytes[i]);
  fprintf (file, "\n};\nconst size_t %s_size = sizeof %s;\n", name, name);
  free (bytes);
  cmsCloseProfile (profile);
}

int
main (int argc, char **argv)
{
  FILE *file = argc == 2 ? fopen (argv[1], "w") : NULL;

  if (file == NULL)
    fail ("name the file to write");
  prepare ();
  fprintf (file, "/* Made by make-profiles.c. */\n#include \"profiles.h\"\n\n");
  write_profile (file, "bx_icc_srgb", cmsCreate_sRGBProfile ());
  write_profile (file, "bx_icc_coated", make_coated ());
  if (fclose (file) != 0)
    fail ("the file cannot be written");
  return 0;
}
