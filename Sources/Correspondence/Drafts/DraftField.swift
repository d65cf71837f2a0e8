/// A header line of a draft as the person sees it: UTF-8, unfolded.
package struct DraftField: Hashable, Sendable {
  package let name: String
  package let value: String
  /// The line of the file the field begins on; the first is 1.
  package let line: Int
  /// The column the value begins in, counted in characters; the first is 1.
  package let column: Int

  /// Where the folded lines of the value begin.
  private var folds: [Fold] = []

  /// A line that goes on with the value, from an octet of it.
  private struct Fold: Hashable {
    let octet: Int
    let line: Int
    let column: Int
  }

  package init(_ name: String, _ value: String, line: Int = 0, column: Int = 1) {
    self.name = name
    self.value = value
    self.line = line
    self.column = column
  }

  /// Whether the field is called so; case does not matter.
  func isNamed(_ name: String) -> Bool {
    let (one, other) = (self.name.utf8, name.utf8)
    guard one.count == other.count else { return false }
    // Hardly anybody changes them, and names are ASCII, in which case is one bit.
    return self.name == name
      || zip(one, other).allSatisfy { pair in
        pair.0 == pair.1
          || (pair.0 ^ pair.1 == 0x20 && (0x61...0x7A).contains(pair.0 | 0x20))
      }
  }

  /// The field with one more line of its value.
  func folded(_ more: String, line: Int, column: Int) -> DraftField {
    let isFirst = value.isEmpty
    var field = DraftField(
      name,
      isFirst ? more : value + " " + more,
      line: isFirst ? line : self.line,
      column: isFirst ? column : self.column
    )
    let octet = isFirst ? 0 : value.utf8.count + 1
    field.folds = isFirst ? [] : folds + [Fold(octet: octet, line: line, column: column)]
    return field
  }

  /// The line of the file, and the column in it, where an octet of the value stands.
  func place(ofOctet octet: Int) -> (line: Int, column: Int) {
    let fold = folds.last { $0.octet <= octet } ?? Fold(octet: 0, line: line, column: column)
    let before = value.utf8.prefix(octet).dropFirst(fold.octet)
    return (fold.line, fold.column + String(decoding: Array(before), as: UTF8.self).count)
  }

  /// Where a word of the value stands for the first time; its beginning where it does not.
  func place(of word: some StringProtocol) -> (line: Int, column: Int) {
    let start = value.firstRange(of: String(word))?.lowerBound ?? value.startIndex
    return place(ofOctet: value[..<start].utf8.count)
  }

  /// The fields that are touchbase's own and never leave.
  static let privatePrefix = "x-touchbase-"

  /// The names of the fields that touchbase reads.
  enum Name {
    static let draft = "X-Touchbase-Draft"
    static let contact = "X-Touchbase-Contact"
    static let template = "X-Touchbase-Template"
    static let used = "X-Touchbase-Used"
    static let written = "X-Touchbase-Written"
    /// `true` where the letter is sent as HTML too.
    static let html = "X-Touchbase-HTML"
    /// The path of a file that goes with the letter; may be there several times.
    static let attach = "Attach"
  }
}
