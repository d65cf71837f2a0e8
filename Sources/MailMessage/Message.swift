/// A mail as it came: any bytes are one.
///
/// Source: RFC 5322 §2.
public struct Message: Sendable {
  /// The header fields in their order, unfolded.
  public let header: Header
  /// The header as it came, with the blank line that ends it.
  public let headerBytes: [UInt8]
  /// All bytes behind the blank line.
  public let body: [UInt8]

  /// Reads a mail with line ends of either kind.
  ///
  /// Lines of the header that are no field are passed over; they are in `headerBytes`. A control
  /// character in a field is read as a blank.
  public init(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    let (header, end) = Header.read(bytes)
    self.header = header
    headerBytes = Array(bytes[..<end])
    body = Array(bytes[end...])
  }

  /// The value of the first field of a name, encoded words as they stand; nil where there is none.
  public subscript(name: String) -> String? { header[name] }

  /// The subject in its own script.
  public var subject: String? { header["Subject"].map(EncodedWord.decode) }
}
