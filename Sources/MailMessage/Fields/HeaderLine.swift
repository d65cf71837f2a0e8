/// A line of a header as it came, with the lines that continue it.
///
/// The lines of a header one behind the other, and the blank line, are the header, octet for octet.
public struct HeaderLine: Hashable, Sendable {
  /// The octets with their line ends; their indices are places in the mail.
  public let bytes: ArraySlice<UInt8>
  /// The field, its value unfolded, with a blank for each control character; nil where the line is
  /// none, or has a name that could not be written.
  public let field: HeaderField?
  /// What stands behind the colon, folded as it came; empty where the line is no field.
  let value: ArraySlice<UInt8>
}
