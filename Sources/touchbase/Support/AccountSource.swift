import CurlMail
import Outbox
import Synchronization

/// The person's mail account for several connections: whoever comes first asks for the password.
final class AccountSource: Sendable {
  private let ask: @Sendable () throws -> SMTPAccount
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
