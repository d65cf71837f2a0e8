/// What a file is, by its octets first and its name second.
///
/// Source: RFC 2046 §4.5.1; the registry of media types.
enum MediaType {
  /// What nothing more is known of.
  static let unknown = "application/octet-stream"
  /// A mail.
  static let message = "message/rfc822"

  /// The type of a file; a name that the octets belie counts for nothing.
  static func detect(_ contents: [UInt8], name: String) -> String {
    let ending = name.lastIndex(of: ".").map { name[$0...].dropFirst().lowercased() } ?? ""
    if let (family, type) = signature(of: contents) {
      guard family != .other, let named = endings[ending], named.family == family else {
        return type
      }
      return named.type
    }
    if ending == "eml" || ending == "mht" {
      return ending == "eml" && isMessage(contents) ? message : unknown
    }
    guard isText(contents) else { return unknown }
    // A name with a signature of its own must have it.
    guard let named = endings[ending] else { return "text/plain" }
    return named.family == .text ? named.type : unknown
  }

  /// Files that begin alike.
  private enum Family {
    case text, zip, ole, isoMedia, riff, ogg, other
  }

  private static let signatures: [(offset: Int, bytes: [UInt8], family: Family, type: String)] = [
    (0, Array("%PDF-".utf8), .other, "application/pdf"),
    (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .other, "image/png"),
    (0, [0xFF, 0xD8, 0xFF], .other, "image/jpeg"),
    (0, Array("GIF8".utf8), .other, "image/gif"),
    (8, Array("WEBP".utf8), .other, "image/webp"),
    (8, Array("WAVE".utf8), .riff, "audio/wav"),
    (0, [0x49, 0x49, 0x2A, 0x00], .other, "image/tiff"),
    (0, [0x4D, 0x4D, 0x00, 0x2A], .other, "image/tiff"),
    (4, Array("ftypheic".utf8), .other, "image/heic"),
    (4, Array("ftypavif".utf8), .other, "image/avif"),
    (4, Array("ftypM4A".utf8), .isoMedia, "audio/mp4"),
    (4, Array("ftypqt".utf8), .isoMedia, "video/quicktime"),
    (4, Array("ftyp".utf8), .isoMedia, "video/mp4"),
    (0, [0x50, 0x4B, 0x03, 0x04], .zip, "application/zip"),
    (0, [0x50, 0x4B, 0x05, 0x06], .zip, "application/zip"),
    (0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .ole, unknown),
    (0, [0x1F, 0x8B], .other, "application/gzip"),
    (0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .other, "application/x-7z-compressed"),
    (0, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .other, "application/x-xz"),
    (0, Array("ID3".utf8), .other, "audio/mpeg"),
    (0, [0xFF, 0xFB], .other, "audio/mpeg"),
    (0, Array("OggS".utf8), .ogg, "audio/ogg"),
    (0, Array("fLaC".utf8), .other, "audio/flac"),
    (0, [0x1A, 0x45, 0xDF, 0xA3], .other, "video/webm"),
    (0, Array("{\\rtf".utf8), .other, "application/rtf"),
  ]

  private static let endings: [String: (family: Family, type: String)] = [
    "txt": (.text, "text/plain"), "text": (.text, "text/plain"), "log": (.text, "text/plain"),
    "md": (.text, "text/markdown"), "markdown": (.text, "text/markdown"),
    "csv": (.text, "text/csv"), "tsv": (.text, "text/tab-separated-values"),
    "html": (.text, "text/html"), "htm": (.text, "text/html"), "css": (.text, "text/css"),
    "ics": (.text, "text/calendar"), "vcf": (.text, "text/vcard"),
    "xml": (.text, "application/xml"), "json": (.text, "application/json"),
    "svg": (.text, "image/svg+xml"), "gpx": (.text, "application/gpx+xml"),
    "tex": (.text, "application/x-tex"), "asc": (.text, "text/plain"),
    "docx": (.zip, office + "wordprocessingml.document"),
    "xlsx": (.zip, office + "spreadsheetml.sheet"),
    "pptx": (.zip, office + "presentationml.presentation"),
    "odt": (.zip, openDocument + "text"), "ods": (.zip, openDocument + "spreadsheet"),
    "odp": (.zip, openDocument + "presentation"), "odg": (.zip, openDocument + "graphics"),
    "epub": (.zip, "application/epub+zip"),
    "doc": (.ole, "application/msword"), "xls": (.ole, "application/vnd.ms-excel"),
    "ppt": (.ole, "application/vnd.ms-powerpoint"), "msg": (.ole, "application/vnd.ms-outlook"),
    "m4a": (.isoMedia, "audio/mp4"), "mov": (.isoMedia, "video/quicktime"),
    "ogv": (.ogg, "video/ogg"), "pdf": (.other, "application/pdf"),
    "png": (.other, "image/png"), "jpg": (.other, "image/jpeg"), "jpeg": (.other, "image/jpeg"),
    "gif": (.other, "image/gif"), "webp": (.other, "image/webp"),
    "zip": (.zip, "application/zip"), "gz": (.other, "application/gzip"),
    "rtf": (.other, "application/rtf"), "mp3": (.other, "audio/mpeg"),
    "mp4": (.isoMedia, "video/mp4"),
  ]

  private static let office = "application/vnd.openxmlformats-officedocument."
  private static let openDocument = "application/vnd.oasis.opendocument."

  private static func signature(of contents: [UInt8]) -> (Family, String)? {
    let match = signatures.first { contents.dropFirst($0.offset).starts(with: $0.bytes) }
    return match.map { ($0.family, $0.type) }
  }

  /// Whether the octets are text in UTF-8 without control characters.
  private static func isText(_ contents: [UInt8]) -> Bool {
    let hasControls = contents.contains { byte in
      byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D && byte != 0x0C || byte == 0x7F
    }
    return !hasControls && String(validating: contents, as: UTF8.self) != nil
  }

  /// Whether the octets are a mail that can travel as it is: a field in the first line, and lines of
  /// ASCII that end in CRLF and are not too long.
  private static func isMessage(_ contents: [UInt8]) -> Bool {
    guard contents.suffix(2).elementsEqual([0x0D, 0x0A]),
      contents.allSatisfy({ $0 < 0x80 && $0 > 0 })
    else { return false }
    let name = contents.prefix { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
    guard !name.isEmpty, contents.dropFirst(name.count).first == UInt8(ascii: ":") else {
      return false
    }
    let lines = contents.dropLast(2).split(separator: 0x0A, omittingEmptySubsequences: false)
    return lines.dropLast().allSatisfy { $0.last == 0x0D }
      && lines.allSatisfy { line in
        line.count <= 998 && !line.dropLast().contains(0x0D) && !line.starts(with: "From ".utf8)
          && (line.last == 0x0D ? line.dropLast() : line).last != 0x20
      }
  }
}
