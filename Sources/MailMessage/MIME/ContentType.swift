/// What a mail or a part of one is: `text/plain; charset=utf-8`.
///
/// Source: RFC 2045 §5.
public struct ContentType: Hashable, Sendable {
  /// Type and subtype in lower case; what is none counts as `text/plain`.
  public let mediaType: String
  /// The parameters by their names in lower case, in their own script; of a repeated one the first.
  public let parameters: [String: String]
  /// Whether the field, if there is one, says a type at all.
  let isWhole: Bool

  /// Reads the value of a field; nil stands for a field that is missing.
  public init(_ value: String?) {
    let list = ParameterList(value ?? "")
    let type = Self.mediaType(list.value)
    mediaType = type ?? "text/plain"
    isWhole = type != nil || value == nil
    parameters = list.parameters
  }

  /// A type without parameters.
  init(mediaType: String) {
    self.mediaType = mediaType
    parameters = [:]
    isWhole = true
  }

  /// Type and subtype with the blanks around the slash left out; nil where one of them is missing.
  private static func mediaType(_ text: String) -> String? {
    let halves = text.lowercased().split(separator: "/", maxSplits: 1).map { half in
      half.split { $0 == " " || $0 == "\t" || $0 == "," }.first ?? ""
    }
    guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty && !$0.contains("/") }) else {
      return nil
    }
    return halves.joined(separator: "/")
  }

  /// Whether this is a body of several parts.
  var isMultipart: Bool { mediaType.hasPrefix("multipart/") }
  /// Whether this is a mail within the mail.
  var isMessage: Bool { mediaType == "message/rfc822" || mediaType == "message/global" }
}
