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
  /// Whether this is a mail within the mail, or the header of one that is elsewhere.
  ///
  /// Source: RFC 2046 §5.2.1, §5.2.3; RFC 6532 §3.7.
  var isMessage: Bool {
    [
      "message/rfc822", "message/global", "message/news", "message/external-body",
      // Not registered, but some servers' word for text/rfc822-headers.
      "message/rfc822-headers",
    ].contains(mediaType)
  }
  /// Whether this is a report in blocks of fields.
  ///
  /// Source: RFC 3464 §2.1, RFC 8098 §3.1, RFC 5965 §3, RFC 6533.
  var isReport: Bool {
    [
      "message/delivery-status", "message/disposition-notification", "message/feedback-report",
      "message/global-delivery-status", "message/global-disposition-notification",
    ].contains(mediaType)
  }
}
