/// How a server is reached and whom it and we trust, beside its address and the login.
public struct MailServerOptions: Hashable, Sendable {
  /// A PEM file of the authorities to trust; nil for those of the system.
  public var caFile: String?
  /// A PEM file with the certificate by which the server knows us, and those above it.
  public var clientCertificate: String?
  /// A PEM file with its key, without a pass phrase; nil where the certificate's file holds it.
  public var clientKey: String?
  /// Where connections go through, `socks5h://host:port` or `http://host:port`; nil for none,
  /// whatever the environment says.
  public var proxy: String?

  /// Makes options; those left out leave everything as it usually is.
  public init(
    caFile: String? = nil,
    clientCertificate: String? = nil,
    clientKey: String? = nil,
    proxy: String? = nil
  ) {
    self.caFile = caFile
    self.clientCertificate = clientCertificate
    self.clientKey = clientKey
    self.proxy = proxy
  }

  /// Throws for what libcurl could not make sense of.
  func check() throws(MailAccountProblem) {
    if caFile.map(Self.isNoPath) == true { throw .caFile }
    if clientCertificate.map(Self.isNoPath) == true || clientKey.map(Self.isNoPath) == true
      || clientCertificate == nil && clientKey != nil
    {
      throw .clientCertificate
    }
    guard let proxy else { return }
    // A login in it would end up in messages and, with http, readable on the way.
    guard let (scheme, rest) = Self.split(proxy), Self.proxySchemes.contains(scheme),
      !rest.isEmpty, rest.utf8.allSatisfy({ (0x21..<0x7F).contains($0) && $0 != 0x40 })
    else { throw .proxy }
  }

  private static let proxySchemes: Set = ["socks5", "socks5h", "socks4a", "http", "https"]

  private static func split(_ url: String) -> (scheme: String, rest: Substring)? {
    guard let range = url.firstRange(of: "://") else { return nil }
    return (url[..<range.lowerBound].lowercased(), url[range.upperBound...])
  }

  private static func isNoPath(_ path: String) -> Bool { path.isEmpty || path.utf8.contains(0) }
}
