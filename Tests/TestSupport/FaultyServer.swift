import Rehearsal
import Synchronization

/// A mail server on 127.0.0.1 that does all as it should but for one fault, at one moment.
///
/// It follows the client, whatever the order of its commands and however many come at once, and
/// keeps what it has been made responsible for.
package final class FaultyServer: Sendable {
  /// What a server waits for.
  package enum Stage: String, CaseIterable, Sendable {
    case greeting, ehlo, starttls, auth, password, mail, rcpt, data, text, dot, rset, quit
  }

  /// When the fault happens: before anything of the command has come, in its middle, or in the
  /// place of its answer.
  package enum Moment: String, CaseIterable, Sendable {
    case before, middle, after
  }

  /// What goes wrong.
  package enum Deed: Hashable, Sendable {
    case hangUp
    case reset
    /// Says nothing any more and waits until the client goes.
    case silence
    /// Answers as it should, after so many milliseconds.
    case late(Int)
    /// Sends octets, and goes on.
    case send([UInt8])
    /// Sends octets, and hangs up.
    case sendAndHangUp([UInt8])
    /// Sends octets, and says nothing any more.
    case sendAndFallSilent([UInt8])
    /// Sends octets again and again until the client goes.
    case endless([UInt8])
  }

  /// One fault.
  package struct Fault: Sendable {
    package let stage: Stage
    package let moment: Moment
    /// Which letter it meets, from 0; of no account before the first one.
    package let letter: Int
    package let deed: Deed

    package init(_ stage: Stage, _ moment: Moment, letter: Int, _ deed: Deed) {
      self.stage = stage
      self.moment = moment
      self.letter = letter
      self.deed = deed
    }
  }

  /// What the server offers, and how it stands to the letters.
  package struct Manner: Sendable {
    package var offers: [String] = []
    /// Whether the client is to log in before the first letter.
    package var wantsLogin = false
    /// Whether it refuses the recipient of the letter that meets the fault.
    package var refusesRecipient = false
    /// How many letters are to come, so that it knows when `QUIT` is due.
    package var letters = 3

    package init() {}
  }

  struct State {
    var isFaultDone = false
    var isStopping = false
    var letters = 0
    var connections = 0
    /// Whether a letter was begun on the connection of the fault, after it.
    var isReused = false
    /// How often it was made responsible for each letter, by the recipient's local part.
    var taken: [String: Int] = [:]
  }

  package let port: UInt16
  let fault: Fault?
  let manner: Manner
  let state = Mutex(State())

  package init(_ fault: Fault?, _ manner: Manner = Manner()) throws {
    self.fault = fault
    self.manner = manner
    let listener = try LoopbackListener()
    port = listener.port
    try RehearsalThread.start { [self] in
      while !isStopping {
        guard let connection = listener.accept(milliseconds: 50) else { continue }
        state.withLock { $0.connections += 1 }
        // A client that was left in silence may come again meanwhile.
        _ = Result {
          try RehearsalThread.start {
            var talk = FaultyConversation(connection, self)
            talk.play()
          }
        }
      }
    }
  }

  /// Takes no more clients.
  package func stop() { state.withLock { $0.isStopping = true } }

  /// Whether the moment of the fault has come.
  package var isFaultDone: Bool { state.withLock { $0.isFaultDone } }
  package var connections: Int { state.withLock { $0.connections } }
  package var isReused: Bool { state.withLock { $0.isReused } }
  package var taken: [String: Int] { state.withLock { $0.taken } }

  var isStopping: Bool { state.withLock { $0.isStopping } }
}
