internal import Liquid

extension TemplateError: CustomStringConvertible {
  /// `path:line: message`, for the engine's errors with the line and carets.
  package var description: String {
    if case .liquid = condition { return message }
    let place = line.map { "\(path):\($0)" } ?? path
    return "\(place): \(message)"
  }

  /// What is wrong, in lower case and without a final period.
  package var message: String {
    switch condition {
    case .noSuchTemplate(let name, _): "there is no template '\(name)'"
    case .badName(let name):
      "'\(Draft.singleLine(String(name.prefix(60))))' is no template's name: letters, digits and"
        + " hyphens"
    case .unreadable(let reason): reason
    case .notUTF8: "a byte that is not UTF-8: save the file as UTF-8"
    case .frontMatterNotClosed: "the front matter has no closing '---'"
    case .frontMatter(let message): message
    case .liquid(let errors):
      errors.map { ([$0.description] + $0.excerpt).joined(separator: "\n") }
        .joined(separator: "\n")
    case .missing(let wanted): "not enough is known: " + wanted.joined(separator: "; ")
    case .aborted(let reason): reason
    case .emptySubject: "the subject is empty"
    }
  }

  /// What the person can do; nil where the message says it.
  package var hint: String? {
    switch condition {
    case .noSuchTemplate(_, let similar):
      similar.map { "did you mean '\($0)'? `touchbase template list` lists all" }
        ?? "`touchbase template list` lists all"
    case .missing: "write it into the contact, or take another template"
    case .frontMatterNotClosed: "put a line '---' between the keys and the text"
    case .liquid(let errors): errors.compactMap(\.hint).first
    case .badName, .notUTF8, .unreadable, .frontMatter, .aborted, .emptySubject: nil
    }
  }
}
