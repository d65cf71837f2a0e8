extension LetterTemplates {
  /// What a template says whoever it is for: its text in all variants and languages, snippets
  /// included, without tags and values.
  ///
  /// - Throws: ``TemplateError`` where there is no such template.
  package func wording(of name: String) throws(TemplateError) -> String {
    var texts: [String] = []
    var seen: Set<String> = []
    var waiting = [name]
    while let next = waiting.popLast() {
      guard seen.insert(next).inserted, seen.count <= 100 else { continue }
      let sources: [TemplateSource]
      do {
        sources = try self.sources(named: next)
      } catch {
        // A snippet that is no more says nothing; the letter itself has to be there.
        guard next != name else { throw error }
        continue
      }
      for source in sources {
        let (text, tags) = Self.apart(source.text)
        texts.append(text)
        waiting += tags.compactMap(Self.snippet)
      }
    }
    return texts.joined(separator: "\n")
  }

  /// The text between the tags, and the tags' insides.
  private static func apart(_ source: String) -> (text: String, tags: [Substring]) {
    var text = ""
    var tags: [Substring] = []
    var rest = source[...]
    while let open = rest.firstRange(of: "{") {
      text += rest[..<open.lowerBound]
      let after = rest[open.upperBound...]
      let closing = after.first == "%" ? "%}" : after.first == "{" ? "}}" : nil
      guard let closing, let close = after.firstRange(of: closing) else {
        text += "{"
        rest = after
        continue
      }
      if closing == "%}" { tags.append(after[..<close.lowerBound].dropFirst()) }
      text += "\n"
      rest = after[close.upperBound...]
    }
    return (text + rest, tags)
  }

  /// `greeting` of `render 'greeting'`.
  private static func snippet(_ tag: Substring) -> String? {
    let words = tag.split { $0.isWhitespace || $0 == "," }
    guard let verb = words.firstIndex(where: { $0 == "render" || $0 == "-render" }), verb <= 1,
      let name = words.dropFirst(verb + 1).first
    else { return nil }
    let bare = name.filter { $0 != "'" && $0 != "\"" }
    return isName(bare) ? bare : nil
  }
}
