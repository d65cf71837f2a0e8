/// A place in a list of mailboxes that moves on.
///
/// Source: RFC 5322 §3.4, §4.4.
struct AddressListReader {
  /// Who wrote the list, and so what is forgiven.
  enum Style {
    /// A person, who can mend what is refused.
    case typed
    /// A program far away.
    case received
  }

  /// The elements that were read.
  private(set) var members: [AddressListReading.Member] = []
  /// What was wrong; offsets count from the first octet.
  private(set) var problems: [AddressError] = []

  let bytes: ArraySlice<UInt8>
  let style: Style
  var position: Int
  /// The group whose members are being read.
  private var group: (name: String, start: Int, members: [AddressListReading.Member])?
  /// How often what is never closed is looked for again, each time to the end.
  var patience = 20

  init(_ bytes: ArraySlice<UInt8>, style: Style) {
    self.bytes = bytes
    self.style = style
    position = bytes.startIndex
  }

  /// Reads to the end; typed text to the first problem.
  mutating func read() {
    while position < bytes.endIndex {
      let start = position
      do throws(AddressError) {
        var element = try element()
        if let mailbox = try element.mailbox() { add(.mailbox(mailbox)) }
        if let stray = element.stray { try tolerate(stray) }
        finishElement()
      } catch {
        recover(from: error, start: start)
        if style == .typed { return }
      }
    }
    if let group {
      problems.append(AddressError(.unclosed(":"), at: group.start - bytes.startIndex))
      finishGroup()
    }
  }

  private mutating func add(_ member: AddressListReading.Member) {
    if group == nil { members.append(member) } else { group?.members.append(member) }
  }

  /// Steps over what ended an element.
  private mutating func finishElement() {
    guard position < bytes.endIndex else { return }
    let byte = bytes[position]
    guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") else { return }
    position += 1
    if byte == UInt8(ascii: ";") { finishGroup() }
  }

  private mutating func finishGroup() {
    guard let finished = group else { return }
    group = nil
    members.append(.group(name: finished.name, members: finished.members))
  }

  /// Keeps the element up to the next `,` or `;` as it stands, whatever quotes and brackets say.
  private mutating func recover(from error: AddressError, start: Int) {
    problems.append(AddressError(error.condition, at: error.offset - bytes.startIndex))
    guard style == .received else { return }
    if case .unclosed = error.condition {
      patience -= 1
      position = start
    }
    let rest = bytes[max(start, min(position, bytes.endIndex))...]
    position =
      patience > 0
      ? rest.firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") } ?? bytes.endIndex
      : bytes.endIndex
    let text = Charset.read(bytes[start..<position], charset: nil).text
    add(.unreadable(text.blankingControlCharacters.trimmingBlanks, problems[problems.count - 1]))
    finishElement()
  }

  /// Lets a program's error pass, but not a person's.
  mutating func tolerate(_ error: AddressError) throws(AddressError) {
    guard style == .received else { throw error }
    problems.append(AddressError(error.condition, at: error.offset - bytes.startIndex))
  }

