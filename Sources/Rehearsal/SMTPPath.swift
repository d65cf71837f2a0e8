import MailMessage

/// The argument of `MAIL` or `RCPT`: a path in angle brackets, then parameters.
///
/// Source: RFC 5321 §4.1.2.
struct SMTPPath {
  /// The address; nil for `<>`.
  let address: EmailAddress?
  /// The parameters as they were written.
  let parameters: [Substring]

  /// Reads what follows the verb; nil when it is not well formed.
  init?(_ argument: Substring, after keyword: String) {
    guard argument.prefix(keyword.count).uppercased() == keyword else { return nil }
    let rest = argument.dropFirst(keyword.count).drop { $0 == " " }
    guard rest.first == "<", let end = Self.end(of: rest) else { return nil }
    let path = rest[rest.index(after: rest.startIndex)..<end]
    let tail = rest[rest.index(after: end)...]
    guard tail.isEmpty || tail.first == " " else { return nil }
    parameters = tail.split(separator: " ")
    guard !path.isEmpty else {
      address = nil
      return
    }
    do {
      address = try EmailAddress(String(path))
    } catch {
      return nil
    }
  }

  /// The closing bracket, which a quoted local part may also hold.
  private static func end(of text: Substring) -> Substring.Index? {
    var isQuoted = false
    var isEscaped = false
    for index in text.indices {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch text[index] {
      case "\\" where isQuoted: isEscaped = true
      case "\"": isQuoted.toggle()
      case ">" where !isQuoted: return index
      default: break
      }
    }
    return nil
  }
}
