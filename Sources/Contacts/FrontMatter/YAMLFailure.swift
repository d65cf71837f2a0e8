internal import Yams

/// Says in our words and at our positions what the YAML parser found.
struct YAMLFailure {
  let problem: ContactProblem

  init(_ error: YamlError, text: ContactText, marks: MarkOffsets) {
    let start = text.frontMatter.lowerBound
    switch error {
    case .scanner(let context, let words, let mark, _),
      .parser(let context, let words, let mark, _),
      .composer(let context, let words, let mark, _):
      if let context, let opened = Self.opened(context.text) {
        let offset = marks.offset(of: context.mark) ?? start
        problem = text.problem(.neverClosed(opened), at: offset)
      } else {
        let sentence = [words, context?.text].compactMap(\.self).joined(separator: " ")
        problem = text.problem(.malformedYAML(sentence), at: marks.offset(of: mark) ?? start)
      }
    case .reader(let words, _, _, let yaml):
      let offset = Self.firstUnreadable(in: yaml) ?? 0
      problem = text.problem(.malformedYAML(words), at: start + offset)
    case .duplicatedKeysInMapping(let keys, _):
      let key = keys.first ?? ""
      let offset = Self.secondLine(of: key, in: text)
      problem = text.problem(.duplicateKey(key), at: offset ?? start)
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      problem = text.problem(.malformedYAML("the YAML parser failed"), at: start)
    }
  }

  /// What was opened, where that tells more than the place at which the parser gave up.
  private static func opened(_ context: String) -> String? {
    switch context {
    case "while scanning a quoted scalar": "a quoted text"
    case "while parsing a flow sequence": "a list in brackets"
    case "while parsing a flow mapping": "a group in braces"
    default: nil
    }
  }

  /// The byte of the first character that YAML does not allow.
  ///
  /// Source: YAML 1.1 §4.1.
  private static func firstUnreadable(in yaml: String) -> Int? {
    let index = yaml.unicodeScalars.firstIndex { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD,
        0x10000...0x10FFFF:
        scalar.value == 0xFEFF
      default: true
      }
    }
    return index.map { yaml.utf8.distance(from: yaml.startIndex, to: $0) }
  }

  // The parser tells which key is doubled but not where.
  private static func secondLine(of key: String, in text: ContactText) -> Int? {
    var found = 0
    var next = text.frontMatter.lowerBound
    while next < text.frontMatter.upperBound {
      let range = ContactText.line(of: text.bytes, at: next)
      let line = text.bytes[range]
      let begin = line.firstIndex { $0 != 0x20 && $0 != UInt8(ascii: "-") } ?? range.upperBound
      let quotes: [[UInt8]] = [[], [UInt8(ascii: "\"")], [UInt8(ascii: "'")]]
      if quotes.contains(where: { isKey(line[begin...], $0 + Array(key.utf8) + $0) }) {
        found += 1
        if found == 2 { return begin }
      }
      next = range.upperBound + 1
    }
    return nil
  }

  private static func isKey(_ line: ArraySlice<UInt8>, _ key: [UInt8]) -> Bool {
    line.starts(with: key)
      && line.dropFirst(key.count).first { $0 != 0x20 } == UInt8(ascii: ":")
  }
}