  /// What stands up to the next `,` or `;`, quotes and comments taken as wholes.
  private mutating func element() throws(AddressError) -> AddressElement {
    var element = AddressElement(isTyped: style == .typed)
    while position < bytes.endIndex {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ";"): return element
      case UInt8(ascii: "("): try appendComment(to: &element)
      case 0x20, 0x09: element.append(byte, at: position)
      case 0..<0x20, 0x7F:
        try checkNoControl()
        element.append(0x20, at: position)
      case _ where element.angle != nil:
        // A `,` was forgotten; what follows is an element of its own.
        try tolerate(unexpected())
        return element
      case UInt8(ascii: ":") where element.at == nil && group == nil:
        group = (element.takeName(), position, [])
      case UInt8(ascii: "\""): try quoted(into: &element)
      case UInt8(ascii: "<"): element.angle = try angleAddress()
      case UInt8(ascii: "=") where style == .received && appendEncodedWord(to: &element): break
      case UInt8(ascii: "["): appendLiteral(to: &element)
      case UInt8(ascii: ")"), UInt8(ascii: ">"):
        try tolerate(unexpected())
        element.append(byte, at: position)
      default: element.append(byte, at: position)
      }
      position += 1
    }
    return element
  }

  private func unexpected() -> AddressError {
    let rest = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    let scalar = rest.unicodeScalars.first ?? "\u{FFFD}"
    return AddressError(.unexpected(Character(scalar)), at: position)
  }

  /// Controls pass as blanks in what came; where a line is folded nothing is wrong with them.
  private mutating func checkNoControl() throws(AddressError) {
    guard position < bytes.endIndex, bytes[position].isControl, !isFold() else { return }
    try tolerate(AddressError(.controlCharacter, at: position))
  }

  /// Whether this is the end of a line that the next one continues, or of the last one.
  private func isFold() -> Bool {
    guard style == .received else { return false }
    let rest = bytes[position...].prefix(3)
    let feed = rest.first == 0x0D ? rest.dropFirst() : rest
    guard feed.first == 0x0A else { return false }
    let next = feed.dropFirst().first
    return next == nil || next == 0x20 || next == 0x09
  }

  /// Moves to the `)` that ends a comment, and gives what stands within.
  ///
  /// Source: RFC 5322 §3.2.2; comments nest.
  mutating func comment() throws(AddressError) -> [UInt8] {
    let start = position
    var content: [UInt8] = []
    var depth = 0
    while position < bytes.endIndex {
      try checkNoControl()
      switch bytes[position] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "\\"): position += 1
      default: break
      }
      if depth == 0 { return Array(content.dropFirst()) }
      if position < bytes.endIndex { content.append(bytes[position]) }
      position += 1
    }
    throw AddressError(.unclosed("("), at: start)
  }

  /// Moves to the `"` that ends a quoted string.
  ///
  /// Source: RFC 5322 §3.2.4.
  private mutating func quoted(into element: inout AddressElement) throws(AddressError) {
    let start = position
    element.beginQuoted(at: start)
    position += 1
    while position < bytes.endIndex, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.endIndex {
        element.appendEscape(at: position)
        position += 1
      }
      try checkNoControl()
      element.appendQuoted(bytes[position].blankingLineEnd, at: position)
      position += 1
    }
    guard position < bytes.endIndex else { throw AddressError(.unclosed("\""), at: start) }
    element.endQuoted(at: position)
  }

  /// Moves to the `>` that ends an address; the route of old mails is passed over.
  ///
  /// Source: RFC 5322 §4.4.
  private mutating func angleAddress() throws(AddressError) -> AddressElement.Piece {
    let start = position
    // A blank or a comment before the route, and within it, goes with it.
    var inner = AddressElement(isTyped: style == .typed)
    position += 1
    let brackets = try surplusBrackets()
    while position < bytes.endIndex, bytes[position] != UInt8(ascii: ">") {
      switch bytes[position] {
      case UInt8(ascii: "("):
        inner.append(comment: try comment(), at: position)
      case UInt8(ascii: "\""): try quoted(into: &inner)
      case UInt8(ascii: "["): appendLiteral(to: &inner)
      case UInt8(ascii: ":") where inner.isRoute: inner = AddressElement(isTyped: style == .typed)
      default:
        try checkNoControl()
        inner.append(bytes[position].blankingLineEnd, at: position)
      }
      position += 1
    }
    guard position < bytes.endIndex else { return try unclosedAddress(start: start) }
    let piece = inner.piece(end: position)
    skipBrackets(brackets)
    return piece
  }

  /// Moves to the `]` of an address literal, in which a `:` begins no group; a bracket without one
  /// stands for itself.
  private mutating func appendLiteral(to element: inout AddressElement) {
    let literal = bytes[position...].prefix(256).prefix { byte in
      byte != UInt8(ascii: "]") && byte != UInt8(ascii: ">") && byte != UInt8(ascii: ",")
    }
    let isWhole = literal.endIndex < bytes.endIndex && bytes[literal.endIndex] == UInt8(ascii: "]")
    for index in isWhole && element.at != nil ? literal.indices : position..<position + 1 {
      element.append(bytes[index].blankingLineEnd, at: index)
      position = index
    }
  }

  /// Moves to the end of an encoded word, whose octets may be special if its writer took no care.
  private mutating func appendEncodedWord(to element: inout AddressElement) -> Bool {
    guard let end = EncodedWord.end(of: bytes[position...]) else { return false }
    for index in position..<end { element.append(bytes[index], at: index, isWord: true) }
    position = end - 1
    return true
  }
}

extension UInt8 {
  /// A blank for what folding, or somebody's carelessness, left within a value.
  var blankingLineEnd: UInt8 { isControl ? 0x20 : self }

  /// Whether this is a control character of ASCII other than a tab.
  fileprivate var isControl: Bool { self < 0x20 && self != 0x09 || self == 0x7F }
}
