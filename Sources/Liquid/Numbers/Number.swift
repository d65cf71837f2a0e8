internal import BigInt

/// A value as filters reckon with it.
enum Number {
  case whole(BigInt)
  case decimal(Decimal)

  /// The number of a value: text by the digits that it begins with, what is none as 0.
  init(_ value: Value) {
    switch value {
    case .integer(let number): self = .whole(BigInt(number))
    case .bigInteger(let number): self = .whole(number)
    case .number(let number):
      self = Decimal(number).map(Number.decimal) ?? .whole(0)
    case .string(let text): self.init(text: text)
    case .nil, .bool, .array, .object, .range: self = .whole(0)
    }
  }

  private init(text: String) {
    let bytes = Array(text.utf8)
    let trimmed = Array(bytes[ASCII.trimmed(bytes)])
    if Self.isDecimal(trimmed),
      let decimal = Decimal(String(decoding: trimmed, as: UTF8.self))
    {
      self = .decimal(decimal)
    } else {
      self = .whole(Self.leadingInteger(trimmed))
    }
  }

  /// Digits, a point, digits, and perhaps a minus before them.
  private static func isDecimal(_ bytes: [UInt8]) -> Bool {
    let unsigned = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
    let halves = unsigned.split(
      separator: UInt8(ascii: "."),
      omittingEmptySubsequences: false
    )
    return halves.count == 2 && halves.allSatisfy { !$0.isEmpty && $0.allSatisfy(ASCII.isDigit) }
  }

  /// The digits that a text begins with, as a number; 0 where there are none.
  static func leadingInteger(_ bytes: [UInt8]) -> BigInt {
    var digits = ""
    for (index, byte) in bytes[ASCII.trimmed(bytes)].enumerated() {
      if index == 0, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") {
        if byte == UInt8(ascii: "-") { digits = "-" }
      } else if ASCII.isDigit(byte), digits.utf8.count < RenderLimits.mostDigits {
        digits.unicodeScalars.append(Unicode.Scalar(byte))
      } else if byte != UInt8(ascii: "_") || digits.isEmpty || digits == "-" {
        break
      }
    }
    return BigInt(digits) ?? 0
  }

  var decimal: Decimal {
    switch self {
    case .whole(let number): Decimal(number)
    case .decimal(let number): number
    }
  }

  /// Whole numbers stay whole; everything else gets a fraction.
  var value: Value {
    switch self {
    case .whole(let number): Value(number)
    case .decimal(let number): .number(number.double)
    }
  }

  /// Both added, taken away or multiplied; whole numbers stay whole.
  static func combined(
    _ first: Number,
    _ second: Number,
    whole: (BigInt, BigInt) -> BigInt,
    decimal: (Decimal, Decimal) -> Decimal
  ) -> Number {
    if case .whole(let one) = first, case .whole(let other) = second {
      return .whole(whole(one, other))
    }
    return .decimal(decimal(first.decimal, second.decimal))
  }
}

extension Value {
  /// A whole number that a filter or tag needs for a position or a count; nil for what is none.
  ///
  /// Text counts where it is written as one. Beyond 64 bits the nearest that fits is taken.
  var exactInteger: Int? {
    switch self {
    case .integer(let number): return number
    case .bigInteger(let number): return number < 0 ? .min : .max
    case .string(let text):
      let bytes = Array(text.utf8)
      let digits = String(decoding: bytes[ASCII.trimmed(bytes)], as: UTF8.self)
      guard digits.utf8.count <= RenderLimits.mostDigits, !digits.hasPrefix("+"),
        let number = BigInt(digits.filter { $0 != "_" })
      else { return nil }
      return Value(number).exactInteger
    case .nil, .bool, .number, .array, .object, .range: return nil
    }
  }
}
