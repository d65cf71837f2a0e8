#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Postfix's `smtp-sink`, which swallows mail on a port of this machine.
struct MailSink {
  let port: Int
  private let process: pid_t

  /// Starts it; nil where there is none.
  init?() throws {
    port = 20_000 + Int(getpid()) % 10_000
    let user = geteuid() == 0 ? "-u nobody " : ""
    let words = "exec smtp-sink \(user)127.0.0.1:\(port) 1024"
    let present = Contestant("/bin/sh", ["-c", "command -v smtp-sink"], name: "sh")
    guard present.succeeds else { return nil }
    process = try Contestant("/bin/sh", ["-c", words], name: "smtp-sink").begin()
    // It takes a moment to listen.
    usleep(500_000)
  }

  func stop() {
    kill(process, SIGTERM)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }
}
