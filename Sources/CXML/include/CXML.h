#pragma once
// An opaque shim over libxml2's two event parsers. No header of libxml2 stands
// here, since they clash with Foundation's.
//
// Both parsers read UTF-8 that the caller has decoded, whatever the document
// declares; load nothing, replace no entity but the predefined ones, and keep
// libxml2's own limits.
#include <stddef.h>

/// What the parsers tell. Strings are UTF-8 and end with a zero byte, except `text`.
///
/// `offset` counts the bytes read so far, so it is behind what the call tells of, except for text.
/// Every call gives 0 to go on, or anything else to end the parsing.
struct flyt_markup_events {
  void *context;
  /// `attributes` are names and values by turns, then NULL; NULL where there are none. A value may be NULL.
  int (*start)(void *context, const char *name, const char *const *attributes, size_t offset);
  int (*end)(void *context, const char *name, size_t offset);
  /// `offset` is where the text begins; `is_literal` whether it stands there as it is, and not as a reference.
  int (*text)(void *context, const char *bytes, size_t count, size_t offset, int is_literal);
  /// A document type or an entity is declared; an HTML page's own document type is not told.
  int (*declaration)(void *context);
  /// A fault, with libxml2's number for it and its line; `message` is libxml2's own.
  int (*problem)(void *context, int code, int line, const char *message, size_t offset);
};

/// Parses an HTML page as browsers would, as far as HTML 4 goes. 0, or -1 where memory is short.
int flyt_parse_html(const char *bytes, size_t count, const struct flyt_markup_events *events);

/// Parses an XML document; names come without their prefixes. 0, or -1 where memory is short.
int flyt_parse_xml(const char *bytes, size_t count, const struct flyt_markup_events *events);
