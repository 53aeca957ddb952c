#include "CZip.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include <zlib.h>

static int status_of(int zip_error) {
  switch (zip_error) {
  case ZIP_ER_OK: return FLYT_ZIP_OK;
  case ZIP_ER_EOF:
  case ZIP_ER_NOZIP:
  case ZIP_ER_READ:
  case ZIP_ER_SEEK: return FLYT_ZIP_CUT;
  case ZIP_ER_CRC: return FLYT_ZIP_CHECKSUM;
  case ZIP_ER_COMPNOTSUPP:
  case ZIP_ER_ENCRNOTSUPP:
  case ZIP_ER_MULTIDISK: return FLYT_ZIP_METHOD;
  case ZIP_ER_NOPASSWD:
  case ZIP_ER_WRONGPASSWD: return FLYT_ZIP_ENCRYPTED;
  case ZIP_ER_MEMORY: return FLYT_ZIP_MEMORY;
  default: return FLYT_ZIP_MALFORMED;
  }
}

void *flyt_zip_open(const uint8_t *bytes, size_t count, int *status) {
  // libzip reads when it likes, so it gets bytes of its own, which it frees.
  void *copy = malloc(count > 0 ? count : 1);
  if (copy == NULL) {
    *status = FLYT_ZIP_MEMORY;
    return NULL;
  }
  if (count > 0) memcpy(copy, bytes, count);
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *source = zip_source_buffer_create(copy, count, 1, &error);
  if (source == NULL) free(copy);
  zip_t *archive = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (source != NULL && archive == NULL) zip_source_free(source);
  *status = archive == NULL ? status_of(zip_error_code_zip(&error)) : FLYT_ZIP_OK;
  zip_error_fini(&error);
  return archive;
}

int64_t flyt_zip_count(void *archive) { return zip_get_num_entries(archive, 0); }

int flyt_zip_look(void *archive, uint64_t index, struct flyt_zip_entry *entry) {
  zip_stat_t found;
  zip_stat_init(&found);
  if (zip_stat_index(archive, index, 0, &found) != 0) {
    return status_of(zip_error_code_zip(zip_get_error(archive)));
  }
  entry->name = found.valid & ZIP_STAT_NAME ? found.name : NULL;
  entry->packed_size = found.valid & ZIP_STAT_COMP_SIZE ? found.comp_size : 0;
  entry->size = found.valid & ZIP_STAT_SIZE ? found.size : 0;
  entry->is_encrypted = found.valid & ZIP_STAT_ENCRYPTION_METHOD && found.encryption_method != ZIP_EM_NONE;
  return FLYT_ZIP_OK;
}

void *flyt_zip_begin(void *archive, uint64_t index, int *status) {
  zip_file_t *entry = zip_fopen_index(archive, index, 0);
  *status = entry == NULL ? status_of(zip_error_code_zip(zip_get_error(archive))) : FLYT_ZIP_OK;
  return entry;
}

int64_t flyt_zip_read(void *entry, uint8_t *buffer, size_t capacity, int *status) {
  zip_int64_t made = zip_fread(entry, buffer, capacity);
  *status = made < 0 ? status_of(zip_error_code_zip(zip_file_get_error(entry))) : FLYT_ZIP_OK;
  return made;
}

void flyt_zip_end(void *entry) { zip_fclose(entry); }

void flyt_zip_close(void *archive) { zip_discard(archive); }

void *flyt_gunzip_begin(void) {
  z_stream *stream = calloc(1, sizeof *stream);
  // 16 more than the largest window: gzip's own header and checksum, and no other.
  if (stream != NULL && inflateInit2(stream, 15 + 16) != Z_OK) {
    free(stream);
    return NULL;
  }
  return stream;
}

int flyt_gunzip_again(void *stream) { return inflateReset(stream) == Z_OK ? FLYT_ZIP_OK : FLYT_ZIP_MALFORMED; }

int flyt_gunzip_read(void *opaque, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *buffer,
                     size_t capacity, size_t *made) {
  z_stream *stream = opaque;
  uInt most = (uInt)1 << 30;
  uInt input = count < most ? (uInt)count : most;
  uInt output = capacity < most ? (uInt)capacity : most;
  stream->next_in = (Bytef *)bytes;
  stream->avail_in = input;
  stream->next_out = buffer;
  stream->avail_out = output;
  stream->msg = NULL;
  int result = inflate(stream, Z_NO_FLUSH);
  *taken = input - stream->avail_in;
  *made = output - stream->avail_out;
  switch (result) {
  case Z_OK: return FLYT_ZIP_OK;
  case Z_STREAM_END: return FLYT_ZIP_END;
  // No progress although there is room: the input is at its end.
  case Z_BUF_ERROR: return FLYT_ZIP_CUT;
  case Z_MEM_ERROR: return FLYT_ZIP_MEMORY;
  default:
    // "incorrect data check" and "incorrect length check" are the checksum's; the rest is the stream's.
    return stream->msg != NULL && strncmp(stream->msg, "incorrect", 9) == 0 && strstr(stream->msg, "header") == NULL
               ? FLYT_ZIP_CHECKSUM
               : FLYT_ZIP_MALFORMED;
  }
}

void flyt_gunzip_end(void *stream) {
  inflateEnd(stream);
  free(stream);
}
