/// What holds for every line of text: no trailing white space, no path of somebody's machine.
struct TextRule {
  /// Written apart, so that this file keeps the rule.
  static let machineFolders = ["work", "root", "home", "Users", "opt/swift"].map { "/" + $0 }

  func trailingSpace(in file: SourceFile) -> [Finding] {
    file.lines.enumerated().compactMap { index, line in
      line.last.map { " \t\r".contains($0) } == true
        ? file.finding(index, "white space at the end of the line") : nil
    }
  }

  func machinePaths(in file: SourceFile) -> [Finding] {
    file.lines.enumerated().flatMap { index, line in
      Self.machineFolders.filter { Self.names(line, $0) }.map {
        file.finding(index, "'\($0)' is a folder of one machine: a path below the checkout")
      }
    }
  }

  /// Whether the path stands for itself: in `cd /x/y` or `'/x'`, not in `a/x` or `/xylophone`.
  private static func names(_ line: String, _ folder: String) -> Bool {
    line.ranges(of: folder).contains { range in
      let before = line[..<range.lowerBound].last ?? " "
      let after = line[range.upperBound...].first ?? "/"
      return !(before.isLetter || before.isNumber || "_./-}*".contains(before))
        && !(after.isLetter || after.isNumber || "_-".contains(after))
    }
  }
}
