import CurlMail
import MailMessage
import Outbox

/// Whoever takes letters next: a mail server, or a command of this machine.
enum NextHop: Transport {
  case server(SMTPTransport)
  case command(SendmailTransport)

  mutating func connect() throws(TransportFailure) {
    switch self {
    case .server(var transport):
      defer { self = .server(transport) }
      try transport.connect()
    case .command(var transport): try transport.connect()
    }
  }

  mutating func deliver(
    _ envelope: Envelope,
    _ message: [UInt8],
    commit: () throws(OutboxError) -> Void
  ) throws(OutboxError) -> DeliveryOutcome {
    switch self {
    case .server(var transport):
      defer { self = .server(transport) }
      return try transport.deliver(envelope, message, commit: commit)
    case .command(var transport): return try transport.deliver(envelope, message, commit: commit)
    }
  }

  mutating func deliver(
    _ job: DeliveryJob,
    before next: () -> DeliveryJob?
  ) throws(OutboxError) -> DeliveryOutcome {
    switch self {
    case .server(var transport):
      defer { self = .server(transport) }
      return try transport.deliver(job, before: next)
    case .command(var transport): return try transport.deliver(job, before: next)
    }
  }

  var isConnected: Bool {
    switch self {
    case .server(let transport): transport.isConnected
    case .command(let transport): transport.isConnected
    }
  }

  mutating func disconnect() {
    switch self {
    case .server(var transport):
      defer { self = .server(transport) }
      transport.disconnect()
    case .command(var transport): transport.disconnect()
    }
  }
}
