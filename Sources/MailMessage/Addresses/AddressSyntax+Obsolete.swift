extension AddressSyntax {
  /// An address as it is written today: blanks around dots, and words in quotes between them, were
  /// allowed once.
  ///
  /// Source: RFC 5322 §4.4, obs-local-part, obs-domain; §3.4.1 for blanks in address literals.
  static func withoutObsoleteForms(_ address: [UInt8]) -> [UInt8] {
    let compact = withoutBlanks(address)
    guard let at = compact.lastIndex(of: UInt8(ascii: "@")) else { return compact }
    let local = compact[..<at]
    // A quoted string by itself, and words without quotes, are as they should be.
    guard local.contains(UInt8(ascii: "\"")), let words = words(of: local) else { return compact }
    let joined = Array(words.joined(separator: [UInt8(ascii: ".")]))
    return localPart(joined) + compact[at...]
  }

  /// An address whose dots are where none may be: quotes can hold those of a local part, and one at
  /// the end of a domain says nothing; nil where that is not what is wrong.
  ///
  /// QUIRK: RFC 5322 §3.4.1 has no such addresses; some providers gave them out.
  static func withMendedDots(_ address: [UInt8]) -> [UInt8]? {
    let dot = UInt8(ascii: ".")
    guard let at = address.lastIndex(of: UInt8(ascii: "@")), at > 0 else { return nil }
    let (local, domain) = (address[..<at], address[at...])
    let isDotted =
      local.first == dot || local.last == dot
      || zip(local, local.dropFirst()).contains { $0 == dot && $1 == dot }
    guard isDotted || domain.last == dot,
      !isDotted || local.allSatisfy({ $0 == dot || isASCIIAtomText($0) })
    else { return nil }
    let text = String(decoding: local, as: UTF8.self)
    return (isDotted ? Array(Mailbox.quoted(text).utf8) : Array(local))
      + (domain.last == dot ? domain.dropLast() : domain)
  }

  /// The address without the blanks beside dots, the `@` and brackets; within quotes they stay.
  private static func withoutBlanks(_ address: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var (isQuoted, isEscaped, isPending) = (false, false, false)
    for byte in address {
      if isQuoted {
        result.append(byte)
        if byte == UInt8(ascii: "\""), !isEscaped { isQuoted = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      } else if byte == 0x20 || byte == 0x09 {
        isPending = true
      } else {
        let joins = result.last.map(isJoint) ?? true
        if isPending, !joins, !isJoint(byte) { result.append(0x20) }
        isPending = false
        isQuoted = byte == UInt8(ascii: "\"")
        result.append(byte)
      }
    }
    return result
  }

  private static func isJoint(_ byte: UInt8) -> Bool { ".@[]".utf8.contains(byte) }

  /// What the words of a local part say, quotes resolved; nil where they are not parted by dots.
  private static func words(of local: ArraySlice<UInt8>) -> [[UInt8]]? {
    var words: [[UInt8]] = [[]]
    var (isQuoted, isEscaped, isClosed) = (false, false, false)
    for byte in local {
      if isEscaped {
        isEscaped = false
      } else if isQuoted, byte == UInt8(ascii: "\\") {
        isEscaped = true
        continue
      } else if byte == UInt8(ascii: "\"") {
        guard isQuoted || words[words.count - 1].isEmpty && !isClosed else { return nil }
        (isQuoted, isClosed) = (!isQuoted, isQuoted)
        continue
      } else if byte == UInt8(ascii: "."), !isQuoted {
        guard isClosed || !words[words.count - 1].isEmpty else { return nil }
        words.append([])
        isClosed = false
        continue
      }
      // Nothing may stand between a quote and the dot.
      guard isQuoted || !isClosed else { return nil }
      words[words.count - 1].append(byte)
    }
    return isClosed || words.last?.isEmpty == false ? words : nil
  }

  /// The local part for what it says: with quotes where it needs them.
  private static func localPart(_ text: [UInt8]) -> [UInt8] {
    let string = String(decoding: text, as: UTF8.self)
    do throws(AddressError) {
      try checkLocalPart(string)
      if text.first != UInt8(ascii: "\"") { return text }
    } catch {
      // Only quotes can hold it.
    }
    return Array(Mailbox.quoted(string).utf8)
  }
}
