internal import BigInt

extension Value {
  /// The value as a filter takes it for text; a list or object as its notation, `["a", 1]`.
  public var text: String {
    switch self {
    case .nil: ""
    case .string(let text): text
    case .bool, .integer, .bigInteger, .number, .range: scalarText
    case .array, .object: notation
    }
  }

  /// The value as `{{ … }}` prints it: the items of a list one after the other.
  public var printed: String {
    guard case .array(let items) = self else { return text }
    return items.map(\.printed).joined()
  }

  /// Bool, number or range as text.
  private var scalarText: String {
    switch self {
    case .bool(let truth): truth ? "true" : "false"
    case .integer(let number): String(number)
    case .bigInteger(let number): number.description
    case .number(let number): Self.text(of: number)
    case .range(let first, let last): "\(first)..\(last)"
    case .nil, .string, .array, .object: ""
    }
  }

  /// The value within a list: text in quotes, nothing as `nil`.
  private var notation: String {
    switch self {
    case .nil: "nil"
    case .string(let text): Self.quoted(text)
    case .array(let items): "[" + items.map(\.notation).joined(separator: ", ") + "]"
    case .object(let object):
      "{"
        + object.entries.map { "\(Self.quoted($0.key.text))=>\($0.value.notation)" }
        .joined(separator: ", ") + "}"
    case .bool, .integer, .bigInteger, .number, .range: scalarText
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\u{1B}": result += "\\e"
      case "\u{00}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\x" + (digits.count < 2 ? "0" : "") + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The number as Ruby writes it: `2.0`, `1.0e+20`, `1.0e-05`.
  static func text(of number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    if number == 0 { return number.sign == .minus ? "-0.0" : "0.0" }
    let size = abs(number)
    // Swift writes the shortest digits, but changes to an exponent elsewhere.
    let shortest = "\(size)"
    let sign = number < 0 ? "-" : ""
    let (digits, exponent) = parts(of: shortest)
    if size >= 1e16 || size < 1e-4 || (exponent > 15 && digits.count <= exponent) {
      let fraction = digits.dropFirst()
      let power = exponent - 1
      let shown = (abs(power) < 10 ? "0" : "") + String(abs(power))
      return sign + digits.prefix(1) + "." + (fraction.isEmpty ? "0" : fraction) + "e"
        + (power < 0 ? "-" : "+") + shown
    }
    if exponent <= 0 { return sign + "0." + String(repeating: "0", count: -exponent) + digits }
    if digits.count <= exponent {
      return sign + digits + String(repeating: "0", count: exponent - digits.count) + ".0"
    }
    return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
  }

  /// The digits without zeros around them, and where the point stands before or behind the first.
  private static func parts(of text: String) -> (digits: String, exponent: Int) {
    let halves = text.split(separator: "e")
    let mantissa = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    var exponent = halves.count > 1 ? Int(halves[1]) ?? 0 : 0
    exponent += mantissa[0].count
    var digits = mantissa.joined()[...]
    while digits.first == "0", digits.count > 1 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.last == "0", digits.count > 1 { digits.removeLast() }
    return (String(digits), exponent)
  }
}
