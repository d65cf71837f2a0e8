/// Text of any script as letters, digits and hyphens.
///
/// Source: RFC 3492.
enum Punycode {
  /// The longest text that is encoded or decoded, in characters of either side: no label is longer.
  static let limit = 63

  /// A label without its prefix; nil for one that is too long.
  ///
  /// Source: RFC 3492 §6.3.
  static func encode(_ label: String) -> String? {
    let scalars = label.unicodeScalars.prefix(limit + 1).map { Int($0.value) }
    guard scalars.count <= limit else { return nil }
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

  /// What a label without its prefix stands for; nil when it stands for nothing.
  ///
  /// Source: RFC 3492 §6.2.
  static func decode(_ label: some StringProtocol) -> String? {
    let bytes = Array(label.utf8)
    guard bytes.count <= limit, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
    let hyphen = bytes.lastIndex(of: UInt8(ascii: "-"))
    var output = bytes[..<(hyphen ?? 0)].map { Unicode.Scalar($0) }
    var rest = bytes[(hyphen.map { $0 + 1 } ?? 0)...]
    var (code, index, bias) = (128, 0, 72)
    while !rest.isEmpty {
      guard let number = number(from: &rest, bias: bias) else { return nil }
      let count = output.count + 1
      bias = adapted(number, count: count, isFirst: index == 0 && code == 128)
      index += number
      code += index / count
      index %= count
      guard code <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
      output.insert(scalar, at: index)
      index += 1
    }
    return String(String.UnicodeScalarView(output))
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

  /// Reads a number; nil for one that does not end, or that no scalar needs.
  private static func number(from rest: inout ArraySlice<UInt8>, bias: Int) -> Int? {
    var (number, factor, weight) = (0, 1, 36)
    while let byte = rest.popFirst() {
      guard let digit = value(byte) else { return nil }
      number += digit * factor
      guard number < 1 << 30 else { return nil }
      let threshold = min(max(weight - bias, 1), 26)
      if digit < threshold { return number }
      factor *= 36 - threshold
      guard factor < 1 << 30 else { return nil }
      weight += 36
    }
    return nil
  }

  private static func digit(_ value: Int) -> UInt8 {
    value < 26 ? UInt8(ascii: "a") + UInt8(value) : UInt8(ascii: "0") + UInt8(value - 26)
  }

  private static func value(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
    default: nil
    }
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
