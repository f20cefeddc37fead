/* The job as XMP. It decides which property carries which field; only properties that PDF/A
 * knows without an extension schema are used, so that an archive can take the same packet. */
#include "press-private.h"

/* What PDF/A wants to know of a schema that it does not: name, address, prefix, properties. */
#define SCHEMA(name, uri, prefix, properties)                                                      \
  "<rdf:li rdf:parseType=\"Resource\">\n<pdfaSchema:schema>" name "</pdfaSchema:schema>\n"         \
  "<pdfaSchema:namespaceURI>" uri "</pdfaSchema:namespaceURI>\n"                                   \
  "<pdfaSchema:prefix>" prefix "</pdfaSchema:prefix>\n<pdfaSchema:property><rdf:Seq>\n" properties \
  "</rdf:Seq></pdfaSchema:property>\n</rdf:li>\n"
#define PROPERTY(name, type, description)                                                          \
  "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>" name "</pdfaProperty:name>"             \
  "<pdfaProperty:valueType>" type "</pdfaProperty:valueType>"                                      \
  "<pdfaProperty:category>internal</pdfaProperty:category>"                                        \
  "<pdfaProperty:description>" description "</pdfaProperty:description></rdf:li>\n"

#define UA_URI "http://www.aiim.org/pdfua/ns/id/"
#define RECORD_URI "urn:banxin:record#"

const char bx_claims_ua[] = "<rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"" UA_URI "\">\n"
                            "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n";

const char bx_claims_x4[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"\n"
    "  xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
    "  xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">\n"
    "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\n"
    "<xmpMM:VersionID>1</xmpMM:VersionID>\n<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n"
    "<pdf:Trapped>False</pdf:Trapped>\n</rdf:Description>\n";

const char bx_claims_a3_ua[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
    "  xmlns:pdfuaid=\"" UA_URI "\"\n"
    "  xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
    "  xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
    "  xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
    "<pdfuaid:part>1</pdfuaid:part>\n<pdfaExtension:schemas><rdf:Bag>\n" SCHEMA (
        "PDF/UA identification", UA_URI, "pdfuaid",
        PROPERTY ("part", "Integer", "Part of ISO 14289 that the file keeps"))
        SCHEMA (
            "What the pages were made from", RECORD_URI, "banxin",
            PROPERTY ("program", "Text", "Program and version that made the pages") PROPERTY (
                "arguments", "Text", "What it was asked for")
                PROPERTY ("files", "seq Text", "Embedded files and their digests") PROPERTY (
                    "fonts", "seq Text",
                    "Embedded fonts and their digests")) "</rdf:Bag></pdfaExtension:schemas>\n</"
                                                         "rdf:Description>\n";

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

static void
add_list (GString *xmp, const char *name, GPtrArray *texts)
{
  g_string_append_printf (xmp, "<%s><rdf:Seq>", name);
  for (guint i = 0; i < texts->len; i++) {
    g_autofree char *text = bx_press_clean_text (texts->pdata[i]);
    g_autofree char *escaped = g_markup_escape_text (text, -1);

    g_string_append_printf (xmp, "\n<rdf:li>%s</rdf:li>", escaped);
  }
  g_string_append_printf (xmp, "</rdf:Seq></%s>\n", name);
}

static void
add_record (GString *xmp, const BxPressJob *job, GPtrArray *fonts)
{
  g_autoptr (GPtrArray) files = bx_press_record_files (job);

  g_string_append (xmp, "<rdf:Description rdf:about=\"\" xmlns:banxin=\"" RECORD_URI "\">\n");
  add_property (xmp, "banxin:program", XMP_PLAIN, BX_PRODUCER);
  add_property (xmp, "banxin:arguments", XMP_PLAIN, job->arguments);
  add_list (xmp, "banxin:files", files);
  add_list (xmp, "banxin:fonts", fonts);
  g_string_append (xmp, "</rdf:Description>\n");
}

char *
bx_press_make_xmp (const BxPressJob *job, const BxProfileRow *row, GPtrArray *fonts,
                   const char *document_id)
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
  if (job->pages != NULL && row->claims != NULL && !job->claims_nothing)
    g_string_append (xmp, row->claims);
  if (fonts != NULL)
    add_record (xmp, job, fonts);
  g_string_append (xmp, tail);
  return g_string_free (xmp, FALSE);
}
