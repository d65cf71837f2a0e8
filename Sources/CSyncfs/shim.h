#pragma once

// Swift's module of the C library leaves out what is Linux's own.

#ifdef __linux__
/// Returns when all of the file system that holds an open file is on the disk; -1 and errno when that
/// failed, or when something written there since the file was opened got lost (Linux 5.8).
int syncfs(int descriptor);
#endif
