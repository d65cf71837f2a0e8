/// Domains in any script as the ASCII that the DNS knows.
///
/// Source: RFC 3492, RFC 5890 §2.3.2.1.
enum Punycode {
  /// The domain with each label that is not ASCII as an A-label; nil when one cannot be.
  ///
  /// Letters are put in lower case and composed, as far as `composed` goes.
  static func asciiDomain(_ domain: String) -> String? {
    var labels: [String] = []
    let scalars = domain.unicodeScalars
    for part in scalars.split(omittingEmptySubsequences: false, whereSeparator: isDot) {
      let label = String(part)
      guard !label.utf8.allSatisfy({ $0 < 0x80 }) else {
        labels.append(label)
        continue
      }
      guard let encoded = encode(composed(label.lowercased())), encoded.utf8.count <= 59 else {
        return nil
      }
      labels.append("xn--" + encoded)
    }
    return labels.joined(separator: ".")
  }

  /// What parts labels; the full stops of East Asian keyboards do too.
  ///
  /// Source: RFC 3490 §3.1.
  private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ".", "\u{3002}", "\u{FF0E}", "\u{FF61}": true
    default: false
    }
  }

  /// The text with a letter and its mark as the one letter that they are.
  ///
  /// Source: RFC 5891 §4.2.1, for Latin, Greek, Cyrillic and kana.
  private static func composed(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      let isOne = character.unicodeScalars.count == 1
      result.append(isOne ? character : precomposed[character] ?? character)
    }
  }

  /// Letters by what they are equal to: characters compare by canonical equivalence.
  private static let precomposed: [Character: Character] = {
    let ranges = [0xC0...0x24F, 0x386...0x3CE, 0x400...0x4F9, 0x1E00...0x1FFF, 0x304C...0x30FE]
    let letters = ranges.joined().compactMap(Unicode.Scalar.init).map { Character($0) }
    return Dictionary(letters.map { ($0, $0) }) { first, _ in first }
  }()

  /// One label without its prefix.
  ///
  /// Source: RFC 3492 §6.3.
  private static func encode(_ label: String) -> String? {
    let scalars = label.unicodeScalars.map { Int($0.value) }
    guard scalars.count <= 63 else { return nil }
    var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
    let basicCount = output.count
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var (code, delta, bias, handled) = (128, 0, 72, basicCount)
    while handled < scalars.count {
      guard let next = scalars.filter({ $0 >= code }).min() else { return nil }
      delta += (next - code) * (handled + 1)
      code = next
      for scalar in scalars {
        if scalar < code { delta += 1 }
        guard scalar == code else { continue }
        append(delta, bias: bias, to: &output)
        bias = adapted(delta, count: handled + 1, isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// A number as generalized variable-length integer.
  ///
  /// Source: RFC 3492 §3.3.
  private static func append(_ number: Int, bias: Int, to output: inout [UInt8]) {
    var rest = number
    var weight = 36
    while true {
      let threshold = min(max(weight - bias, 1), 26)
      guard rest >= threshold else { break }
      output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
      rest = (rest - threshold) / (36 - threshold)
      weight += 36
    }
    output.append(digit(rest))
  }

  private static func digit(_ value: Int) -> UInt8 {
    value < 26 ? UInt8(ascii: "a") + UInt8(value) : UInt8(ascii: "0") + UInt8(value - 26)
  }

  /// How the thresholds follow the numbers seen so far.
  ///
  /// Source: RFC 3492 §6.1.
  private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var weight = 0
    while delta > 455 {
      delta /= 35
      weight += 36
    }
    return weight + 36 * delta / (delta + 38)
  }
}

extension EmailAddress {
  /// The address with its domain in ASCII, as servers are told; nil when the domain cannot be.
  ///
  /// Source: RFC 5891 §4.
  public var withASCIIDomain: EmailAddress? {
    guard let domain = Punycode.asciiDomain(domain) else { return nil }
    do {
      return try EmailAddress("\(localPart)@\(domain)")
    } catch {
      // The A-labels made the address longer than an address may be.
      return nil
    }
  }

  /// Whether the part before the `@` is not ASCII, so that only servers with SMTPUTF8 take it.
  ///
  /// Source: RFC 6531 §3.1.
  public var needsSMTPUTF8: Bool { !localPart.utf8.allSatisfy { $0 < 0x80 } }
}
