#pragma once

// Swift's module of the C library leaves out what is Linux's own.

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <linux/stat.h>
#include <stdio.h>
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

/// Opens a new file without a name on the file system that holds a folder, for writing; -1 and errno
/// when that failed: EOPNOTSUPP, EINVAL or EISDIR where the file system or the kernel knows none
/// (Linux 3.11).
static inline int csyncfs_nameless(const char *folder, unsigned mode) {
  // O_TMPFILE, which the headers have for _GNU_SOURCE alone.
  return open(folder, O_WRONLY | O_CLOEXEC | O_DIRECTORY | 020000000, mode);
}

/// Gives an open file without a name one that nothing has yet; -1 and errno when that failed: EEXIST
/// where something has it.
static inline int csyncfs_link(int file, const char *target) {
  // AT_EMPTY_PATH, for whoever opened the file since Linux 6.10, before that for root.
  const int empty_path = 0x1000;
  if (linkat(file, "", AT_FDCWD, target, empty_path) == 0) return 0;
  if (errno != ENOENT) return -1;
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  return linkat(AT_FDCWD, path, AT_FDCWD, target, AT_SYMLINK_FOLLOW);
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

/// The number of a file and when it was made; -1 and errno when that is not known (Linux 4.11).
static inline int csyncfs_birth(
    const char *path, unsigned long long *number, long long *seconds, unsigned *nanoseconds) {
  struct statx status;
  if (syscall(SYS_statx, AT_FDCWD, path, 0, STATX_INO | STATX_BTIME, &status) != 0) return -1;
  if ((status.stx_mask & STATX_BTIME) == 0) return errno = EOPNOTSUPP, -1;
  *number = status.stx_ino;
  *seconds = status.stx_btime.tv_sec;
  *nanoseconds = status.stx_btime.tv_nsec;
  return 0;
}

/// The number of the mount that holds a file, which no later one gets; -1 and errno when that is not
/// known (Linux 6.8).
static inline int csyncfs_mount(const char *path, unsigned long long *number) {
  // STATX_MNT_ID_UNIQUE, which older headers lack.
  const unsigned unique = 0x4000;
  struct statx status;
  if (syscall(SYS_statx, AT_FDCWD, path, 0, unique, &status) != 0) return -1;
  if ((status.stx_mask & unique) == 0) return errno = EOPNOTSUPP, -1;
  *number = status.stx_mnt_id;
  return 0;
}
#endif
