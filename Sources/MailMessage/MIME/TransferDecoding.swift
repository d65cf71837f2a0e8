/// How a body is to be read that came over servers which know lines of ASCII alone.
///
/// Source: RFC 2045 §6.1; uuencode is POSIX.1-2024's.
enum TransferDecoding: Equatable {
  case identity
  case quotedPrintable
  case base64
  case uuencode
  case unknown(String)

  /// Reads the value of a `Content-Transfer-Encoding`; nil stands for a field that is missing.
  init(_ value: String?) {
    let plain = ParameterList.withoutComments(value ?? "")
    let word = plain.lowercased().split { " \t;\"',.".contains($0) }.first ?? ""
    switch word {
    case "", "7bit", "8bit", "binary", "7-bit", "8-bit", "7bits", "8bits", "none", "plain":
      self = .identity
    case "quoted-printable", "quotedprintable", "quoted_printable", "qp": self = .quotedPrintable
    case "base64", "base-64", "x-base64", "b64": self = .base64
    case "x-uuencode", "uuencode", "x-uue", "uue": self = .uuencode
    default: self = .unknown(String(word.prefix(60)))
    }
  }

  /// The octets that were encoded, and what was wrong with the encoding.
  func decode(_ body: ArraySlice<UInt8>) -> (bytes: [UInt8], problem: MessageProblem.Condition?) {
    switch self {
    case .identity: return (Array(body), nil)
    case .unknown(let name): return (Array(body), .unknownTransferEncoding(name))
    case .quotedPrintable:
      let (bytes, isWhole) = QuotedPrintable.read(body)
      return (bytes, isWhole ? nil : .malformedEncoding("quoted-printable"))
    case .base64:
      let (bytes, isWhole) = Base64.read(body)
      return (bytes, isWhole ? nil : .malformedEncoding("base64"))
    case .uuencode:
      guard let (bytes, isWhole) = Uuencode.read(body) else {
        return (Array(body), .malformedEncoding("uuencode"))
      }
      return (bytes, isWhole ? nil : .malformedEncoding("uuencode"))
    }
  }
}
