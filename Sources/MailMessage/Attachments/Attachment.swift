/// A file that goes with a mail.
///
/// Source: RFC 2183 §2.2.
public struct Attachment: Hashable, Sendable {
  /// What the file is called where it arrives: a name and no path, without what could mislead.
  public let name: String
  /// Type and subtype, from the octets and the name: `application/pdf`.
  ///
  /// What only seems to be something by its name is `application/octet-stream`.
  public let mediaType: String
  /// The octets of the file; they arrive as they are.
  public let contents: [UInt8]

  /// Takes a file; of a path the last part is the name.
  public init(name: String, contents: [UInt8]) {
    self.name = AttachmentName.sanitized(name)
    self.contents = contents
    mediaType = MediaType.detect(contents, name: self.name)
  }

  /// Whether it is a mail, which travels as it is or as no mail at all.
  ///
  /// Source: RFC 2046 §5.2.1.
  var isMessage: Bool { mediaType == MediaType.message }

  /// Writes its fields, the blank line and the encoded octets.
  func append(to bytes: inout [UInt8]) {
    var header = HeaderWriter()
    header.begin("Content-Type")
    header.append("\(mediaType);".utf8)
    if mediaType.hasPrefix("text/") {
      header.append("charset=\(contents.allSatisfy { $0 < 0x80 } ? "us-ascii" : "utf-8");".utf8)
    }
    // Readers that know nothing of RFC 2231 find a name here.
    header.append(parameter: "name", AttachmentName.inASCII(name))
    header.end()
    header.field(
      "Content-Transfer-Encoding",
      (isMessage ? TransferEncoding.sevenBit : .base64).rawValue
    )
    header.begin("Content-Disposition")
    header.append("attachment;".utf8)
    header.append(parameter: "filename", name)
    header.end()
    header.endHeader()
    bytes += header.bytes
    if isMessage { bytes += contents } else { Base64.appendLines(contents, to: &bytes) }
  }
}
