#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A TCP port on 127.0.0.1, which no other machine can reach.
package final class LoopbackListener: Sendable {
  /// The port, chosen by the system unless one was asked for.
  package let port: UInt16
  private let descriptor: Int32

  /// Opens a port; 0 stands for any that is free.
  ///
  /// `receiveBuffer` is how many octets of a client wait to be read, about; the rest stays with the
  /// client.
  package init(port wanted: UInt16 = 0, receiveBuffer: Int32? = nil) throws(RehearsalError) {
    let descriptor = try Self.open()
    if var size = receiveBuffer {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    do throws(RehearsalError) {
      port = try Self.bind(descriptor, port: wanted)
    } catch {
      _ = close(descriptor)
      throw error
    }
    self.descriptor = descriptor
  }

  deinit {
    _ = close(descriptor)
  }

  /// Waits for the next client; nil when there was none for so many milliseconds.
  package func accept(milliseconds: Int32) -> LoopbackConnection? {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, milliseconds) > 0 else { return nil }
    let client = systemAccept(descriptor)
    return client < 0 ? nil : LoopbackConnection(descriptor: client)
  }

  private static func open() throws(RehearsalError) -> Int32 {
    #if canImport(Darwin)
    let kind = SOCK_STREAM
    #else
    let kind = Int32(SOCK_STREAM.rawValue)
    #endif
    let descriptor = socket(AF_INET, kind, 0)
    guard descriptor >= 0 else { throw .socket(call: "socket", errno: errno) }
    // What the process starts later must not keep the port.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  private static func bind(
    _ descriptor: Int32,
    port: UInt16
  ) throws(RehearsalError) -> UInt16 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failed = withUnsafeMutablePointer(to: &address) { pointer -> String? in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        if systemBind(descriptor, generic, length) != 0 { return "bind" }
        if listen(descriptor, 64) != 0 { return "listen" }
        return getsockname(descriptor, generic, &length) != 0 ? "getsockname" : nil
      }
    }
    if let failed { throw .socket(call: failed, errno: errno) }
    return UInt16(bigEndian: address.sin_port)
  }
}

// The listener's own functions of these names hide those of the system.
private func systemAccept(_ descriptor: Int32) -> Int32 {
  let client = accept(descriptor, nil, nil)
  if client >= 0 { _ = fcntl(client, F_SETFD, FD_CLOEXEC) }
  return client
}

private func systemBind(
  _ descriptor: Int32,
  _ address: UnsafePointer<sockaddr>,
  _ length: socklen_t
) -> Int32 {
  bind(descriptor, address, length)
}
