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

  /// Reads the answer to `EHLO`; its first line greets and is not a keyword.
  public init(ehlo reply: SMTPReply) {
    keywords = reply.lines.dropFirst().compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      return words.first.map {
        Keyword(name: $0.uppercased(), parameters: Array(words.dropFirst()))
      }
    }
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

  /// The largest letter in octets that the server takes; nil when it names no limit.
  ///
  /// Source: RFC 1870 §4: zero means that no limit is in force.
  public var maximumSize: Int? {
    guard let word = parameters(of: "SIZE")?.first, let size = Int(word), size > 0 else {
      return nil
    }
    return size
  }

  /// The names of the login mechanisms in upper case.
  ///
  /// Source: RFC 4954 §3.
  public var authMechanisms: [String] {
    parameters(of: "AUTH")?.map { $0.uppercased() } ?? []
  }
}
