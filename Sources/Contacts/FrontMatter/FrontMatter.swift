internal import MailMessage
internal import Yams

/// The keys of a file's front matter with their places.
struct FrontMatter {
  /// A top-level key, its node, and the byte of the file at which the key begins.
  struct Entry {
    let key: String
    let keyOffset: Int
    let node: Node
  }

  /// The entries in the file's order; the keys are unique.
  let entries: [Entry]
  /// Nil where the places of values are not known.
  private let marks: MarkOffsets?

  /// Reads the front matter of a file.
  ///
  /// - Throws: The first thing in it that is not YAML or not a mapping with text keys.
  init(_ text: ContactText) throws(ContactProblem) {
    let range = text.frontMatter
    let marks = MarkOffsets(bytes: text.bytes[range])
    self.marks = marks
    guard YAMLLimits.accepts(text.bytes[range]) else {
      throw text.problem(.tooDeeplyNested, at: range.lowerBound)
    }
    guard let root = try Self.root(of: text, marks: marks) else {
      self.entries = []
      return
    }
    guard case .mapping(let mapping) = root else {
      throw text.problem(.notAMapping, at: marks.offset(of: root.mark) ?? range.lowerBound)
    }
    var entries: [Entry] = []
    for (key, value) in mapping {
      let offset = marks.offset(of: key.mark) ?? range.lowerBound
      guard case .scalar(let scalar) = key else { throw text.problem(.notAMapping, at: offset) }
      entries.append(Entry(key: scalar.string, keyOffset: offset, node: value))
    }
    self.entries = entries
  }

  /// The entry with a key.
  subscript(key: String) -> Entry? {
    // Entries are large: only the one that is asked for is taken out.
    entries.indices.first { entries[$0].key == key }.map { entries[$0] }
  }

  /// The byte of the file at which a node begins; nil where the parser did not say.
  func offset(of node: Node) -> Int? {
    marks?.offset(of: node.mark)
  }

  // It never changes, and to make one for each tag would take longer than all else of a file.
  private nonisolated(unsafe) static let constructor = Constructor.default

  /// Reads front matter that is no more than lines of a key and a value which YAML takes as they
  /// stand, `name: Ada Park`; nil for any other.
  ///
  /// Most files have no more, and libyaml takes ten times as long. Where the values stand is not
  /// known then: who has something to say of one has to read the file by the other way.
  init?(plain text: ContactText) {
    let range = text.frontMatter
    guard range.count <= YAMLLimits.bytes else { return nil }
    var entries: [Entry] = []
    var start = range.lowerBound
    while start < range.upperBound {
      guard let feed = text.bytes[range].firstLineFeed(from: start),
        let (key, value) = Self.plainLine(text.bytes[start..<feed]),
        !entries.contains(where: { $0.key == key })
      else { return nil }
      // A tag of its own, since it keeps what its node turns out to be.
      let tag = Tag(.implicit, .default, Self.constructor)
      let node = Node.scalar(Node.Scalar(value, tag, .plain))
      entries.append(Entry(key: key, keyOffset: start, node: node))
      start = feed + 1
    }
    self.entries = entries
    marks = nil
  }

  /// The key of lower-case letters, and the value of ASCII without anything that has a meaning in
  /// YAML.
  ///
  /// Source: YAML 1.1 §9.1.3, plain scalars.
  private static func plainLine(_ line: ArraySlice<UInt8>) -> (key: String, value: String)? {
    let key = line.prefix { $0 &- UInt8(ascii: "a") < 26 || $0 == UInt8(ascii: "_") }
    let value = line[key.endIndex...].dropFirst(2)
    guard let first = key.first, first != UInt8(ascii: "_"), key.count <= 64,
      line[key.endIndex...].starts(with: ": ".utf8), let begin = value.first, value.last != 0x20,
      isAlphanumeric(begin),
      value.allSatisfy({ isAlphanumeric($0) || " .@-_'+".utf8.contains($0) })
    else { return nil }
    return (String(decoding: key, as: UTF8.self), String(decoding: value, as: UTF8.self))
  }

  private static func isAlphanumeric(_ octet: UInt8) -> Bool {
    (octet | 0x20) &- UInt8(ascii: "a") < 26 || octet &- UInt8(ascii: "0") < 10
  }

  private static func root(
    of text: ContactText,
    marks: MarkOffsets
  ) throws(ContactProblem) -> Node? {
    let yaml = String(decoding: text.bytes[text.frontMatter], as: UTF8.self)
    do {
      // `basic` resolves nothing: what a plain scalar means is decided in `FieldValue`.
      return try Parser(yaml: yaml, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw YAMLFailure(error, text: text, marks: marks).problem
    } catch {
      throw text.problem(.malformedYAML("\(error)"), at: text.frontMatter.lowerBound)
    }
  }
}

/// Bounds on YAML, so that no file makes the YAML parser recurse or expand without end.
enum YAMLLimits {
  static let bytes = 64 * 1024
  static let depth = 64
  static let aliases = 32

  static func accepts(_ yaml: ArraySlice<UInt8>) -> Bool {
    guard yaml.count <= bytes else { return false }
    var brackets = 0
    var aliases = 0
    var indicators = 0
    var isIndented = true
    var previous = UInt8(ascii: "\n")
    for byte in yaml {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
      case UInt8(ascii: "*") where !isWordByte(previous): aliases += 1
      default: break
      }
      // Each column before the first word can open a level: `- - ? -`.
      isIndented = byte == UInt8(ascii: "\n") || (isIndented && " -?:\r\t".utf8.contains(byte))
      indicators = byte == UInt8(ascii: "\n") ? 0 : indicators + (isIndented ? 1 : 0)
      if brackets > depth || indicators > 2 * depth || aliases > Self.aliases { return false }
      previous = byte
    }
    return true
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "*")
      || Unicode.Scalar(byte).properties.isAlphabetic
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
