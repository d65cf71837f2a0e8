#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// One client of a `LoopbackListener`, closed when it goes.
package final class LoopbackConnection: Sendable {
  /// What came of waiting for bytes.
  package enum Received: Hashable, Sendable {
    case bytes([UInt8])
    case nothing
    case end
  }

  private let descriptor: Int32

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    _ = systemClose(descriptor)
  }

  /// Waits so many milliseconds for the next bytes.
  package func receive(milliseconds: Int32) -> Received {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, milliseconds) > 0 else { return .nothing }
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, initialized in
      count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      initialized = max(0, count)
    }
    return count > 0 ? .bytes(bytes) : .end
  }

  /// Sends all bytes; false when the client is gone or takes nothing for so many milliseconds.
  package func send(_ bytes: [UInt8], milliseconds: Int32 = 60_000) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&entry, 1, milliseconds) > 0 else { return false }
      let count = rest.withUnsafeBytes { systemSend(descriptor, $0) }
      if count < 0, errno == EAGAIN || errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Tells the client that nothing more will come; what it sends still arrives.
  package func finish() {
    _ = shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Makes the end of the connection, when it goes, a reset instead of a farewell.
  package func endWithReset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    _ = setsockopt(
      descriptor,
      SOL_SOCKET,
      SO_LINGER,
      &option,
      socklen_t(MemoryLayout<linger>.size)
    )
  }
}

private func systemClose(_ socket: Int32) -> Int32 { close(socket) }

/// Without the signal that would end the process when the client is gone.
private func systemSend(_ socket: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  #if canImport(Darwin)
  let flags = MSG_DONTWAIT
  #else
  let flags = Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
  #endif
  return send(socket, bytes.baseAddress, bytes.count, flags)
}
