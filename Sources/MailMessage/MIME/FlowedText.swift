/// Paragraphs of any length as lines that fit every screen, which a reader may join again.
///
/// A line that ends in a blank goes on in the next one. A line that would begin with a blank,
/// `From ` or, within a paragraph, `>` gets a blank before it.
///
/// Source: RFC 3676.
enum FlowedText {
  /// The longest line that is made, its last blank counted, in characters of Unicode.
  private static let lineLength = 72
  /// The longest line that is left as it is.
  private static let longest = 78

  /// The lines with their long paragraphs broken; nil where the text is better left as it is, since
  /// no line is long, or a blank at the end of a line would be taken for a broken paragraph.
  ///
  /// Takes and returns lines that end in CRLF. Quoted lines, which begin with `>`, stay whole.
  static func flowed(_ text: [UInt8]) -> [UInt8]? {
    text.withUnsafeBufferPointer { text in
      var result: [UInt8] = []
      result.reserveCapacity(text.count + text.count / 16)
      var isBroken = false
      var start = 0
      while start < text.count {
        var feed = start
        while feed < text.count, text[feed] != 0x0A { feed += 1 }
        guard feed > start, feed < text.count else { break }
        let line = text[start..<(feed - 1)]
        // The line above a signature is the one that may end in a blank: RFC 3676 §4.3.
        guard line.last != 0x20 || line.elementsEqual("-- ".utf8) else { return nil }
        if line.count > longest, line.first != quoteMark, isLong(line) {
          appendParagraph(line, to: &result, isBroken: &isBroken)
        } else {
          append(line, isFirst: true, to: &result)
        }
        start = feed + 1
      }
      return isBroken ? result : nil
    }
  }

  /// The text with its paragraphs joined and without the blanks that were put before lines.
  ///
  /// Takes and returns lines that end in LF. Quoted lines are joined where both have as many marks.
  static func unflowed(_ text: String, isDelSp: Bool = false) -> String {
    var lines: [[UInt8]] = []
    var openDepth: Int?
    var octets = Array(text.utf8)[...]
    let isEnded = octets.last == 0x0A
    if isEnded { octets.removeLast() }
    for line in octets.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let depth = line.prefix { $0 == quoteMark }.count
      var content = line.dropFirst(depth)
      if content.first == 0x20, depth == 0 || openDepth == depth { content.removeFirst() }
      let isSignature = line.dropFirst(depth).trimmedStuffing.elementsEqual("-- ".utf8)
      let isSoft = content.last == 0x20 && !isSignature
      if isSoft, isDelSp { content.removeLast() }
      if let open = openDepth, open == depth, !isSignature {
        lines[lines.count - 1] += content
      } else {
        lines.append(Array(line.prefix(depth)) + content)
      }
      openDepth = isSoft ? depth : nil
    }
    let unflowed = String(decoding: Array(lines.joined(separator: [0x0A])), as: UTF8.self)
    return isEnded ? unflowed + "\n" : unflowed
  }

  private static let quoteMark = UInt8(ascii: ">")

  /// A part of the text.
  private typealias Octets = Slice<UnsafeBufferPointer<UInt8>>

  /// Whether a line is long as people count, and has a blank to break it at.
  private static func isLong(_ line: Octets) -> Bool {
    line.count { $0 & 0xC0 != 0x80 } > longest
      && line.dropFirst(lineLength / 2).contains(0x20)
  }

  private static func append(
    _ line: Octets,
    isFirst: Bool,
    to result: inout [UInt8]
  ) {
    let isStuffed =
      switch line.first {
      case 0x20: true
      case quoteMark: !isFirst
      case UInt8(ascii: "F"): line.starts(with: "From ".utf8)
      default: false
      }
    if isStuffed { result.append(0x20) }
    result += UnsafeBufferPointer(rebasing: line)
    result.append(0x0D)
    result.append(0x0A)
  }

  private static func appendParagraph(
    _ paragraph: Octets,
    to result: inout [UInt8],
    isBroken: inout Bool
  ) {
    var start = paragraph.startIndex
    var isFirst = true
    while let end = breakPoint(paragraph[start...]) {
      append(paragraph[start..<end], isFirst: isFirst, to: &result)
      isBroken = true
      isFirst = false
      start = end
    }
    append(paragraph[start...], isFirst: isFirst, to: &result)
  }

  /// Where the next line begins: behind the last run of blanks that fits, or the first one at all;
  /// nil where the rest is one line.
  private static func breakPoint(_ rest: Octets) -> Int? {
    var characters = 0
    var point: Int?
    for index in rest.startIndex..<max(rest.startIndex, rest.endIndex - 1) {
      if rest[index] & 0xC0 != 0x80 { characters += 1 }
      guard rest[index] == 0x20, rest[index + 1] != 0x20 else { continue }
      if characters > lineLength, point != nil { return point }
      // A line of its own, this would begin a signature.
      if index == rest.startIndex + 2, rest[...index].elementsEqual("-- ".utf8) { continue }
      point = index + 1
    }
    return characters + 1 > lineLength ? point : nil
  }
}

extension ArraySlice<UInt8> {
  /// The octets without the blank that a flowed line may have before it.
  fileprivate var trimmedStuffing: ArraySlice<UInt8> { first == 0x20 ? dropFirst() : self }
}
