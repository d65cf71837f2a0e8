package import DurableFiles
package import MailMessage
import Synchronization

/// A small real SMTP server on 127.0.0.1 that delivers every mail into a folder.
///
/// It knows neither TLS nor logins and can be reached from this machine only. Each connection has
/// a thread of its own.
package final class RehearsalServer: Sendable {
  private struct State {
    var port: UInt16?
    var isStopping = false
    var threads = 0
    var connections = 0
  }

  /// How often the threads look whether they should stop.
  private static let sliceMilliseconds: Int32 = 50

  private let folder: RehearsalFolder
  private let limits: RehearsalLimits
  private let state = Mutex(State())

  /// Prepares a server; nothing is opened yet.
  ///
  /// - Parameters:
  ///   - folder: Where the mails go; it is made when it is not there.
  ///   - fileSystem: Where the folder is.
  ///   - limits: What clients may cost.
  ///   - now: The time for the trace lines, asked once a mail.
  /// - Throws: `FileSystemError` when the folder cannot be made or read.
  package init(
    folder: String,
    fileSystem: any FileSystem,
    limits: RehearsalLimits = RehearsalLimits(),
    now: @escaping @Sendable () -> DateTime
  ) throws {
    self.folder = try RehearsalFolder(path: folder, fileSystem: fileSystem, now: now)
    self.limits = limits
  }

  deinit {
    state.withLock { $0.isStopping = true }
  }

  /// The paths of the mails delivered so far, in order.
  package var deliveredPaths: [String] { folder.deliveredPaths }

  /// Opens a free port and returns it.
  package func start() throws(RehearsalError) -> UInt16 {
    let listener = try LoopbackListener()
    let isFirst = state.withLock { state in
      guard state.port == nil else { return false }
      state.port = listener.port
      state.threads = 1
      return true
    }
    guard isFirst else { throw .alreadyStarted }
    try RehearsalThread.start { [self] in
      accept(listener)
      state.withLock { $0.threads -= 1 }
    }
    return listener.port
  }

  /// Ends all conversations and waits until the threads are gone; a second time does nothing.
  package func stop() {
    state.withLock { $0.isStopping = true }
    while state.withLock({ $0.threads > 0 }) {
      RehearsalThread.pause(milliseconds: 5)
    }
  }

  private var isStopping: Bool { state.withLock { $0.isStopping } }

  private func accept(_ listener: LoopbackListener) {
    while !isStopping {
      guard let connection = listener.accept(milliseconds: Self.sliceMilliseconds) else { continue }
      serve(connection)
    }
  }

  private func serve(_ connection: LoopbackConnection) {
    let isWelcome = state.withLock { state in
      guard state.connections < limits.connections else { return false }
      state.connections += 1
      state.threads += 1
      return true
    }
    guard isWelcome else {
      _ = connection.send(
        Array("421 4.7.0 localhost too many connections\r\n".utf8),
        milliseconds: 100
      )
      return
    }
    do throws(RehearsalError) {
      try RehearsalThread.start { [self] in
        converse(connection)
        leave()
      }
    } catch {
      leave()
    }
  }

  private func leave() {
    state.withLock { state in
      state.connections -= 1
      state.threads -= 1
    }
  }

  private func converse(_ connection: LoopbackConnection) {
    var session = RehearsalSession(limits: limits, deliver: folder.deliver)
    let patience = limits.idleSeconds * 1_000 / Int(Self.sliceMilliseconds)
    var silence = 0
    while !isStopping {
      let output = session.takeOutput()
      guard connection.send(output), !session.isOver else { return }
      switch connection.receive(milliseconds: Self.sliceMilliseconds) {
      case .bytes(let bytes):
        silence = 0
        session.receive(bytes)
      case .nothing:
        silence += 1
        if silence > patience { session.timeOut() }
      case .end: return
      }
    }
  }
}
