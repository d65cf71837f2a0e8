/// Numbers of a fixed width, as dates and zones have them.
enum DecimalDigits {
  /// The value of ASCII digits, nothing else allowed; at most nine of them.
  static func value(_ bytes: some Collection<UInt8>) -> Int? {
    guard (1...9).contains(bytes.count) else { return nil }
    var value = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  /// Puts the two digits of a number from 0 to 99 into a text.
  static func put(_ number: Int, into text: UnsafeMutableBufferPointer<UInt8>, at place: Int) {
    text[place] = UInt8(ascii: "0") + UInt8(number / 10)
    text[place + 1] = UInt8(ascii: "0") + UInt8(number % 10)
  }

  /// A number from 0 to 99 with a leading zero.
  static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity, by a positive number.
  func flooredQuotient(by divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : -((-(self + 1)) / divisor) - 1
  }
}
