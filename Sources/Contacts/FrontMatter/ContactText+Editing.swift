extension ContactText {
  /// The bytes with an item behind the last line that is not blank.
  func appending(_ note: NewNote) -> [UInt8] {
    let blank = Array(" \t\r\n".utf8)
    let item = Array("- \(note.line)".utf8) + lineEnd
    guard let lastByte = bytes[body].lastIndex(where: { !blank.contains($0) }) else {
      return inserting(item, at: body.lowerBound)
    }
    return inserting(item, at: min(Self.line(of: bytes, at: lastByte).upperBound + 1, bytes.count))
  }

  /// The bytes with an entry of the front matter in place of the one with its key, or as a new last
  /// one; a null entry is taken away.
  func setting(_ field: Field) throws(ContactProblem) -> [UInt8] {
    let entries = try FrontMatter(self).entries
    let lines =
      field.value == .null
      ? [] : Array(field.lines(lineEnd: String(decoding: lineEnd, as: UTF8.self)).utf8)
    guard let index = entries.firstIndex(where: { $0.key == field.key }) else {
      return inserting(lines, at: frontMatter.upperBound)
    }
    let start = entries[index].keyOffset
    let next = index + 1 < entries.count ? entries[index + 1].keyOffset : frontMatter.upperBound
    let end = endOfEntry(from: start, before: next)
    let comment = field.value == .null ? [] : trailingComment(of: start..<end)
    return replacing(start..<end, with: adding(comment, to: lines))
  }

  /// Where an entry's lines end: the blank lines and comments before the next key are not its own.
  private func endOfEntry(from start: Int, before next: Int) -> Int {
    var end = next
    while end > start {
      let lineStart = (bytes[..<(end - 1)].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
      guard lineStart > start else { break }
      let line = bytes[lineStart..<end]
      let isComment = line.first == UInt8(ascii: "#")
      guard isComment || line.allSatisfy({ " \t\r\n".utf8.contains($0) }) else { break }
      end = lineStart
    }
    return end
  }

  /// The comment behind the value of an entry on one line, with the space before it.
  private func trailingComment(of entry: Range<Int>) -> [UInt8] {
    let line = bytes[Self.line(of: bytes, at: entry.lowerBound)]
    guard line.endIndex + 1 >= entry.upperBound else { return [] }
    var quote: UInt8?
    for index in line.indices.dropFirst() {
      let byte = line[index]
      if let open = quote {
        if byte == open, open == UInt8(ascii: "'") || line[index - 1] != UInt8(ascii: "\\") {
          quote = nil
        }
      } else if " [,{".utf8.contains(line[index - 1]), "\"'".utf8.contains(byte) {
        quote = byte
      } else if byte == UInt8(ascii: "#"), " \t".utf8.contains(line[index - 1]) {
        let gap = line[..<index].reversed().prefix { " \t".utf8.contains($0) }
        return Array(gap.reversed() + line[index...].filter { $0 != 0x0D })
      }
    }
    return []
  }

  private func adding(_ comment: [UInt8], to lines: [UInt8]) -> [UInt8] {
    let isOneLine = lines.count { $0 == UInt8(ascii: "\n") } == 1
    guard isOneLine, !comment.isEmpty else { return lines }
    return lines.dropLast(lineEnd.count) + comment + lineEnd
  }

  private func inserting(_ line: [UInt8], at offset: Int) -> [UInt8] {
    // The line before may be the last one of the file and lack its end.
    let isAfterLine = offset == 0 || bytes[offset - 1] == UInt8(ascii: "\n")
    return replacing(offset..<offset, with: (isAfterLine ? [] : lineEnd) + line)
  }

  private func replacing(_ range: Range<Int>, with new: [UInt8]) -> [UInt8] {
    Array(bytes[..<range.lowerBound]) + new + Array(bytes[range.upperBound...])
  }
}
