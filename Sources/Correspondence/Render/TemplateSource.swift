/// A template's file: the person's own, or one that comes with touchbase.
package struct TemplateSource: Hashable, Sendable {
  /// Without language and ending: `catch-up`.
  package let name: String
  /// The file as people see it: `templates/catch-up.liquid`, or `built-in catch-up.liquid`.
  package let path: String
  package let isOwn: Bool
  package let frontMatter: TemplateFrontMatter
  /// The text below the front matter.
  package let text: String
}
