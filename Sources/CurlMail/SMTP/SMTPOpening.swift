/// A connection at which the server has greeted us, TLS is up and the login is done.
struct SMTPOpening {
  let wire: SMTPWire
  let capabilities: SMTPCapabilities
  let greeting: String

  /// Connects with the first mechanisms of the login; a second time with others where the server
  /// offers only those.
  init(_ account: SMTPAccount, hooks: MailHooks) throws(SMTPError) {
    let first = Self.attempt(account, hooks, account.login?.mechanismGroups.first ?? [])
    guard case .failure(.authNotOffered(_, let offered, _)) = first,
      let others = account.login?.laterMechanisms(offered: offered)
    else {
      self = try first.get()
      return
    }
    self = try Self.attempt(account, hooks, others).get()
  }

  private static func attempt(
    _ account: SMTPAccount,
    _ hooks: MailHooks,
    _ mechanisms: [String]
  ) -> Result<SMTPOpening, SMTPError> {
    Result { () throws(SMTPError) in
      try SMTPOpening(account, hooks, mechanisms: mechanisms)
    }
  }

  private init(
    _ account: SMTPAccount,
    _ hooks: MailHooks,
    mechanisms: [String]
  ) throws(SMTPError) {
    let preamble = SMTPPreamble(hooks: hooks, login: account.login)
    let target = CurlTarget(account, mechanisms: mechanisms)
    let connection: CurlConnection
    do throws(CurlError) {
      connection = try CurlConnection(to: target, listener: preamble)
    } catch {
      throw SMTPError(error, account: account, preamble: preamble)
    }
    // STARTTLS is answered as a greeting is.
    let isUpgraded = preamble.replies.count { $0.code == 220 } > 1
    wire = SMTPWire(
      connection: connection,
      preamble: preamble,
      isEncrypted: account.protection == .implicitTLS || isUpgraded,
      isLocal: account.socketPath != nil
    )
    greeting = preamble.replies.first?.lines.joined(separator: " ") ?? ""
    capabilities = try Self.capabilities(preamble, of: account)
  }

  /// The last 250 is the answer to the last `EHLO`, since a login ends with 235.
  private static func capabilities(
    _ preamble: SMTPPreamble,
    of account: SMTPAccount
  ) throws(SMTPError) -> SMTPCapabilities {
    // After a 421 libcurl may go on with HELO; the server is about to go.
    if let goodbye = preamble.replies.first(where: { $0.code == 421 }) {
      throw .serviceClosing(goodbye, at: .connect)
    }
    guard let hello = preamble.replies.last(where: { $0.code == 250 }) else {
      throw .badReply(.unexpectedCode(preamble.replies.last?.code ?? 0), at: .connect)
    }
    let capabilities = SMTPCapabilities(ehlo: hello)
    // A login that the server does not offer is left out by libcurl without a word.
    if account.login != nil, preamble.replies.last?.code != 235 {
      throw .authNotOffered(account, offered: capabilities.authMechanisms)
    }
    return capabilities
  }
}
