package import Liquid

/// Why a template gives no letter, and where.
package struct TemplateError: Error, Hashable, Sendable {
  /// The template's file as people see it: `templates/birthday.liquid`, or `built-in catch-up`.
  package let path: String
  /// The first is 1; nil where it is about no line.
  package let line: Int?
  package let condition: Condition

  package init(_ path: String, line: Int? = nil, condition: Condition) {
    self.path = path
    self.line = line
    self.condition = condition
  }

  /// What is wrong.
  package enum Condition: Error, Hashable, Sendable {
    case noSuchTemplate(String, similar: String?)
    case badName(String)
    case notUTF8
    case unreadable(String)
    case frontMatterNotClosed
    case frontMatter(String)
    /// What the engine says, every error of the template; at least one.
    case liquid([LiquidError])
    /// What `{% require %}` asked for.
    case missing([String])
    /// What `{% abort %}` said.
    case aborted(String)
    case emptySubject
  }
}
