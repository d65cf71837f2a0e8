/// Nothing that ends the program where a value is missing: `value!`, `try!`, `as!`, `Type!`.
struct ForceRule {
  func findings(in file: SourceFile) -> [Finding] {
    file.code.enumerated().compactMap { index, line in
      Self.forces(line) ? file.finding(index, "'!' ends the program: guard or throw") : nil
    }
  }

  private static func forces(_ line: String) -> Bool {
    let characters = Array(line) + [" ", " "]
    return (1..<max(characters.count - 1, 1)).contains { index in
      guard characters[index] == "!", characters[index + 1] != "=" else { return false }
      let before = characters[index - 1]
      return before.isLetter || before.isNumber || "_)]}>?\"`".contains(before)
    }
  }
}
