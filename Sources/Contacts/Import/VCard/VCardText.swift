/// Takes values of properties apart at what is not escaped.
///
/// Source: RFC 6350 §3.4; vCard 2.1 §2.1.3 knows no escape but that of the semicolon.
struct VCardText {
  /// Whether the card is of version 2.1, where `\n` is a backslash and an n, and a comma is a comma.
  let isOld: Bool

  /// The text with its escapes undone.
  func plain(_ text: String) -> String {
    guard text.contains("\\") else { return text }
    return parts(of: text, at: nil).joined()
  }

  /// The components of a structured value: those of a name, of an address.
  func components(_ text: String) -> [String] {
    parts(of: text, at: ";")
  }

  /// The items of a list.
  func items(_ text: String) -> [String] {
    parts(of: text, at: ",")
  }

  private func parts(of text: String, at separator: Unicode.Scalar?) -> [String] {
    var parts: [String] = []
    var part = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        isEscaped = false
        part.append(contentsOf: escaped(scalar).unicodeScalars)
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == separator {
        parts.append(String(part))
        part = String.UnicodeScalarView()
      } else {
        part.append(scalar)
      }
    }
    if isEscaped { part.append("\\") }
    return parts + [String(part)]
  }

  private func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case ";", ",", ":": String(scalar)
    case "n" where !isOld, "N" where !isOld: "\n"
    case "\\" where !isOld: "\\"
    case "\"" where !isOld: "\""
    default: "\\" + String(scalar)
    }
  }
}
