/// A mail, or a part of one: a header and what it tells of.
///
/// Header and body are slices of the mail and stay exactly as they came.
///
/// Source: RFC 2045 §2.4.
public struct MessagePart: Sendable {
  /// The fields in their order, unfolded.
  public let header: Header
  /// The lines of the header as they came, those that are no field too; the blank line that ends
  /// it is not one of them.
  public let headerLines: [HeaderLine]
  /// The header as it came, with the blank line that ends it.
  public let headerBytes: ArraySlice<UInt8>
  /// The body as it came, in its transfer encoding.
  public let body: ArraySlice<UInt8>
  /// What the part is, as it says, or else what it counts as in its place.
  public let contentType: ContentType
  /// Whether it is to be shown in its place or to be kept as a file; nil where it does not say.
  public let disposition: ContentDisposition?
  /// The parts of a multipart, the one mail of a `message/rfc822`, and the blocks of a
  /// `message/delivery-status`, whose fields are a part's header; else none.
  public let parts: [MessagePart]
  /// How far the body was taken apart.
  let division: Division
  /// Where the mail is that holds these octets; nil for those of the mail itself, whose indices
  /// are places in it.
  let enclosingOffset: Int?

  /// How far a body is taken apart.
  enum Division: Hashable {
    /// It is one by its type.
    case whole
    /// Into what it consists of, even if that is nothing.
    case parted
    /// It should be several, but nothing tells where they are; it is read as text.
    case unparted
    /// The limits forbid it.
    case beyondLimits
  }

  /// The part itself and all within it, in the order in which they stand in the mail.
  public var allParts: [MessagePart] {
    [self] + parts.flatMap(\.allParts)
  }

  /// The name of the file that the part is, in its own script; nil where it has none.
  ///
  /// It is what the sender wrote and can be any text, `../a` or `con.exe` among others: show it, and
  /// make a name of your own to write a file.
  ///
  /// Source: RFC 2183 §2.3, RFC 2046 §4.5.1 for `name`.
  public var fileName: String? {
    disposition?.parameters["filename"] ?? contentType.parameters["name"]
  }

  /// What other parts of the mail call this one by, without angle brackets; nil where it has none.
  ///
  /// Source: RFC 2392.
  public var contentID: String? {
    header["Content-ID"].map { value in value.filter { $0 != "<" && $0 != ">" && $0 != " " } }
  }

  /// Whether the part says that it is to be kept as a file.
  ///
  /// Source: RFC 2183 §2.2.
  public var isAttachment: Bool { disposition?.isAttachment ?? false }

  /// A place in the octets of the part as a place in the mail.
  func place(_ index: Int) -> Int { enclosingOffset ?? index }
}
