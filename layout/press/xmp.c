/* The job as XMP. It decides which property carries which field; only properties that PDF/A
 * knows without an extension schema are used, so that an archive can take the same packet. */
#include "press-private.h"

typedef enum { XMP_PLAIN, XMP_ALTERNATIVES, XMP_SEQUENCE, XMP_BAG } XmpShape;

/* How a value is wrapped: XMP Part 1 gives each property its shape. */
static const struct {
  const char *before;
  const char *after;
} shapes[] = {
  [XMP_PLAIN] = { "", "" },
  [XMP_ALTERNATIVES] = { "<rdf:Alt><rdf:li xml:lang=\"x-default\">", "</rdf:li></rdf:Alt>" },
  [XMP_SEQUENCE] = { "<rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq>" },
  [XMP_BAG] = { "<rdf:Bag><rdf:li>", "</rdf:li></rdf:Bag>" },
};

static const char head[] = "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                           "<rdf:Description rdf:about=\"\"\n"
                           "  xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                           "  xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                           "  xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                           "  xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">\n";

static const char middle[] = "</rdf:Description>\n";
static const char tail[] = "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";

static void
add_property (GString *xmp, const char *name, XmpShape shape, const char *value)
{
  g_autofree char *text = bx_press_clean_text (value);
  g_autofree char *escaped = NULL;

  if (text == NULL)
    return;
  escaped = g_markup_escape_text (text, -1);
  g_string_append_printf (xmp, "<%s>%s%s%s</%s>\n", name, shapes[shape].before, escaped,
                          shapes[shape].after, name);
}

char *
bx_press_make_xmp (const BxPressJob *job, const BxProfileRow *row, const char *document_id)
{
  g_autofree char *date = bx_press_format_date (job, "%Y-%m-%dT%H:%M:%SZ");
  const struct {
    const char *name;
    XmpShape shape;
    const char *value;
  } properties[] = {
    { "dc:format", XMP_PLAIN, "application/pdf" },
    { "dc:title", XMP_ALTERNATIVES, job->title },
    { "dc:creator", XMP_SEQUENCE, job->author },
    { "dc:description", XMP_ALTERNATIVES, job->subject },
    { "dc:publisher", XMP_BAG, job->publication },
    { "dc:language", XMP_BAG, job->language },
    { "pdf:Producer", XMP_PLAIN, BX_PRODUCER },
    { "xmp:CreatorTool", XMP_PLAIN, BX_CREATOR },
    { "xmp:CreateDate", XMP_PLAIN, date },
    { "xmp:ModifyDate", XMP_PLAIN, date },
    { "xmp:MetadataDate", XMP_PLAIN, date },
    { "xmpMM:DocumentID", XMP_PLAIN, document_id },
  };
  GString *xmp = g_string_new (head);

  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    add_property (xmp, properties[i].name, properties[i].shape, properties[i].value);
  g_string_append (xmp, middle);
  if (job->pages != NULL && row->claims != NULL)
    g_string_append (xmp, row->claims);
  g_string_append (xmp, tail);
  return g_string_free (xmp, FALSE);
}
