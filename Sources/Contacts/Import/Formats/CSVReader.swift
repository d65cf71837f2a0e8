/// Reads comma-separated values record by record.
///
/// Lenient where files are: a record ends at LF, CRLF or CR; records may be ragged; a quote inside
/// an unquoted field is text, and text behind a closing quote belongs to the field. A quote that is
/// never closed loses only the line it stands on, which is reported.
///
/// An own reader rather than SwiftCSV, which tells of no lines and does not go on behind a broken
/// record, so rows that are not taken could not be named.
///
/// Source: RFC 4180 §2.
package struct CSVReader {
  /// A record, or why there is none.
  package enum Row: Equatable, Sendable {
    /// The fields as text; the line of the file it begins on, the first being 1.
    case record([String], line: Int)
    case broken(Flaw, line: Int)
  }

  /// Why a record was left out.
  package enum Flaw: Equatable, Sendable {
    case quoteNotClosed
    case fieldTooLong(limit: Int)
  }

  private enum Scan {
    case record([String], end: Int)
    case broken(Flaw)
  }

  private static let fieldLimit = 1 << 20
  // Each costs up to a field's length of reading again.
  private static let flawLimit = 200

  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var position = 0
  private var line = 1
  private var flaws = 0

  /// Reads text that is UTF-8 without byte order mark.
  package init(utf8 bytes: [UInt8], delimiter: UInt8 = UInt8(ascii: ",")) {
    self.bytes = bytes
    self.delimiter = delimiter
  }

  /// The next record or broken line; nil at the end.
  ///
  /// An empty line is a record with one empty field.
  package mutating func next() -> Row? {
    guard position < bytes.count else { return nil }
    let start = position
    let startLine = line
    switch scan(from: start) {
    case .record(let fields, let end):
      advance(to: end)
      return .record(fields, line: startLine)
    case .broken(let flaw):
      flaws += 1
      advance(to: flaws < Self.flawLimit ? endOfLine(from: start) : bytes.count)
      return .broken(flaw, line: startLine)
    }
  }

  private mutating func advance(to end: Int) {
    var index = position
    while index < end {
      let isReturn = bytes[index] == UInt8(ascii: "\r")
      let isPair = isReturn && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
      if (isReturn && !isPair) || bytes[index] == UInt8(ascii: "\n") { line += 1 }
      index += 1
    }
    position = end
  }

  private func endOfLine(from start: Int) -> Int {
    let end = bytes[start...].firstIndex(where: Self.isLineEnd) ?? bytes.count
    return afterLineEnd(end)
  }

  private func afterLineEnd(_ index: Int) -> Int {
    guard index < bytes.count else { return bytes.count }
    let isPair =
      bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count
      && bytes[index + 1] == UInt8(ascii: "\n")
    return index + (isPair ? 2 : 1)
  }

  private func scan(from start: Int) -> Scan {
    var fields: [String] = []
    var index = start
    while true {
      let isQuoted = index < bytes.count && bytes[index] == UInt8(ascii: "\"")
      guard let (field, end) = isQuoted ? quotedField(from: index + 1) : bareField(from: index)
      else { return .broken(.quoteNotClosed) }
      guard end - index <= Self.fieldLimit else {
        return .broken(.fieldTooLong(limit: Self.fieldLimit))
      }
      fields.append(field)
      guard end < bytes.count, bytes[end] == delimiter else {
        return .record(fields, end: afterLineEnd(end))
      }
      index = end + 1
    }
  }

  private func bareField(from start: Int) -> (String, end: Int)? {
    let end = endOfBareText(from: start)
    return (String(decoding: bytes[start..<end], as: UTF8.self), end)
  }

  private func endOfBareText(from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != delimiter, !Self.isLineEnd(bytes[end]) { end += 1 }
    return end
  }

  /// The text of a field whose opening quote stands before `start`; nil when it is never closed.
  ///
  /// A field beyond the limit is given up early, so that one stray quote does not read the whole
  /// file again and again.
  private func quotedField(from start: Int) -> (String, end: Int)? {
    var content: [UInt8] = []
    var index = start
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\"") else {
        content.append(bytes[index])
        index += 1
        if content.count > Self.fieldLimit { return ("", index) }
        continue
      }
      index += 1
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
        let end = endOfBareText(from: index)
        content += bytes[index..<end]
        return (String(decoding: content, as: UTF8.self), end)
      }
      content.append(UInt8(ascii: "\""))
      index += 1
    }
    return nil
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}
