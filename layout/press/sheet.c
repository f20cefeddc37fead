/* The sheet around a printed page: its boxes, and the marks outside of the bleed. All marks are in
 * the registration colour, which stands on every plate (ISO 32000-1, 8.6.6.4); lengths are points.
 */
#include "press-private.h"

#define MARK_LENGTH 14.0 /* 5 mm */
#define MARK_MARGIN 24.0 /* from the bleed to the edge of the sheet */
#define TARGET_RADIUS 4.0
#define PATCH 12.0 /* side of a field of the colour bar */

/* A quarter of a circle, as a share of the radius. */
#define KAPPA 0.5523

static const char *const marks_names[BX_N_MARKS] = { "none", "crop", "all" };

const char *
bx_marks_name (BxMarks marks)
{
  return marks_names[marks];
}

gboolean
bx_marks_from_name (const char *name, BxMarks *marks)
{
  for (int i = 0; i < BX_N_MARKS; i++)
    if (g_str_equal (name, marks_names[i])) {
      *marks = (BxMarks) i;
      return TRUE;
    }
  return FALSE;
}

/* --- boxes ---------------------------------------------------------------------------------- */

static double
get_length (qpdf_data qpdf, qpdf_oh page, int corner)
{
  qpdf_oh box = qpdf_oh_get_key (qpdf, page, "/MediaBox");

  return qpdf_oh_get_numeric_value (qpdf, qpdf_oh_get_array_item (qpdf, box, corner));
}

BxSheet
bx_press_get_sheet (qpdf_data qpdf, const BxPressJob *job, qpdf_oh page, int n_abreast)
{
  BxSheet sheet = { n_abreast * get_length (qpdf, page, 2), get_length (qpdf, page, 3),
                    bx_len_to_pt (job->bleed), bx_len_to_pt (job->bleed) };

  if (job->marks != BX_MARKS_NONE || job->slug != NULL)
    sheet.margin += MARK_MARGIN;
  return sheet;
}

static void
set_box (qpdf_data qpdf, qpdf_oh page, const char *key, const double box[4])
{
  qpdf_oh array = qpdf_oh_new_array (qpdf);

  for (int i = 0; i < 4; i++)
    qpdf_oh_append_item (qpdf, array, qpdf_oh_new_real_from_double (qpdf, box[i], 3));
  qpdf_oh_replace_key (qpdf, page, key, array);
}

void
bx_press_set_boxes (qpdf_data qpdf, qpdf_oh page, const BxSheet *sheet)
{
  double right = sheet->margin + sheet->width;
  double top = sheet->margin + sheet->height;
  double near = sheet->margin - sheet->bleed;
  const double media[4] = { 0, 0, right + sheet->margin, top + sheet->margin };
  const double bled[4] = { near, near, right + sheet->bleed, top + sheet->bleed };
  const double trim[4] = { sheet->margin, sheet->margin, right, top };

  set_box (qpdf, page, "/MediaBox", media);
  set_box (qpdf, page, "/BleedBox", bled);
  set_box (qpdf, page, "/TrimBox", trim);
}

/* --- marks ---------------------------------------------------------------------------------- */

/* A drawing of lines: numbers in pairs, and operators. */
static void G_GNUC_PRINTF (2, 3) draw (GString *text, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_string_append_vprintf (text, format, args);
  va_end (args);
}

static void
draw_line (GString *text, double x0, double y0, double x1, double y1)
{
  draw (text, "%.3f %.3f m %.3f %.3f l S\n", x0, y0, x1, y1);
}

/* At every corner of the trimmed page, in line with its edges. */
static void
draw_crop_marks (GString *text, const BxSheet *sheet)
{
  double near = sheet->bleed + BX_MARK_GAP;
  double far = near + MARK_LENGTH;

  for (int corner = 0; corner < 4; corner++) {
    double x = sheet->margin + (corner & 1 ? sheet->width : 0);
    double y = sheet->margin + (corner & 2 ? sheet->height : 0);
    int right = corner & 1 ? 1 : -1;
    int up = corner & 2 ? 1 : -1;

    draw_line (text, x + right * near, y, x + right * far, y);
    draw_line (text, x, y + up * near, x, y + up * far);
  }
}

static void
draw_target (GString *text, double x, double y)
{
  double r = TARGET_RADIUS, k = r * KAPPA, arm = r * 1.75;

  draw_line (text, x - arm, y, x + arm, y);
  draw_line (text, x, y - arm, x, y + arm);
  draw (text, "%.3f %.3f m ", x + r, y);
  draw (text, "%.3f %.3f %.3f %.3f %.3f %.3f c ", x + r, y + k, x + k, y + r, x, y + r);
  draw (text, "%.3f %.3f %.3f %.3f %.3f %.3f c ", x - k, y + r, x - r, y + k, x - r, y);
  draw (text, "%.3f %.3f %.3f %.3f %.3f %.3f c ", x - r, y - k, x - k, y - r, x, y - r);
  draw (text, "%.3f %.3f %.3f %.3f %.3f %.3f c S\n", x + k, y - r, x + r, y - k, x + r, y);
}

/* In the middle of each side. */
static void
draw_targets (GString *text, const BxSheet *sheet)
{
  double away = sheet->margin - sheet->bleed - BX_MARK_GAP - TARGET_RADIUS * 1.75;
  double across = sheet->margin + sheet->width / 2;
  double middle = sheet->margin + sheet->height / 2;

  draw_target (text, away, middle);
  draw_target (text, 2 * sheet->margin + sheet->width - away, middle);
  draw_target (text, across, away);
  draw_target (text, across, 2 * sheet->margin + sheet->height - away);
}

/* Each process ink full and by half, then what they make in pairs and in three, then grey both
 * ways: what a printer holds his densitometer to. */
static void
draw_colour_bar (GString *text, const BxSheet *sheet)
{
  static const char *const patches[] = {
    "1 0 0 0", ".5 0 0 0", "0 1 0 0", "0 .5 0 0", "0 0 1 0", "0 0 .5 0",
    "0 0 0 1", "0 0 0 .5", "1 1 0 0", "1 0 1 0",  "0 1 1 0", ".5 .4 .4 0",
  };
  double x = sheet->margin + sheet->width * 0.54;
  double y = (sheet->margin - sheet->bleed - PATCH) / 2;

  for (gsize i = 0; i < G_N_ELEMENTS (patches); i++)
    draw (text, "%s k %.3f %.3f %.3f %.3f re f\n", patches[i], x + PATCH * (double) i, y, PATCH,
          PATCH);
}

char *
bx_press_draw_marks (const BxSheet *sheet, BxMarks marks)
{
  GString *text = g_string_new ("q " BX_STATE_KNOCKOUT " gs " BX_SPACE_ALL " CS 1 SCN .25 w\n");

  if (marks != BX_MARKS_NONE) {
    draw_crop_marks (text, sheet);
    draw_targets (text, sheet);
  }
  if (marks == BX_MARKS_ALL)
    draw_colour_bar (text, sheet);
  g_string_append (text, "Q\n");
  return g_string_free (text, FALSE);
}
