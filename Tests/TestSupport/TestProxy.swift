#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A proxy on 127.0.0.1, until it is stopped or the process ends.
package struct TestProxy: Sendable {
  package enum Kind: CaseIterable, Sendable {
    case socks, http
  }

  /// Whether this machine has both kinds.
  package static var isAvailable: Bool {
    CommandRun.find("microsocks") != nil && CommandRun.find("tinyproxy") != nil
  }

  /// Its address as a configuration has it.
  package let url: String
  private let folder: ServerFolder

  /// Starts a proxy that lets one through to that port.
  package init(_ kind: Kind, to port: UInt16) throws {
    let own = try ServerFolder.freePort()
    folder = try ServerFolder()
    switch kind {
    case .socks:
      url = "socks5h://127.0.0.1:\(own)"
      try folder.shell("microsocks -i 127.0.0.1 -p \(own) >log 2>&1 & echo $! >pid")
    case .http:
      url = "http://127.0.0.1:\(own)"
      let lines = ["Port \(own)", "Listen 127.0.0.1", "Allow 127.0.0.1", "ConnectPort \(port)"]
      try folder.write(lines.joined(separator: "\n") + "\n", to: "tinyproxy.conf")
      try folder.shell("tinyproxy -d -c \"$1/tinyproxy.conf\" >log 2>&1 & echo $! >pid")
    }
    try folder.endWithProcess(pidFile: "pid")
    let knock = "(: </dev/tcp/127.0.0.1/\(own)) 2>/dev/null"
    try folder.shell("bash -c 'for i in {1..100}; do \(knock) && exit; sleep 0.1; done; exit 1'")
  }

  /// Ends it; a connection through it is broken.
  package func stop() {
    _ = Result { try folder.shell("kill $(cat pid); sleep 0.2") }
  }
}
