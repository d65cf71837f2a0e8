/// A letter as its template gives it, with places that the person has to write.
package struct RenderedLetter: Hashable, Sendable {
  /// The template it is written from, and why that one.
  package let choice: TemplateChoice
  /// One line.
  package let subject: String
  /// Lines end in LF, the last one too.
  package let text: String
  /// Whether it is to be sent as HTML too.
  package let isHTML: Bool
  /// The notes, news and variants it draws on.
  package let used: Used
}
