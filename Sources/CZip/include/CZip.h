#pragma once
// Opaque shims over libzip and zlib: their own headers stay out of Swift.
// Bytes come from memory and go to memory; nothing here touches a file.
#include <stddef.h>
#include <stdint.h>

/// How a call ended.
enum {
  FLYT_ZIP_OK = 0,
  /// A gzip stream ended as it should.
  FLYT_ZIP_END = 1,
  /// The bytes end too early.
  FLYT_ZIP_CUT = 2,
  /// The unpacked bytes are not those that were packed.
  FLYT_ZIP_CHECKSUM = 3,
  /// Packed or encrypted in a way that is not known here.
  FLYT_ZIP_METHOD = 4,
  FLYT_ZIP_ENCRYPTED = 5,
  FLYT_ZIP_MALFORMED = 6,
  FLYT_ZIP_MEMORY = 7,
};

/// What an archive's directory says of an entry; sizes are a claim, not a fact.
struct flyt_zip_entry {
  /// In UTF-8; lives as long as the archive.
  const char *name;
  uint64_t packed_size;
  uint64_t size;
  int is_encrypted;
};

/// Opens a copy of an archive's bytes; NULL on failure, with how in status.
void *flyt_zip_open(const uint8_t *bytes, size_t count, int *status);

/// The number of entries.
int64_t flyt_zip_count(void *archive);

/// Looks at one entry.
int flyt_zip_look(void *archive, uint64_t index, struct flyt_zip_entry *entry);

/// Begins to unpack one entry; NULL on failure, with how in status.
void *flyt_zip_begin(void *archive, uint64_t index, int *status);

/// Unpacks the next bytes: 0 at the end, -1 on failure, with how in status.
int64_t flyt_zip_read(void *entry, uint8_t *buffer, size_t capacity, int *status);

/// Ends what flyt_zip_begin began.
void flyt_zip_end(void *entry);

/// Ends what flyt_zip_open began.
void flyt_zip_close(void *archive);

/// Begins to unpack a gzip stream; NULL where memory is short.
void *flyt_gunzip_begin(void);

/// Makes ready for the next stream of the same file.
int flyt_gunzip_again(void *stream);

/// Unpacks the next bytes; says how many were taken and how many came out.
int flyt_gunzip_read(void *stream, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *buffer,
                     size_t capacity, size_t *made);

/// Ends what flyt_gunzip_begin began.
void flyt_gunzip_end(void *stream);
