#pragma once

// Swift's module of the C library leaves out what is Linux's own.

#ifdef __linux__
#include <fcntl.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Returns when all of the file system that holds an open file is on the disk; -1 and errno when that
/// failed, or when something written there since the file was opened got lost (Linux 5.8).
int syncfs(int descriptor);

/// Gives a file another name that nothing has yet; -1 and errno when that failed: EEXIST where something
/// has it, EINVAL or ENOSYS where the file system or the kernel cannot tell (Linux 3.15).
static inline int csyncfs_rename(const char *path, const char *target) {
  const unsigned noreplace = 1;
  return (int)syscall(SYS_renameat2, AT_FDCWD, path, AT_FDCWD, target, noreplace);
}

/// The number of the kind of file system that holds a file, and how many bytes may still be written
/// to it; -1 and errno when that is not known.
static inline int csyncfs_volume(const char *path, unsigned *type, unsigned long long *free) {
  struct statfs status;
  if (statfs(path, &status) != 0) return -1;
  *type = (unsigned)status.f_type;
  *free = (unsigned long long)status.f_bavail * (unsigned long long)status.f_bsize;
  return 0;
}
#endif
