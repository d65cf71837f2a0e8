/// Something in a mail that is not as it should be; the mail has been read all the same.
public struct MessageProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Condition: Hashable, Sendable {
    /// A line of a header is no field, and fields follow; it is kept, but not read.
    case noField
    /// A header ends without a blank line; the body begins with the line that is no field.
    case noBlankLine
    /// A field holds octets that are not UTF-8.
    case fieldNotUTF8(String)
    /// A field that may be there once is there again; the first one counts.
    case repeatedField(String)
    /// What stands in a field is not of its form; what could be read of it was.
    case malformedField(String)
    /// What stands in a field of addresses is not of its form; what could be read of it was.
    case malformedAddress(field: String, AddressError.Condition)
    /// A multipart does not say what parts it; it is read as text.
    case noBoundary
    /// The line that parts a multipart never comes; it is read as text.
    case noParts
    /// A multipart ends without the line that closes it.
    case notClosed
    /// Parts lie deeper than the limit; they are left as one.
    case tooDeep(limit: Int)
    /// There are more parts than the limit; the rest is left in the body of what holds them.
    case tooManyParts(limit: Int)
    /// The mail is longer than the limit; its body is not taken apart.
    case tooLong(limit: Int)
    /// The transfer encoding is not known; the body is read as it stands.
    case unknownTransferEncoding(String)
    /// What should be Base64, quoted-printable or uuencode holds something else.
    case malformedEncoding(String)
    /// The charset is not known to this system; the text is read as UTF-8 or Windows-1252.
    case unknownCharset(String)
    /// Octets that are no text in the charset; U+FFFD, or what they are in UTF-8 or Windows-1252.
    case notInCharset(String)
    /// A text that is not ASCII does not say its charset; it is read as UTF-8 or Windows-1252.
    case noCharset
  }

  /// What is wrong.
  public let condition: Condition
  /// Where in the mail, in octets from its beginning; within a mail that is itself encoded, where
  /// that one begins.
  public let offset: Int

  /// The problem for people, in lower case and without a final period.
  public var description: String {
    switch condition {
    case .noField: "a line of the header is no field"
    case .noBlankLine: "the header ends without a blank line"
    case .fieldNotUTF8(let name): "the field '\(name)' is not UTF-8"
    case .repeatedField(let name): "the field '\(name)' is there more than once"
    case .malformedField(let name): "the field '\(name)' is not of its form"
    case .malformedAddress(let field, let condition):
      "in the field '\(field)', \(AddressError(condition, at: 0))"
    case .noBoundary: "a multipart does not say what parts it"
    case .noParts: "the line that parts a multipart never comes"
    case .notClosed: "a multipart ends without the line that closes it"
    case .tooDeep(let limit): "parts lie more than \(limit) deep within parts"
    case .tooManyParts(let limit): "there are more than \(limit) parts"
    case .tooLong(let limit): "the mail is longer than \(limit) octets"
    case .unknownTransferEncoding(let name): "the transfer encoding '\(name)' is not known"
    case .malformedEncoding(let name): "something in it is not '\(name)'"
    case .unknownCharset(let name): "the charset '\(name)' is not known"
    case .notInCharset(let name): "something in it is no text in the charset '\(name)'"
    case .noCharset: "it does not say its charset"
    }
  }
}

/// What could be read, and what was wrong with it.
public struct Reading<Value: Sendable>: Sendable {
  /// What was read; what was wrong is made up for as well as it can be.
  public let value: Value
  /// What was wrong, in the order of the mail.
  public let problems: [MessageProblem]
}

extension Reading: Equatable where Value: Equatable {}
