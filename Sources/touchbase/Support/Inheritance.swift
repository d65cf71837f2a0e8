#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What a process has from the one that started it, as far as nothing could be promised with it.
enum Inheritance {
  /// Puts it right, before anything is opened or started.
  static func mend() {
    openStandardDescriptors()
    // Where it is ignored nobody is told how a command ended: POSIX, "waitpid()".
    signal(SIGCHLD, SIG_DFL)
    // A reader that closed its pipe is no reason to die in the middle of a letter.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Opens those of the first three that are closed, in such a way that their use stays an error.
  ///
  /// Else another file would get the number, the journal for one, and what is said go into that.
  private static func openStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest number that is free is this one: POSIX, "open()".
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
