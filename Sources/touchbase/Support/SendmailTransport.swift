#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import CurlMail
import DurableFiles
import MailMessage
import Outbox

/// Hands letters to a command of this machine that takes them as sendmail does: Postfix's, Exim's,
/// msmtp.
///
/// Source: sendmail(8) for `-i`, `-f` and the line ends; sysexits.h for the answers.
struct SendmailTransport: Transport {
  private let command: [String]
  private let lineEnds: Configuration.LineEnds
  private let folder: String
  private let files: any FileSystem

  /// Makes a transport; `folder` is for the letters' files, which live as long as the command.
  init(
    _ command: [String],
    lineEnds: Configuration.LineEnds,
    folder: String,
    files: any FileSystem
  ) {
    self.command = command
    self.lineEnds = lineEnds
    self.folder = folder
    self.files = files
  }

  private var name: String { "'\(command[0])'" }

  mutating func connect() throws(TransportFailure) {
    guard command[0].contains("/"), access(command[0], X_OK) != 0 else { return }
    throw .configuration("cannot run \(name): \(String(cString: strerror(errno)))")
  }

  mutating func deliver(
    _ envelope: Envelope,
    _ message: [UInt8],
    commit: () throws(OutboxError) -> Void
  ) throws(OutboxError) -> DeliveryOutcome {
    let sender = envelope.sender.smtpPath
    let recipients = envelope.recipients.map(\.smtpPath)
    // Behind '--' nothing is an option; as its value a sender is one word, whatever it begins with.
    let run = SendmailCommand(
      words: command + ["-i", "-f", sender, "--"] + recipients,
      folder: folder,
      files: files
    )
    guard let letter = Self.text(message, lineEnds) else {
      return .refused("a line end is not CR LF")
    }
    switch try run.run(letter, commit: commit, isUrgent: { Interruption.isUrgent }) {
    case .success(let (ending, said)): return outcome(of: ending, words(said))
    case .failure(.noFile(let error)): return .unable(.unreachable("\(error)"))
    case .failure(.notStarted(let code)):
      let reason = "cannot run \(name): \(String(cString: strerror(code)))"
      // Only these pass by themselves; nothing of the others does.
      return .unable(
        [EAGAIN, ENOMEM, EMFILE, ENFILE].contains(code)
          ? .unreachable(reason) : .configuration(reason)
      )
    }
  }

  mutating func disconnect() {}

  /// What a status means for the letter.
  ///
  /// 64, 77 and 78 are about us: a command that does not know the options, a login, a configuration.
  /// Of those that are left some may come after the letter was passed on: nobody knows.
  private func outcome(of ending: SendmailCommand.Ending, _ said: String) -> DeliveryOutcome {
    let words = said.isEmpty ? "" : ": \(said)"
    switch ending {
    case .exited(0): return .accepted("taken by \(name)\(words)")
    case .exited(EX_TEMPFAIL), .exited(EX_NOHOST):
      return .deferred("\(name) asks to try later\(words)")
    // QUIRK: msmtp ends with 69 whatever the server's refusal; its words have the reply.
    case .exited(EX_UNAVAILABLE) where said.contains("server message: 4"):
      return .deferred("\(name) asks to try later\(words)")
    case .exited(EX_DATAERR), .exited(EX_NOINPUT), .exited(EX_NOUSER), .exited(EX_UNAVAILABLE),
      .exited(EX_SOFTWARE):
      return .refused("\(name) refused it\(words)")
    case .exited(EX_NOPERM): return .unable(.loginRefused("\(name) was not let in\(words)"))
    case .exited(EX_USAGE), .exited(EX_CONFIG):
      return .unable(.configuration("\(name) cannot be used as it is configured\(words)"))
    case .exited(let status): return .unknown("\(name) ended with status \(status)\(words)")
    case .killed(let signal): return .unknown("\(name) was ended by signal \(signal)\(words)")
    case .untold: return .unknown("nobody knows how \(name) ended\(words)")
    case .abandoned: return .unknown("\(name) did not come to an end\(words)")
    }
  }

  /// What the command said, on one line.
  private func words(_ said: [UInt8]) -> String {
    let lines = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline)
    return Output.visibleLine(lines.joined(separator: " / "))
  }

  /// The letter with the line ends that the command wants; nil where it has others than CR LF.
  static func text(_ message: [UInt8], _ lineEnds: Configuration.LineEnds) -> [UInt8]? {
    var text: [UInt8] = []
    text.reserveCapacity(message.count)
    var isAfterCR = false
    for byte in message {
      guard isAfterCR == (byte == 0x0A) else { return nil }
      isAfterCR = byte == 0x0D
      if !isAfterCR || lineEnds == .crlf { text.append(byte) }
    }
    return isAfterCR ? nil : text
  }
}
