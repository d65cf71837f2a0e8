/// The line below which nothing is ever sent, and the brief that stands there.
enum Scissors {
  static let line = "# ------------------------ >8 ------------------------"
  static let explanation = "Yours only: this line and everything below are never sent."

  /// Whether a line is the scissors, also where an editor took its `#` or some dashes.
  static func isScissors(_ line: some StringProtocol) -> Bool {
    // All of it is ASCII then, of which the octets tell everything.
    line.utf8.allSatisfy(isMark)
      && line.utf8.count { $0 == UInt8(ascii: "-") } >= 6
      && (line.mayContain(">8") || line.mayContain("8<"))
  }

  private static func isMark(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "#"), UInt8(ascii: "-"), UInt8(ascii: ">"), UInt8(ascii: "8"),
      UInt8(ascii: "<"), UInt8(ascii: " "), UInt8(ascii: "\t"):
      true
    default: false
    }
  }

  /// A line of a letter, which a sentence that looks like the scissors must not end.
  static func opened(_ line: String) -> String {
    isScissors(line)
      ? line.replacing(">8", with: "> 8").replacing("8<", with: "8 <") : line
  }

  /// A line as the brief has it.
  static func briefLine(_ text: String) -> String {
    text.isEmpty ? "#" : "# " + text
  }

  /// Whether a line looks like one of the brief.
  static func isBriefLine(_ line: some StringProtocol) -> Bool {
    // Hardly any line is one, and octets are looked at faster than characters.
    line.utf8.first == UInt8(ascii: "#") && (line == "#" || line.hasPrefix("# "))
  }
}
