/// A mailbox's name: as people read it, and as the protocol has it.
///
/// Source: RFC 3501 §5.1.3, modified UTF-7.
public struct IMAPFolderName: Hashable, Sendable, CustomStringConvertible {
  /// What the protocol has: visible ASCII and blanks.
  let wire: String

  /// The name for people, without control characters.
  public let description: String

  /// Takes a name that a person wrote; nil where it is empty or holds a control character.
  public init?(_ name: String) {
    guard !name.isEmpty, name.utf8.count <= 1_000,
      name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else { return nil }
    description = name
    wire = Self.encoded(name)
  }

  /// Takes a name that a server gave; nil where it is none.
  init?(wire: String) {
    guard !wire.isEmpty, wire.utf8.count <= 1_000,
      wire.utf8.allSatisfy({ (0x20..<0x7F).contains($0) })
    else { return nil }
    self.wire = wire
    description = ReadableText.text((Self.decoded(wire) ?? wire).utf8)
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8
  )

  private static func encoded(_ name: String) -> String {
    var wire: [UInt8] = []
    var units: [UInt16] = []
    for unit in name.utf16 {
      guard (0x20..<0x7F).contains(unit) else {
        units.append(unit)
        continue
      }
      wire += shifted(units)
      units = []
      wire += unit == 0x26 ? Array("&-".utf8) : [UInt8(truncatingIfNeeded: unit)]
    }
    return String(decoding: wire + shifted(units), as: UTF8.self)
  }

  /// UTF-16 in base64 between `&` and `-`; nothing for nothing.
  private static func shifted(_ units: [UInt16]) -> [UInt8] {
    guard !units.isEmpty else { return [] }
    var result: [UInt8] = [UInt8(ascii: "&")]
    var (bits, count) = (UInt32(0), 0)
    for unit in units {
      bits = bits << 16 | UInt32(unit)
      count += 16
      while count >= 6 {
        count -= 6
        result.append(alphabet[Int(bits >> UInt32(count) & 63)])
      }
      bits &= (1 << UInt32(count)) - 1
    }
    if count > 0 { result.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
    return result + [UInt8(ascii: "-")]
  }

  private static func decoded(_ wire: String) -> String? {
    var units: [UInt16] = []
    var rest = wire.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "&") else {
        units.append(UInt16(byte))
        continue
      }
      guard let end = rest.firstIndex(of: UInt8(ascii: "-")) else { return nil }
      let word = rest[..<end]
      rest = rest[rest.index(after: end)...]
      if word.isEmpty {
        units.append(0x26)
      } else {
        guard let more = unshifted(word) else { return nil }
        units += more
      }
    }
    return String(validating: units, as: UTF16.self)
  }

  private static func unshifted(_ word: Substring.UTF8View) -> [UInt16]? {
    var units: [UInt16] = []
    var (bits, count) = (UInt32(0), 0)
    for byte in word {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 16 {
        count -= 16
        units.append(UInt16(bits >> UInt32(count)))
        bits &= (1 << UInt32(count)) - 1
      }
    }
    return units
  }
}
