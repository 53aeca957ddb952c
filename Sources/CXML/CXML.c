#include "CXML.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// What the callbacks of one parsing share. libxml2's context is `parser`.
struct run {
  const struct flyt_markup_events *events;
  xmlParserCtxtPtr parser;
  int ended;
  // Whether a fault ended the parsing, which the parser does not know yet.
  int refused;
  const char *bytes;
  size_t count;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

static size_t offset_of(struct run *run) {
  long offset = xmlByteConsumed(run->parser);
  return offset < 0 ? 0 : (size_t)offset;
}

static void end_if(struct run *run, int asked) {
  if (asked && !run->ended) {
    run->ended = 1;
    xmlStopParser(run->parser);
  }
}

// Whether a call is not to be told, since the parsing ended or ends now.
static int is_over(struct run *run) {
  if (run->refused) end_if(run, 1);
  return run->ended;
}

static void tell_end(struct run *run, const xmlChar *name) {
  if (!is_over(run)) end_if(run, run->events->end(run->events->context, (const char *)name, offset_of(run)));
}

static void on_text(void *context, const xmlChar *bytes, int count) {
  struct run *run = context;
  if (is_over(run) || count <= 0) return;
  size_t end = offset_of(run), length = (size_t)count;
  if (end > run->count) end = run->count;
  size_t start = end >= length ? end - length : 0;
  int is_literal = end - start == length && memcmp(run->bytes + start, bytes, length) == 0;
  if (!is_literal) {
    // A reference: it begins with the last ampersand, which is near.
    start = end;
    size_t least = end > 64 ? end - 64 : 0;
    while (start > least && run->bytes[start - 1] != '&') start--;
    if (start > least) start--;
  }
  end_if(run, run->events->text(run->events->context, (const char *)bytes, length, start, is_literal));
}

// libxml2 calls the contents of scripts and styles so; nobody sees them.
static void on_hidden_text(void *context, const xmlChar *bytes, int count) {
  (void)context, (void)bytes, (void)count;
}

static void on_problem(void *context, xmlErrorPtr error) {
  struct run *run = context;
  if (run->ended || run->refused || error == NULL || error->level < XML_ERR_ERROR) return;
  const char *message = error->message ? error->message : "";
  // The parser stands in the midst of something: it is stopped at the next call.
  run->refused = run->events->problem(run->events->context, error->code, error->line, message, offset_of(run));
}

static void on_html_start(void *context, const xmlChar *name, const xmlChar **attributes) {
  struct run *run = context;
  if (is_over(run)) return;
  end_if(run, run->events->start(run->events->context, (const char *)name, (const char *const *)attributes,
                                 offset_of(run)));
}

static void on_html_end(void *context, const xmlChar *name) { tell_end(context, name); }

int flyt_parse_html(const char *bytes, size_t count, const struct flyt_markup_events *events) {
  pthread_once(&once, xmlInitParser);
  if (count > INT_MAX) return -1;
  htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(bytes, (int)count);
  if (parser == NULL) return -1;
  struct run run = {events, parser, 0, 0, bytes, count};
  // No node is built: the handlers replace those that build a tree.
  memset(parser->sax, 0, sizeof *parser->sax);
  parser->sax->initialized = XML_SAX2_MAGIC;
  parser->sax->startElement = on_html_start;
  parser->sax->endElement = on_html_end;
  parser->sax->characters = on_text;
  parser->sax->ignorableWhitespace = on_text;
  parser->sax->cdataBlock = on_hidden_text;
  parser->sax->serror = on_problem;
  htmlCtxtUseOptions(parser, HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD);
  parser->userData = &run;
  // The bytes are UTF-8, whatever the page says; without an encoder offsets are exact.
  parser->charset = XML_CHAR_ENCODING_UTF8;
  if (parser->encoding == NULL) parser->encoding = xmlStrdup((const xmlChar *)"UTF-8");
  htmlParseDocument(parser);
  htmlFreeParserCtxt(parser);
  return 0;
}

// An element's attributes without prefixes, as names and values by turns; NULL where memory is short.
// libxml2 gives five pointers an attribute: name, prefix, address, and where the value begins and ends.
static char **plain_attributes(int count, const xmlChar **five) {
  size_t bytes = (size_t)(2 * count + 1) * sizeof(char *);
  for (int i = 0; i < count; i++) bytes += (size_t)(five[5 * i + 4] - five[5 * i + 3]) + 1;
  char **list = malloc(bytes);
  if (list == NULL) return NULL;
  char *values = (char *)(list + 2 * count + 1);
  for (int i = 0; i < count; i++) {
    size_t length = (size_t)(five[5 * i + 4] - five[5 * i + 3]);
    list[2 * i] = (char *)five[5 * i];
    list[2 * i + 1] = memcpy(values, five[5 * i + 3], length);
    values[length] = 0;
    values += length + 1;
  }
  list[2 * count] = NULL;
  return list;
}

static void on_xml_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *address,
                         int namespaces, const xmlChar **declared, int attributes, int defaulted,
                         const xmlChar **five) {
  (void)prefix, (void)address, (void)namespaces, (void)declared, (void)defaulted;
  struct run *run = context;
  if (is_over(run)) return;
  char **list = attributes > 0 ? plain_attributes(attributes, five) : NULL;
  if (attributes > 0 && list == NULL) {
    end_if(run, 1);
    return;
  }
  end_if(run, run->events->start(run->events->context, (const char *)name, (const char *const *)list,
                                 offset_of(run)));
  free(list);
}

static void on_xml_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *address) {
  (void)prefix, (void)address;
  tell_end(context, name);
}

static void on_declaration(void *context, const xmlChar *name, const xmlChar *id, const xmlChar *system) {
  (void)name, (void)id, (void)system;
  struct run *run = context;
  if (!is_over(run)) end_if(run, run->events->declaration(run->events->context));
}

int flyt_parse_xml(const char *bytes, size_t count, const struct flyt_markup_events *events) {
  pthread_once(&once, xmlInitParser);
  if (count > INT_MAX) return -1;
  xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(bytes, (int)count);
  if (parser == NULL) return -1;
  struct run run = {events, parser, 0, 0, bytes, count};
  memset(parser->sax, 0, sizeof *parser->sax);
  parser->sax->initialized = XML_SAX2_MAGIC;
  parser->sax->startElementNs = on_xml_start;
  parser->sax->endElementNs = on_xml_end;
  parser->sax->characters = on_text;
  parser->sax->ignorableWhitespace = on_text;
  parser->sax->cdataBlock = on_text;
  parser->sax->internalSubset = on_declaration;
  parser->sax->serror = on_problem;
  xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  parser->userData = &run;
  xmlParseDocument(parser);
  xmlFreeParserCtxt(parser);
  return 0;
}
