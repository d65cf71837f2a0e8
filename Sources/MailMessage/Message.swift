/// A mail as it came: any bytes are one.
///
/// Nothing is lost: ``headerBytes`` and ``body`` one behind the other are the mail, octet for octet,
/// and what is not as it should be is among the ``problems``.
///
/// Source: RFC 5322 §2.
public struct Message: Sendable {
  /// The whole mail: its own header, its body, and the parts of that.
  public let root: MessagePart
  /// What is wrong with the form of the mail and its parts, in the order in which it was found.
  ///
  /// What is wrong with an encoding or a charset is told by what reads it: ``MessagePart/text()``,
  /// ``MessagePart/contents()``.
  public let problems: [MessageProblem]

  /// Reads a mail with line ends of either kind.
  ///
  /// Lines of the header that are no field are passed over; they are in `headerBytes`. A control
  /// character in a field is read as a blank.
  public init(_ bytes: some Collection<UInt8>, limits: MessageLimits = MessageLimits()) {
    var reader = MessageReader(limits: limits)
    root = reader.part(Array(bytes)[...])
    problems = reader.problems
  }

  /// The header fields in their order, unfolded.
  public var header: Header { root.header }
  /// The header as it came, with the blank line that ends it.
  public var headerBytes: [UInt8] { Array(root.headerBytes) }
  /// All bytes behind the blank line.
  public var body: [UInt8] { Array(root.body) }

  /// The value of the first field of a name, encoded words as they stand; nil where there is none.
  public subscript(name: String) -> String? { header[name] }
}
