/// Parts a header from the body behind it, and into lines.
///
/// Source: RFC 5322 §2.2, with the forms of §4.5 and the errors of the wild.
struct HeaderReader {
  /// The header's lines, the first line's first.
  private(set) var lines: [HeaderLine] = []
  /// What was wrong, and at which index.
  private(set) var problems: [(MessageProblem.Condition, Int)] = []
  /// Where the body begins.
  private(set) var end: Int

  /// A line with those that continue it.
  private struct RawLine {
    var range: Range<Int>
    /// Where the colon is, in a line that is a field.
    let colon: Int?
  }

  private let bytes: ArraySlice<UInt8>
  private var rawLines: [RawLine] = []

  /// Reads lines that end in LF or CRLF up to the blank one.
  ///
  /// A line that is no field is passed over where nothing but fields follows, else the body begins
  /// with it: either the line or the blank line was lost on the way.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    end = bytes.endIndex
    split()
    let charset = declaredCharset
    lines.reserveCapacity(rawLines.count)
    for line in rawLines { lines.append(read(line, charset: charset)) }
  }

  private mutating func split() {
    var reader = LineReader(bytes)
    while let line = reader.next() {
      guard let first = bytes[line.content].first else {
        end = line.end
        return
      }
      if first == 0x20 || first == 0x09, let last = rawLines.indices.last {
        rawLines[last].range = rawLines[last].range.lowerBound..<line.end
        continue
      }
      let colon = Self.colon(in: bytes[line.content])
      if colon == nil, !isEnvelopeLine(line.content) {
        guard hasOnlyFields(behind: reader) else {
          problems.append((.noBlankLine, line.content.lowerBound))
          end = line.content.lowerBound
          return
        }
        problems.append((.noField, line.content.lowerBound))
      }
      rawLines.append(RawLine(range: line.content.lowerBound..<line.end, colon: colon))
    }
  }

  /// Where the colon of a field is; nil where the line is no field.
  private static func colon(in line: ArraySlice<UInt8>) -> Int? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    // RFC 5322 §4.5 knows blanks before the colon.
    let name = line[..<colon].trimmingBlanks
    let isName = !name.isEmpty && name.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    return isName && name.startIndex == line.startIndex ? colon : nil
  }

  /// Whether this is the line with which mails begin in the mailboxes of Unix.
  private func isEnvelopeLine(_ line: Range<Int>) -> Bool {
    rawLines.isEmpty
      && (bytes[line].starts(with: "From ".utf8) || bytes[line].starts(with: ">From ".utf8))
  }

  /// Whether fields follow, and nothing else, up to the blank line.
  private func hasOnlyFields(behind reader: LineReader) -> Bool {
    var reader = reader
    var hasField = false
    while let line = reader.next(), let first = bytes[line.content].first {
      if first == 0x20 || first == 0x09 { continue }
      guard Self.colon(in: bytes[line.content]) != nil else { return false }
      hasField = true
    }
    return hasField
  }

  /// The charset that the header gives for the body: who writes fields that are not UTF-8 writes
  /// them in the same one.
  private var declaredCharset: String? {
    for line in rawLines {
      guard let colon = line.colon,
        bytes[line.range.lowerBound..<colon].trimmingBlanks.map(\.asciiLowercased)
          == Array("content-type".utf8)
      else { continue }
      let value = Windows1252.text(unfolded(bytes[(colon + 1)..<line.range.upperBound]))
      return ContentType(value).parameters["charset"]
    }
    return nil
  }

  private mutating func read(_ line: RawLine, charset: String?) -> HeaderLine {
    let whole = bytes[line.range]
    guard let colon = line.colon else { return HeaderLine(bytes: whole, field: nil, value: []) }
    let name = String(decoding: whole[..<colon].trimmingBlanks, as: UTF8.self)
    let folded = whole[(colon + 1)...].withoutLineEnd
    let octets = unfolded(folded)
    let text: String
    if let valid = String(validating: octets, as: UTF8.self) {
      text = valid
    } else {
      problems.append((.fieldNotUTF8(name), line.range.lowerBound))
      text = Self.text(octets, charset: charset)
    }
    do {
      let value = text.blankingControlCharacters.trimmingBlanks
      let field = try HeaderField(name: name, value: value)
      return HeaderLine(bytes: whole, field: field, value: folded)
    } catch {
      problems.append((.noField, line.range.lowerBound))
      return HeaderLine(bytes: whole, field: nil, value: [])
    }
  }

  private static func text(_ octets: [UInt8], charset: String?) -> String {
    let reading = Charset.read(octets[...], charset: charset)
    // A charset in which the field is malformed too is not the one that it is in.
    return reading.problem == nil ? reading.text : Windows1252.text(octets)
  }

  /// The value without the line ends within it.
  ///
  /// Source: RFC 5322 §2.2.3.
  private func unfolded(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(value.count)
    var lines = LineReader(value)
    while let line = lines.next() { octets += value[line.content] }
    return octets
  }
}

extension ArraySlice<UInt8> {
  /// The octets without the line end behind them.
  fileprivate var withoutLineEnd: ArraySlice<UInt8> {
    guard last == 0x0A else { return self }
    let rest = dropLast()
    return rest.last == 0x0D ? rest.dropLast() : rest
  }

  /// The octets without spaces and tabs at either end.
  var trimmingBlanks: ArraySlice<UInt8> {
    var slice = drop { $0 == 0x20 || $0 == 0x09 }
    while slice.last == 0x20 || slice.last == 0x09 { slice.removeLast() }
    return slice
  }
}

extension String {
  /// The text without spaces and tabs at either end.
  var trimmingBlanks: String {
    let bytes = Array(utf8)[...]
    let trimmed = bytes.trimmingBlanks
    return trimmed.count == bytes.count ? self : String(decoding: trimmed, as: UTF8.self)
  }
}
