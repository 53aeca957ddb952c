#pragma once
// Opaque shims for what Swift cannot call: variadic C functions, and system
// calls that need them. One function per need; nothing else belongs here.
//
// On failure they set errno and give -1, as the C library does. `folder` is the
// descriptor of an open folder, `name` one entry of it: never a path.
#include <stddef.h>

/// Opens a folder by its path, following links, for the calls below.
int flyt_open_folder(const char *path);

/// Opens a file by its path for reading, following links. Waits for no writer
/// and takes no terminal.
int flyt_open_path(const char *path);

/// Opens an entry for reading. Follows no link, never leaves the folder, waits
/// for no writer and takes no terminal.
int flyt_open_entry(int folder, const char *name);

/// Creates an entry for writing; EEXIST where anything has that name.
int flyt_create_entry(int folder, const char *name, unsigned int mode);

/// Renames an entry, never over another one: EEXIST then.
int flyt_rename_entry(int from_folder, const char *from, int to_folder, const char *to);

/// Begins to list a folder; NULL on failure.
void *flyt_open_listing(int folder);

/// Copies the next name, `.` and `..` left out: 1 for a name, 0 at the end.
int flyt_next_name(void *listing, char *name, size_t capacity);

/// Ends what flyt_open_listing began.
void flyt_close_listing(void *listing);
