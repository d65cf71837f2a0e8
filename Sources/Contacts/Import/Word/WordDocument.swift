/// What a Word document says: its paragraphs and tables in order.
///
/// Source: ECMA-376 Part 1 §17 and Part 2 §9.3, both in the transitional and the strict namespaces.
struct WordDocument {
  /// A line of text, which may have line ends of its own.
  struct Paragraph: Equatable {
    var text = ""
    /// Where the links in it lead.
    var links: [String] = []
    /// The name of its style without blanks: `Heading1`.
    var style = ""
    /// How deep it stands in a list, the first level being 0; nil outside of lists.
    var listLevel: Int?
  }

  enum Block: Equatable {
    case paragraph(Paragraph)
    /// Rows of cells; a merged cell repeats its text.
    case table([[Paragraph]])
  }

  /// The blocks of the text itself.
  var blocks: [Block] = []
  /// What stands in boxes beside the text and in tables within tables.
  var insets: [Block] = []

  /// Reads a document; nil when the archive is none.
  ///
  /// - Throws: ``ContactsError``.
  init?(_ archive: ZipArchive, name: String) throws(ContactsError) {
    let paths = try archive.paths()
    guard paths.contains("_rels/.rels") else { return nil }
    let package = try Self.relations(of: archive, path: "_rels/.rels", name: name)
    let target = package.first { $0.type.hasSuffix("/officeDocument") }?.target
    let main = Self.resolved(target ?? "word/document.xml", beside: "")
    guard paths.contains(main), let part = try archive.members({ $0 == main }).first else {
      return nil
    }
    let folder = main.split(separator: "/").dropLast().joined(separator: "/")
    let file = main.split(separator: "/").last ?? ""
    let links = try Self.relations(of: archive, path: "\(folder)/_rels/\(file).rels", name: name)
    var builder = WordBuilder(
      links: Dictionary(links.map { ($0.id, $0.target) }) { first, _ in first }
    )
    try Self.read(part, of: name) { builder.take($0) }
    // A workbook or a presentation has no body.
    guard builder.hasBody else { return nil }
    (blocks, insets) = (builder.blocks, builder.insets)
  }

  private typealias Relation = (id: String, type: String, target: String)

  private static func relations(
    of archive: ZipArchive,
    path: String,
    name: String
  ) throws(ContactsError) -> [Relation] {
    guard let part = try archive.members({ $0 == path }).first else { return [] }
    var relations: [Relation] = []
    try read(part, of: name) { event in
      guard case .begin("Relationship", _, let attributes) = event else { return }
      relations.append(
        (attributes["Id"] ?? "", attributes["Type"] ?? "", attributes["Target"] ?? "")
      )
    }
    return relations
  }

  private static func read(
    _ part: ZipArchive.Member,
    of name: String,
    _ take: @escaping (XMLReader.Event) -> Void
  ) throws(ContactsError) {
    do throws(XMLReader.Failure) {
      try XMLReader.read(part.bytes, take)
    } catch {
      let reason =
        switch error {
        case .documentType: "'\(part.path)' has a document type, which no Word document has"
        case .malformed(let line): "'\(part.path)' is not XML, see its line \(line)"
        }
      throw ContactsError.brokenFile(file: name, reason: PlainText.shown(reason, limit: 200))
    }
  }

  /// A target as a path in the package: `/word/document.xml` is `word/document.xml`.
  ///
  /// One that leads elsewhere matches no path, since those of the package are only compared.
  private static func resolved(_ target: String, beside folder: String) -> String {
    var parts = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for part in target.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
