#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The number of a machine in the place of a domain: `[192.0.2.1]`, `[IPv6:2001:db8::1]`.
///
/// Source: RFC 5321 §4.1.3; of its tags, `IPv6` is the only one that was ever registered.
enum AddressLiteral {
  /// Whether a domain in brackets is the number of a machine.
  static func isWhole(_ domain: String) -> Bool {
    guard domain.hasPrefix("["), domain.hasSuffix("]") else { return false }
    let text = String(domain.dropFirst().dropLast())
    guard text.lowercased().hasPrefix("ipv6:") else { return isNumber(text, AF_INET) }
    return isNumber(String(text.dropFirst("ipv6:".count)), AF_INET6)
  }

  private static func isNumber(_ text: String, _ family: CInt) -> Bool {
    var address = in6_addr()
    return inet_pton(family, text, &address) == 1
  }
}
