/// A part of a rendered text, and where it is from.
public struct Passage: Sendable {
  /// Where it stands in the text, in octets.
  public let range: Range<Int>
  /// Where it is from.
  public let origin: Origin

  /// What wrote a part of a text.
  public struct Origin: Sendable {
    /// What kind of thing wrote it.
    public let kind: Kind
    /// The piece of the template that says so: the text itself, or what is between the braces.
    public let span: SourceSpan
    /// What the tags around it call it, the outermost first: a variant, a note.
    public let labels: [String]
  }

  /// What kind of thing writes.
  public enum Kind: String, Sendable {
    /// The text of the template.
    case template
    /// A value that the template was given or made.
    case value
    /// A tag, in words of its own.
    case tag
  }
}

/// Where the parts of a text are from, while it is written.
struct Trace: Sendable {
  private(set) var passages: [Passage] = []
  var labels: [String] = []

  /// Notes what was written between two places.
  mutating func note(_ range: Range<Int>, _ kind: Passage.Kind, _ span: SourceSpan) {
    guard !range.isEmpty else { return }
    let origin = Passage.Origin(kind: kind, span: span, labels: labels)
    passages.append(Passage(range: range, origin: origin))
  }

  /// Forgets what stood behind a place.
  mutating func cut(to end: Int) {
    while let last = passages.last, last.range.upperBound > end {
      passages.removeLast()
      if last.range.lowerBound < end {
        passages.append(Passage(range: last.range.lowerBound..<end, origin: last.origin))
      }
    }
  }
}
