internal import BigInt

/// An exact number with a decimal point: what filters reckon with, so that 0.1 and 0.2 are 0.3.
struct Decimal {
  /// The digits, without the point.
  let digits: BigInt
  /// How many of them stand behind the point, from 0.
  let scale: Int

  init(_ digits: BigInt, scale: Int = 0) {
    self.digits = digits
    self.scale = scale
  }

  /// The shortest decimal that stands for the same number; nil for what is none.
  init?(_ number: Double) {
    guard number.isFinite else { return nil }
    self.init("\(number)")
  }

  /// A number such as `-12.5` or `1e+20`.
  init?(_ text: String) {
    var mantissa = text.lowercased()[...]
    var exponent = 0
    if let mark = mantissa.firstIndex(of: "e") {
      guard let power = Int(mantissa[mantissa.index(after: mark)...]), abs(power) < 400 else {
        return nil
      }
      exponent = power
      mantissa = mantissa[..<mark]
    }
    let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count <= 2, text.utf8.count <= RenderLimits.mostDigits,
      var digits = BigInt(halves.joined())
    else { return nil }
    var scale = (halves.count == 2 ? halves[1].utf8.count : 0) - exponent
    if scale < 0 {
      digits *= Self.power(-scale)
      scale = 0
    }
    self.init(digits, scale: scale)
  }

  /// The nearest number with a fraction.
  var double: Double {
    if scale == 0 { return Double(digits) }
    return Double("\(digits)e-\(scale)") ?? 0
  }

  static func power(_ exponent: Int) -> BigInt { BigInt(10).power(exponent) }

  static func + (first: Decimal, second: Decimal) -> Decimal {
    let (one, other, scale) = aligned(first, second)
    return Decimal(one + other, scale: scale)
  }

  static func - (first: Decimal, second: Decimal) -> Decimal {
    let (one, other, scale) = aligned(first, second)
    return Decimal(one - other, scale: scale)
  }

  static func * (first: Decimal, second: Decimal) -> Decimal {
    Decimal(first.digits * second.digits, scale: first.scale + second.scale)
  }

  /// The quotient to more digits than a `Double` holds; nil for a division by nothing.
  static func / (first: Decimal, second: Decimal) -> Decimal? {
    let (one, other, _) = aligned(first, second)
    guard other != 0 else { return nil }
    // Enough digits for the smallest quotient to have thirty of its own.
    let spare = 30 + max(0, other.bitWidth - one.bitWidth) / 3
    return Decimal((one * power(spare)) / other, scale: spare)
  }

  /// What is left of a division rounded down; nil for a division by nothing.
  static func % (first: Decimal, second: Decimal) -> Decimal? {
    let (one, other, scale) = aligned(first, second)
    guard other != 0 else { return nil }
    return Decimal(one - other * one.floorQuotient(other), scale: scale)
  }

  static func < (first: Decimal, second: Decimal) -> Bool {
    let (one, other, _) = aligned(first, second)
    return one < other
  }

  /// Rounded to so many digits behind the point, halves away from zero; less than none round tens.
  func rounded(to places: Int) -> Decimal {
    guard places < scale else { return self }
    let unit = Self.power(scale - places)
    let (quotient, rest) = digits.magnitude.quotientAndRemainder(dividingBy: unit.magnitude)
    let up = rest * 2 >= unit.magnitude ? quotient + 1 : quotient
    let signed = BigInt(sign: digits.sign, magnitude: up)
    return places >= 0 ? Decimal(signed, scale: places) : Decimal(signed * Self.power(-places))
  }

  var floor: BigInt { digits.floorQuotient(Self.power(scale)) }
  var ceiling: BigInt { -(-digits).floorQuotient(Self.power(scale)) }

  private static func aligned(
    _ first: Decimal,
    _ second: Decimal
  ) -> (BigInt, BigInt, scale: Int) {
    let scale = max(first.scale, second.scale)
    return (
      first.digits * power(scale - first.scale), second.digits * power(scale - second.scale), scale
    )
  }
}

extension BigInt {
  /// The quotient rounded down, as Ruby divides whole numbers.
  func floorQuotient(_ divisor: BigInt) -> BigInt {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest != 0 && (rest < 0) != (divisor < 0) ? quotient - 1 : quotient
  }
}
