/// A server's whole answer to one command.
///
/// `lines` are the texts after the code, at least one, without line ends; control characters and
/// bytes that are not UTF-8 have been replaced, so that a text can be shown on a terminal as it is.
///
/// Source: RFC 5321 §4.2.
public struct SMTPReply: Hashable, Sendable {
  /// The reply code, 200…599.
  public let code: Int

  /// The texts that follow the code, one a line.
  public let lines: [String]

  /// Makes a reply of its parts; an empty list of lines stands for one empty line.
  public init(code: Int, lines: [String]) {
    self.code = code
    self.lines = lines.isEmpty ? [""] : lines
  }

  /// Whether the command was carried out: any 2xx.
  public var isPositive: Bool { code / 100 == 2 }

  /// Whether the same command may succeed later: any 4xx.
  public var isTransient: Bool { code / 100 == 4 }

  /// Whether the same command will fail again: any 5xx.
  public var isPermanent: Bool { code / 100 == 5 }

  /// The code at the start of the first text, where the server gives one that fits the reply code.
  ///
  /// Source: RFC 2034 §4.
  public var enhancedStatus: EnhancedStatus? {
    guard let word = lines.first?.prefix(while: { $0 != " " }),
      let status = EnhancedStatus(word), status.statusClass == code / 100
    else { return nil }
    return status
  }
}

extension SMTPReply: CustomStringConvertible {
  /// The reply in one line, `550 5.1.1 no such person / try the front desk`.
  public var description: String {
    "\(code) " + lines.map { $0.isEmpty ? "-" : $0 }.joined(separator: " / ")
  }
}
