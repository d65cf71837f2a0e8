/// What a server said it can do, in its last answer to `EHLO`.
///
/// Source: RFC 5321 §4.1.1.1.
public struct SMTPCapabilities: Hashable, Sendable {
  /// One extension with its parameters.
  public struct Keyword: Hashable, Sendable {
    /// The name in upper case.
    public let name: String
    /// The words that follow it, as given.
    public let parameters: [String]
  }

  /// The extensions in the server's order.
  public let keywords: [Keyword]
  /// The largest letter in octets that the server takes; nil when it names no limit.
  ///
  /// Source: RFC 1870 §4: zero means that no limit is in force.
  public let maximumSize: Int?
  /// Whether a letter's size is to be announced.
  let offersSize: Bool

  /// Reads the answer to `EHLO`; its first line greets and is not a keyword.
  public init(ehlo reply: SMTPReply) {
    let keywords = reply.lines.dropFirst().compactMap { line -> Keyword? in
      let words = line.split(separator: " ").map(String.init)
      return words.first.map {
        Keyword(name: $0.uppercased(), parameters: Array(words.dropFirst()))
      }
    }
    self.keywords = keywords
    // Asked of every letter.
    let size = keywords.first { $0.name == "SIZE" }
    offersSize = size != nil
    maximumSize = size?.parameters.first.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Whether the server offers an extension, such as `8BITMIME`, in any case of letters.
  public func offers(_ name: String) -> Bool {
    parameters(of: name) != nil
  }

  /// The parameters of an extension; nil when it is not offered.
  public func parameters(of name: String) -> [String]? {
    let name = name.uppercased()
    return keywords.first { $0.name == name }?.parameters
  }

  /// The names of the login mechanisms in upper case.
  ///
  /// Source: RFC 4954 §3.
  public var authMechanisms: [String] {
    parameters(of: "AUTH")?.map { $0.uppercased() } ?? []
  }
}
