extension Reviewer {
  /// Lines that are longer than a line of a mail may be: they are folded on the way.
  ///
  /// Source: RFC 5322 §2.1.1.
  func longLineFindings(_ draft: Draft) -> [Finding] {
    let limit = 998
    guard let index = draft.lines.firstIndex(where: { $0.utf8.count > limit }) else { return [] }
    let count = draft.lines[index].count
    return [
      Finding(
        name: .longLines,
        severity: .warn,
        isAllowable: true,
        line: draft.firstLine + index,
        column: 1,
        length: 0,
        message: "a line of \(count) characters, which some readers cannot show",
        excerpt: nil,
        hint: "break it where a paragraph could end"
      )
    ]
  }

  /// Characters that nobody types: leftovers of other programs and wrong encodings.
  func oddCharacterFindings(_ draft: Draft) -> [Finding] {
    if draft.isPlain { return [] }
    // What moves cursors is said of the header already.
    let subject = draft.problems.isEmpty ? draft.fields.first { $0.isNamed("Subject") }?.line : nil
    let header = subject.flatMap { line in draft.fileLine(line).map { (line, $0) } }
    if let (number, line) = header, let finding = oddCharacter(in: line, number, draft) {
      return [finding]
    }
    for (index, line) in draft.lines.enumerated() {
      if let finding = oddCharacter(in: line, draft.firstLine + index, draft) { return [finding] }
    }
    return []
  }

  private func oddCharacter(in line: String, _ number: Int, _ draft: Draft) -> Finding? {
    guard line.hasOctet(where: { $0 >= 0x7F || $0 < 0x20 }),
      let (offset, name) = OddCharacters.first(in: line)
    else { return nil }
    let message = "\(name): is it meant?"
    return warning(.oddCharacters, draft, line: number, column: offset + 1, message)
  }
}

/// Characters that do not belong into a letter.
private enum OddCharacters {
  /// The first odd character of a line, counted in characters, and what it is.
  static func first(in line: String) -> (offset: Int, name: String)? {
    for (offset, character) in line.enumerated() {
      let scalars = Array(character.unicodeScalars)
      for (index, scalar) in scalars.enumerated() {
        // Inside an emoji, or a word of a script that joins, they have their place.
        if scalars.count > 1, index > 0, scalar.value == 0x200D || scalar.value == 0x200C {
          continue
        }
        if let name = name(of: scalar) { return (offset, name) }
      }
    }
    return mojibake(in: line)
  }

  private static func name(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x09: nil
    case 0x0..<0x20, 0x7F..<0xA0: "a control character, \(hex(scalar))"
    case 0xAD: "a soft hyphen"
    case 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF: "an invisible character, \(hex(scalar))"
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
      "a character that turns the direction of writing, \(hex(scalar))"
    case 0xFFFC: "the place of an object that did not come along"
    case 0xFFFD: "the mark of a character that was lost"
    case 0xE000...0xF8FF, 0xF0000...0x10FFFD: "a character of somebody's own font, \(hex(scalar))"
    default: nil
    }
  }

  /// Text in UTF-8 that was read as Latin letters: `Ã¼` for `ü`, `â€™` for an apostrophe.
  private static func mojibake(in line: String) -> (offset: Int, name: String)? {
    let scalars = Array(line)
    for index in scalars.indices.dropLast() {
      let (one, two) = (scalars[index], scalars[index + 1].unicodeScalars.first?.value ?? 0)
      let isPair = (one == "Ã" || one == "Â") && (0xA0...0xBF).contains(two)
      if isPair || (one == "â" && scalars[index + 1] == "€") {
        return (index, "'\(one)\(scalars[index + 1])', as a wrong encoding leaves it")
      }
    }
    return nil
  }

  private static func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
