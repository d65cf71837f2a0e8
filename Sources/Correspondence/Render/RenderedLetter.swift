/// A letter as its template gives it, with places that the person has to write.
package struct RenderedLetter: Hashable, Sendable {
  /// The name of the template, without language and ending.
  package let template: String
  /// One line.
  package let subject: String
  /// Lines end in LF, the last one too.
  package let text: String
  /// Whether it is to be sent as HTML too.
  package let isHTML: Bool
  /// The notes, news and variants it draws on.
  package let used: Used
}
