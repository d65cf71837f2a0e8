/// A server's words, made fit to be shown.
enum ReadableText {
  /// The text with everything replaced that could move a terminal's cursor or is not UTF-8.
  static func text(_ bytes: some Collection<UInt8>, limit: Int = .max) -> String {
    if bytes.count <= limit, bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      return String(decoding: bytes, as: UTF8.self)
    }
    var text = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars.prefix(limit) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: text.append("\u{FFFD}")
      default: text.append(scalar)
      }
    }
    return String(text)
  }
}
