/// One conversation with a server that keeps the folders of an account.
///
/// All calls block, so a session lives on a thread of its own. After any error but `.refused` and
/// `.tooLarge` it is over.
///
/// Source: RFC 9051, which servers of RFC 3501 understand as far as it is used here.
public final class IMAPSession {
  /// Where a copy was put, as far as the server tells.
  ///
  /// Source: RFC 4315 §3.
  public struct Copy: Hashable, Sendable {
    /// Which folder of that name it is, through all times.
    public let uidValidity: UInt32
    /// The copy's number in it.
    public let uid: UInt32
  }

  /// How many letters of one search are looked at: more than one are a server's mistake.
  static let lookLimit = 50

  private let dialogue: IMAPDialogue

  /// Connects: finds the host, sets up TLS, logs in where the account has a login.
  public init(to account: IMAPAccount, hooks: MailHooks = MailHooks()) throws(IMAPError) {
    let preamble = IMAPPreamble(hooks: hooks, login: account.login)
    let connection: CurlConnection
    do throws(CurlError) {
      connection = try CurlConnection(to: CurlTarget(account), listener: preamble)
    } catch {
      throw IMAPError(error, account: account, preamble: preamble)
    }
    let wire = IMAPWire(
      connection: connection,
      listener: preamble,
      timeout: account.answerTimeout
    )
    dialogue = IMAPDialogue(wire: wire)
    try learnCapabilities()
    guard let login = account.login, !preamble.isLoggedIn else { return }
    try IMAPLoginDialogue(dialogue: dialogue, login: login, server: account.server).logIn()
    // A server may tell only those whom it knows what it can do.
    try learnCapabilities()
  }

  deinit {
    dialogue.wire.close()
  }

  /// What the server said it can do, in upper case: `LITERAL+`, `SPECIAL-USE`.
  public var capabilities: Set<String> { dialogue.capabilities }

  /// The folder for copies of what was sent; nil where there is none that could be it.
  ///
  /// Source: RFC 6154 §2; for servers that tell no use, the names that mail programs give it.
  public func sentFolder() throws(IMAPError) -> IMAPFolderName? {
    let folders = try folders()
    if let marked = folders.first(where: { $0.attributes.contains("\\SENT") }) {
      return marked.name
    }
    let usual = ["sent", "sent items", "sent mail", "sent messages"]
    return folders.filter { !$0.attributes.contains("\\NOSELECT") }.first { folder in
      usual.contains(folder.lastPart.lowercased())
    }?.name
  }

  /// Whether there is a folder of that name.
  public func hasFolder(_ name: IMAPFolderName) throws(IMAPError) -> Bool {
    try folders().contains { $0.name.wire == name.wire }
  }

  private func folders() throws(IMAPError) -> [IMAPFolder] {
    // Asked for, servers tell the use; those that were made before RFC 6154 tell it anyhow.
    let isAsked = capabilities.contains("SPECIAL-USE") && capabilities.contains("LIST-EXTENDED")
    let command = "LIST \"\" \"*\"" + (isAsked ? " RETURN (SPECIAL-USE)" : "")
    return try asked([.text(command)], command: "LIST").data("LIST").compactMap(IMAPFolder.init)
  }

  /// The numbers of the letters in a folder whose Message-ID is exactly this, angle brackets included.
  ///
  /// A server's search may be generous, so the field of each letter that it found is read.
  public func find(
    messageID: String,
    in folder: IMAPFolderName
  ) throws(IMAPError) -> [UInt32] {
    _ = try asked([.text("EXAMINE "), .string(folder.wire)], command: "EXAMINE")
    let search = try asked(
      [.text("UID SEARCH HEADER Message-ID "), .string(messageID)],
      command: "SEARCH"
    )
    let found = search.data("SEARCH").flatMap { $0.compactMap(\.number) }.prefix(Self.lookLimit)
    guard !found.isEmpty else { return [] }
    let numbers = found.map(String.init).joined(separator: ",")
    let field = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"
    let fetch = try asked([.text("UID FETCH \(numbers) (UID \(field))")], command: "FETCH")
    return fetch.data("FETCH").compactMap { values in
      guard let letter = FetchedField(values.first?.values ?? []), letter.value == messageID,
        found.contains(letter.uid)
      else { return nil }
      return letter.uid
    }
  }

