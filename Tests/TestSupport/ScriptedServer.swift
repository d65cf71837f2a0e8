import Rehearsal
import Synchronization

/// A server that plays a transcript on 127.0.0.1, faults included, and keeps what it was sent.
///
/// One line of the transcript a step; a line `---` begins the next connection:
///
/// ```
/// S: 250 ready        sends the line and CR LF
/// C: MAIL FROM:*      expects a line; a star at the end stands for anything
/// ! text              takes a letter's text up to the final dot
/// ! take 100          takes so many octets
/// ! raw 250 ha\r\n    sends the octets; \r \n \0 \t and \\ as in Swift
/// ! endless ab        sends the octets until the client goes
/// ! wait 300          waits so many milliseconds
/// ! quiet 50          expects nothing to come for so many milliseconds
/// ! gone              expects the client to go without another word
/// ! drain             takes everything until the client goes
/// ! finish            sends the end of the connection
/// ! reset             ends the connection with a reset
/// ```
///
/// At the end of a part the server hangs up. Blank lines and those that begin with `#` do not count.
package final class ScriptedServer: Sendable {
  private struct State {
    var isOver = false
    var isStopping = false
    var problems: [String] = []
    var received: [[UInt8]] = []
  }

  /// The port on 127.0.0.1.
  package let port: UInt16
  private let parts: [[Substring]]
  private let state = Mutex(State())

  /// Reads the transcript and waits for the first client, of which about so many octets wait to be
  /// read.
  package init(_ transcript: String, receiveBuffer: Int32? = nil) throws {
    var parts: [[Substring]] = [[]]
    for line in transcript.split(separator: "\n") where !line.hasPrefix("#") {
      if line == "---" { parts.append([]) } else { parts[parts.count - 1].append(line) }
    }
    self.parts = parts
    let listener = try LoopbackListener(receiveBuffer: receiveBuffer)
    port = listener.port
    try RehearsalThread.start { [self] in
      for part in self.parts { play(part, on: listener) }
      state.withLock { $0.isOver = true }
    }
  }

  /// What each connection was sent up to the last step, byte for byte.
  package var received: [[UInt8]] { state.withLock { $0.received } }

  /// Waits for the end of the transcript, half a minute, and returns where it was not followed.
  package func finish() -> [String] {
    for _ in 0..<6_000 where !state.withLock({ $0.isOver }) {
      RehearsalThread.pause(milliseconds: 5)
    }
    return state.withLock { state in
      state.isStopping = true
      return state.isOver ? state.problems : state.problems + ["the transcript is not at its end"]
    }
  }

  private var isStopping: Bool { state.withLock { $0.isStopping } }

  private func play(_ part: [Substring], on listener: LoopbackListener) {
    while !isStopping {
      guard let connection = listener.accept(milliseconds: 20) else { continue }
      var actor = ScriptedConnection(connection)
      let number = state.withLock { state in
        state.received.append([])
        return state.received.count - 1
      }
      for line in part {
        let problem = actor.play(line)
        state.withLock { $0.received[number] = actor.received }
        guard let problem else { continue }
        state.withLock { $0.problems.append(problem) }
        break
      }
      return
    }
  }
}
