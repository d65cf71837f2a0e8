internal import CCares

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Questions to the domain name system; each blocks for a few seconds at most.
package struct DomainNameSystem: Sendable {
  /// The servers to ask, `127.0.0.1:5300`; nil for those of the system.
  private let servers: String?

  package init(servers: String? = nil) {
    self.servers = servers
  }

  /// What a domain says of a service: of `_submissions._tcp.example.org`.
  ///
  /// - Throws: `DiscoveryError` when nobody could tell, which is not the same as no service.
  ///
  /// Source: RFC 6186 §3, RFC 8314 §5.1.
  package func service(_ name: String) throws(DiscoveryError) -> ServiceAnswer {
    // SRV is type 33.
    guard let answer = try ask(name, type: 33) else { return .none }
    var list: UnsafeMutablePointer<ares_srv_reply>?
    let code = ares_parse_srv_reply(answer, Int32(answer.count), &list)
    defer { if let list { ares_free_data(list) } }
    guard code == 0 else { return .none }
    var records: [ServiceRecord] = []
    var next = list
    while let record = next?.pointee, records.count < 100 {
      records.append(
        ServiceRecord(
          target: record.host.map { String(cString: $0) } ?? "",
          port: record.port,
          priority: record.priority,
          weight: record.weight
        )
      )
      next = record.next
    }
    return ServiceAnswer(records)
  }

  /// Whether a host of that name has an address.
  package func hasAddress(_ name: String) throws(DiscoveryError) -> Bool {
    // A and AAAA.
    for type in [Int32(1), 28] where try ask(name, type: type) != nil { return true }
    return false
  }

  /// The answer's octets; nil where the name or a record of the type is not there.
  private func ask(_ name: String, type: Int32) throws(DiscoveryError) -> [UInt8]? {
    guard ares_library_init(0) == 0 else {
      throw .noAnswer(name: name, words: "the library does not start")
    }
    defer { ares_library_cleanup() }
    let channel = try channel(name)
    defer { ares_destroy(channel) }
    let reply = Reply()
    // The clean-up of the channel may still call back, so the reply outlives it.
    let context = Unmanaged.passUnretained(reply).toOpaque()
    ares_query(channel, name, 1, type, takeReply, context)
    Self.wait(channel, until: reply)
    return try withExtendedLifetime(reply) { () throws(DiscoveryError) in
      switch reply.code {
      case ccares_success: return reply.bytes
      case ccares_no_data, ccares_not_found: return nil
      default:
        throw .noAnswer(name: name, words: String(cString: ares_strerror(reply.code)))
      }
    }
  }

  private func channel(_ name: String) throws(DiscoveryError) -> ares_channel {
    var options = ares_options()
    options.timeout = 2_000
    options.tries = 2
    let mask = ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES
    var channel: ares_channel?
    let code = ares_init_options(&channel, &options, Int32(mask))
    guard code == 0, let channel else {
      throw .noAnswer(name: name, words: String(cString: ares_strerror(code)))
    }
    if let servers, ares_set_servers_ports_csv(channel, servers) != 0 {
      ares_destroy(channel)
      throw .servers(servers)
    }
    return channel
  }

  /// Moves bytes until the reply is there; the library itself keeps the time-outs.
  private static func wait(_ channel: ares_channel, until reply: Reply) {
    // Many servers in turn, each twice: an end that does not depend on the library.
    let end = ContinuousClock.now + .seconds(12)
    while !reply.isThere, ContinuousClock.now < end {
      var sockets = [ares_socket_t](repeating: -1, count: 16)
      let bits = UInt32(bitPattern: ares_getsock(channel, &sockets, 16))
      var entries: [pollfd] = []
      for (index, socket) in sockets.enumerated() {
        let isReading = bits & (1 << UInt32(index)) != 0
        let isWriting = bits & (1 << UInt32(index + 16)) != 0
        guard isReading || isWriting else { continue }
        let events = (isReading ? POLLIN : 0) | (isWriting ? POLLOUT : 0)
        entries.append(pollfd(fd: socket, events: Int16(events), revents: 0))
      }
      guard !entries.isEmpty else { break }
      _ = poll(&entries, nfds_t(entries.count), 100)
      for entry in entries {
        let hasRead = entry.revents & Int16(POLLIN | POLLERR | POLLHUP) != 0
        let hasWrite = entry.revents & Int16(POLLOUT) != 0
        ares_process_fd(channel, hasRead ? entry.fd : -1, hasWrite ? entry.fd : -1)
      }
    }
    if !reply.isThere { ares_cancel(channel) }
  }
}

/// What came back to one question.
private final class Reply {
  var isThere = false
  var code = ccares_timeout
  var bytes: [UInt8] = []
}

private func takeReply(
  context: UnsafeMutableRawPointer?,
  code: Int32,
  _: Int32,
  bytes: UnsafeMutablePointer<UInt8>?,
  count: Int32
) {
  guard let context else { return }
  let reply = Unmanaged<Reply>.fromOpaque(context).takeUnretainedValue()
  if !reply.isThere { reply.code = code == ccares_cancelled ? reply.code : code }
  reply.bytes = Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
  reply.isThere = true
}
