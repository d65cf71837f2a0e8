/// Where `{% render 'name' %}` and `{% include 'name' %}` find their text.
public protocol Snippets: Sendable {
  /// The text of a snippet; nil where there is none of that name.
  ///
  /// - Throws: ``SnippetError`` for one that is there and cannot be read.
  func snippet(named name: String) throws(SnippetError) -> Snippet?

  /// The names that there are, so that an error can suggest one.
  var names: [String] { get }
}

/// A piece that templates have in common.
public struct Snippet: Sendable {
  /// What errors call it: its path.
  public let path: String
  /// The template.
  public let text: String
  /// The line of the file that the text begins on, from 1.
  public let firstLine: Int

  /// A snippet with what errors call it.
  public init(path: String, text: String, firstLine: Int = 1) {
    self.path = path
    self.text = text
    self.firstLine = firstLine
  }
}

/// Why a snippet cannot be read.
public struct SnippetError: Error, Sendable {
  /// What is wrong, in lower case and without a final period.
  public let message: String

  /// Says what is wrong.
  public init(_ message: String) {
    self.message = message
  }
}

/// Snippets that are held in memory, by name.
public struct SnippetTable: Snippets, ExpressibleByDictionaryLiteral {
  private let texts: [String: String]

  /// Snippets by name; errors call them by it.
  public init(_ texts: [String: String]) {
    self.texts = texts
  }

  /// Snippets by name; errors call them by it.
  public init(dictionaryLiteral elements: (String, String)...) {
    texts = Dictionary(elements) { _, last in last }
  }

  /// The text of a snippet; nil where there is none of that name.
  public func snippet(named name: String) throws(SnippetError) -> Snippet? {
    texts[name].map { Snippet(path: name, text: $0) }
  }

  /// The names that there are.
  public var names: [String] { texts.keys.sorted() }
}
