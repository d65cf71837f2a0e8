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
        guard let feed = text.firstLineFeed(from: start), feed > start else { break }
        let line = UnsafeBufferPointer(rebasing: text[start..<(feed - 1)])
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

  /// A line of the text, or a part of one.
  private typealias Octets = UnsafeBufferPointer<UInt8>

  /// Whether a line is long as people count, and has a blank to break it at.
  private static func isLong(_ line: Octets) -> Bool {
    (line.isASCII ? line.count : line.count { $0 & 0xC0 != 0x80 }) > longest
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
    result += line
    result.append(0x0D)
    result.append(0x0A)
  }

  private static func appendParagraph(
    _ paragraph: Octets,
    to result: inout [UInt8],
    isBroken: inout Bool
  ) {
    var rest = paragraph
    var isFirst = true
    while let end = breakPoint(rest) {
      append(Octets(rebasing: rest[..<end]), isFirst: isFirst, to: &result)
      isBroken = true
      isFirst = false
      rest = Octets(rebasing: rest[end...])
    }
    append(rest, isFirst: isFirst, to: &result)
  }

  /// Where the next line begins: behind the last run of blanks that fits, or the first one at all;
  /// nil where the rest is one line.
  private static func breakPoint(_ rest: Octets) -> Int? {
    guard let limit = end(ofLineIn: rest) else { return nil }
    // From behind, since a blank is mostly near; not at the end, where a blank breaks nothing.
    for index in stride(from: limit - 1, through: 0, by: -1) where mayBreak(rest, behind: index) {
      return index + 1
    }
    for index in limit..<max(limit, rest.count - 1) where mayBreak(rest, behind: index) {
      return index + 1
    }
    return nil
  }

  /// How many octets fit on a line; nil where all of them do.
  private static func end(ofLineIn rest: Octets) -> Int? {
    guard rest.count > lineLength else { return nil }
    // Octets of ASCII are characters.
    if Octets(rebasing: rest[..<lineLength]).isASCII { return lineLength }
    var characters = 0
    for (index, octet) in rest.enumerated() where octet & 0xC0 != 0x80 {
      characters += 1
      if characters > lineLength { return index }
    }
    // Where the last of the characters that just fit has several octets, the line is full.
    let isFull = characters == lineLength && rest[rest.count - 1] & 0xC0 == 0x80
    return isFull ? rest.count : nil
  }

  /// Whether a line may end with an octet: the last blank of a run, and not of a line that would begin
  /// a signature.
  private static func mayBreak(_ rest: Octets, behind index: Int) -> Bool {
    rest[index] == 0x20 && index + 1 < rest.count && rest[index + 1] != 0x20
      && !(index == 2 && rest[...index].elementsEqual("-- ".utf8))
  }
}

extension ArraySlice<UInt8> {
  /// The octets without the blank that a flowed line may have before it.
  fileprivate var trimmedStuffing: ArraySlice<UInt8> { first == 0x20 ? dropFirst() : self }
}