  /// Puts a letter into a folder, marked as read.
  ///
  /// When it throws `.refused` or `.tooLarge` the letter is surely not there; after any other error
  /// nobody knows.
  ///
  /// - Returns: Where it was put, as far as the server tells.
  @discardableResult
  public func append(
    _ message: [UInt8],
    to folder: IMAPFolderName
  ) throws(IMAPError) -> Copy? {
    if let limit = appendLimit, message.count > limit {
      throw .tooLarge(size: message.count, limit: limit)
    }
    let answer = try asked(
      [.text("APPEND "), .string(folder.wire), .text(" (\\Seen) "), .literal(message)],
      command: "APPEND"
    )
    let words = answer.status.code.split(separator: " ")
    guard words.count == 3, words[0].uppercased() == "APPENDUID",
      let validity = UInt32(words[1]), let uid = UInt32(words[2])
    else { return nil }
    return Copy(uidValidity: validity, uid: uid)
  }

  /// Makes a folder.
  public func create(_ folder: IMAPFolderName) throws(IMAPError) {
    _ = try asked([.text("CREATE "), .string(folder.wire)], command: "CREATE")
  }

  /// Says `LOGOUT` and closes; a second time does nothing.
  public func close() {
    guard dialogue.wire.isOpen else { return }
    // That the server may not answer is no trouble.
    _ = Result { () throws(IMAPError) in try dialogue.ask([.text("LOGOUT")]) }
    dialogue.wire.close()
  }

  /// Source: RFC 7889 §3.
  private var appendLimit: Int? {
    capabilities.lazy.filter { $0.hasPrefix("APPENDLIMIT=") }.compactMap { Int($0.dropFirst(12)) }
      .first
  }

  private func asked(
    _ parts: [IMAPDialogue.Part],
    command: String
  ) throws(IMAPError) -> IMAPDialogue.Answer {
    let answer = try dialogue.ask(parts)
    guard answer.status.kind == .ok else {
      throw .refused(
        command: command,
        code: answer.status.codeName,
        words: answer.status.words
      )
    }
    return answer
  }

  private func learnCapabilities() throws(IMAPError) {
    let answer = try asked([.text("CAPABILITY")], command: "CAPABILITY")
    let names = answer.data("CAPABILITY").flatMap { $0.compactMap { $0.text?.uppercased() } }
    dialogue.capabilities = Set(names)
  }
}

/// One folder of a list.
struct IMAPFolder {
  let name: IMAPFolderName
  /// In upper case, with their backslashes.
  let attributes: Set<String>
  private let separator: Character?

  /// Reads `(\HasNoChildren \Sent) "/" "Sent"`; nil for anything else.
  init?(_ values: [IMAPValue]) {
    guard values.count >= 3, case .list(let attributes) = values[0],
      let wire = values[2].text, let name = IMAPFolderName(wire: wire)
    else { return nil }
    self.attributes = Set(attributes.compactMap { $0.text?.uppercased() })
    separator = values[1].text?.first
    self.name = name
  }

  /// The name behind the last separator: `Sent` of `INBOX.Sent`.
  var lastPart: Substring {
    guard let separator else { return name.description[...] }
    return name.description.split(separator: separator).last ?? ""
  }
}

/// The Message-ID of a letter as `FETCH` gives it.
private struct FetchedField {
  let uid: UInt32
  /// Without white space around it; empty where the letter has no such field.
  let value: String

  init?(_ values: [IMAPValue]) {
    var (uid, field) = (UInt32?.none, String?.none)
    for (key, value) in zip(values, values.dropFirst()) {
      guard case .atom(let name) = key else { continue }
      if name.uppercased() == "UID" { uid = value.number ?? uid }
      if name.uppercased().hasPrefix("BODY[HEADER.FIELDS") { field = value.text ?? "" }
    }
    guard let uid, let field, let colon = field.firstIndex(of: ":") else { return nil }
    self.uid = uid
    value = field[field.index(after: colon)...].split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }
}
