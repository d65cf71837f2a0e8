/// An object of JSON on one line, of the plain kind that ``JSONLine`` mostly writes.
///
/// It is read many times as fast as by `JSONDecoder`, which a long history notices. What has an
/// escape, a fraction or an object in it, or nothing, or an error, is not plain.
///
/// Source: RFC 8259.
struct PlainJSON {
  /// In the line's order; no key is there twice.
  private(set) var members: [(key: String, value: Value)] = []

  /// The value of a member.
  enum Value {
    case text(String)
    case texts([String])
    case number(Int)
    case boolean(Bool)
  }

  /// Reads a line; nil for one that is not plain.
  init?(_ line: ArraySlice<UInt8>) {
    var reader = PlainJSONReader(rest: line)
    guard reader.take("{") else { return nil }
    repeat {
      guard let key = reader.text(), !members.contains(where: { $0.key == key }), reader.take(":"),
        let value = reader.value()
      else { return nil }
      members.append((key, value))
    } while reader.take(",")
    guard reader.take("}"), reader.isAtEnd else { return nil }
  }
}

/// A place in a line that moves on.
private struct PlainJSONReader {
  var rest: ArraySlice<UInt8>

  private mutating func skipBlanks() {
    rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }

  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return rest.isEmpty
    }
  }

  /// Moves behind a mark, if it is what comes next.
  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard rest.first == UInt8(ascii: mark) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func text() -> String? {
    guard take("\""), let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
    let octets = rest[..<end]
    rest = rest[(end + 1)...]
    guard octets.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\\") }) else { return nil }
    return String(validating: octets, as: UTF8.self)
  }

  mutating func value() -> PlainJSON.Value? {
    skipBlanks()
    switch rest.first {
    case UInt8(ascii: "\""): return text().map { .text($0) }
    case UInt8(ascii: "["): return texts().map { .texts($0) }
    default: return word()
    }
  }

  private mutating func texts() -> [String]? {
    guard take("[") else { return nil }
    var texts: [String] = []
    if take("]") { return texts }
    repeat {
      guard let text = text() else { return nil }
      texts.append(text)
    } while take(",")
    return take("]") ? texts : nil
  }

  /// A whole number, or a truth.
  private mutating func word() -> PlainJSON.Value? {
    let end = rest.firstIndex { !isPartOfWord($0) } ?? rest.endIndex
    let word = String(decoding: rest[..<end], as: UTF8.self)
    rest = rest[end...]
    switch word {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default: return Int(word).flatMap { String($0) == word ? .number($0) : nil }
    }
  }

  private func isPartOfWord(_ octet: UInt8) -> Bool {
    octet != UInt8(ascii: ",") && octet != UInt8(ascii: "}") && octet > 0x20
  }
}
