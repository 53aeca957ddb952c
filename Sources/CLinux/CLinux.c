#define _GNU_SOURCE
#include "CLinux.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// Gives 0 and sets errno for what is a path or no name at all.
static int is_entry_name(const char *name) {
  if (*name != '\0' && strchr(name, '/') == NULL && strcmp(name, ".") != 0 && strcmp(name, "..") != 0) return 1;
  errno = EINVAL;
  return 0;
}

int flyt_open_folder(const char *path) { return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC); }

int flyt_open_path(const char *path) { return open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC); }

int flyt_open_entry(int folder, const char *name) {
  if (!is_entry_name(name)) return -1;
  struct open_how how = {
      .flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | O_NOFOLLOW,
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
  };
  int file = (int)syscall(SYS_openat2, folder, name, &how, sizeof how);
  // Kernels before 5.6 lack openat2, and some containers' filters deny it with
  // EPERM. For a single name, O_NOFOLLOW alone is as strict.
  if (file >= 0 || (errno != ENOSYS && errno != EPERM)) return file;
  return openat(folder, name, (int)how.flags);
}

int flyt_create_entry(int folder, const char *name, unsigned int mode) {
  if (!is_entry_name(name)) return -1;
  return openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, (mode_t)mode);
}

int flyt_rename_entry(int from_folder, const char *from, int to_folder, const char *to) {
  if (!is_entry_name(from) || !is_entry_name(to)) return -1;
  if (renameat2(from_folder, from, to_folder, to, RENAME_NOREPLACE) == 0) return 0;
  // File systems without RENAME_NOREPLACE (NFS) say EINVAL; a new link is refused
  // just as strictly where the name is taken.
  if (errno != EINVAL && errno != ENOSYS) return -1;
  return linkat(from_folder, from, to_folder, to, 0) < 0 ? -1 : unlinkat(from_folder, from, 0);
}

void *flyt_open_listing(int folder) {
  int descriptor = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return NULL;
  DIR *listing = fdopendir(descriptor);
  if (listing == NULL) {
    int fault = errno;
    close(descriptor);
    errno = fault;
  }
  return listing;
}

int flyt_next_name(void *listing, char *name, size_t capacity) {
  for (;;) {
    errno = 0;
    const struct dirent *entry = readdir(listing);
    if (entry == NULL) return errno == 0 ? 0 : -1;
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    size_t length = strlen(entry->d_name);
    if (length >= capacity) {
      errno = ENAMETOOLONG;
      return -1;
    }
    memcpy(name, entry->d_name, length + 1);
    return 1;
  }
}

void flyt_close_listing(void *listing) { closedir(listing); }
