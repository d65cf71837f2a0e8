import CurlMail
import Outbox
import Synchronization

/// The person's mail account for several connections: whoever comes first asks for the password.
final class AccountSource: Sendable {
  private let ask: @Sendable () throws -> SMTPAccount
  private let losesNamed = Atomic(false)
  private let known = Mutex<Result<SMTPAccount, TransportFailure>?>(nil)

  init(ask: @escaping @Sendable () throws -> SMTPAccount) {
    self.ask = ask
  }

  /// The account; the others wait while the first one asks.
  func account() throws(TransportFailure) -> SMTPAccount {
    try known.withLock { known in
      let result = known ?? Self.result(ask)
      known = result
      return result
    }.get()
  }

  /// Whether the server may be told of a letter along with the dot of the one before it.
  var namesLetters: Bool { !losesNamed.load(ordering: .relaxed) }

  /// The server lost a letter that it was told of that way.
  func noteLostNamed() { losesNamed.store(true, ordering: .relaxed) }

  /// The account with another token than the one that was refused; nil where there is none to be had.
  ///
  /// Of several connections whose token ran out together, only the first one asks for the next.
  func renewed(after refused: SMTPAccount) throws(TransportFailure) -> SMTPAccount? {
    guard refused.login?.isToken == true else { return nil }
    let account = try known.withLock { known in
      if case .success(let account) = known, account.login != refused.login { return known }
      known = Self.result(ask)
      return known
    }?.get()
    return account?.login == refused.login ? nil : account
  }

  private static func result(
    _ ask: () throws -> SMTPAccount
  ) -> Result<SMTPAccount, TransportFailure> {
    do {
      return .success(try ask())
    } catch let error as CommandFailure {
      let isLogin = error.status == .loginRefused
      return .failure(isLogin ? .loginRefused(error.message) : .configuration(error.message))
    } catch {
      return .failure(.configuration("\(error)"))
    }
  }
}
