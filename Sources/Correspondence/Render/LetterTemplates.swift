package import DurableFiles
internal import Synchronization
internal import Templates

/// The letters and snippets at hand: the person's own, then those that come with touchbase.
///
/// `name.de.liquid` comes before `name.liquid` for whoever is written to in German. A file is read
/// once; the value is for one run of a command.
package final class LetterTemplates: Sendable {
  private let workspace: Workspace?
  private let fileSystem: any FileSystem
  private let sources = Mutex<[String: TemplateSource?]>([:])
  private static let suffix = ".liquid"
  private static let limit = 1 << 20

  /// Takes the workspace whose `templates/` are the person's own; nil where there is none.
  package init(_ workspace: Workspace?, fileSystem: any FileSystem) {
    self.workspace = workspace
    self.fileSystem = fileSystem
  }

  /// The names of all templates and snippets, sorted, each once; languages are not told apart.
  package func names() throws(FileSystemError) -> [String] {
    let files = try ownFiles() + Templates.files.keys
    let names = files.filter { $0.hasSuffix(Self.suffix) }.map { file in
      String(file.prefix { $0 != "." })
    }
    return Set(names).filter(Self.isName).sorted()
  }

  /// The letters, which are the templates with a subject; snippets have none.
  package func letters() throws -> [TemplateSource] {
    try names().compactMap { name in
      let source = try source(named: name)
      return source.frontMatter.subject == nil ? nil : source
    }
  }

  /// Finds a template, the person's own first.
  ///
  /// - Throws: ``TemplateError`` for a name that is none or leads nowhere, and for a file that
  ///   cannot be read or whose front matter is broken.
  package func source(
    named name: String,
    language: String? = nil
  ) throws(TemplateError) -> TemplateSource {
    guard Self.isName(name) else { throw TemplateError(name, condition: .badName(name)) }
    for file in Self.files(name, language: language) {
      if let source = try cached(file, name: name) { return source }
    }
    throw TemplateError(name, condition: .noSuchTemplate(name, similar: try similar(to: name)))
  }

  private func similar(to name: String) throws(TemplateError) -> String? {
    do {
      return Similarity.closest(to: name, among: try names())
    } catch {
      throw TemplateError("templates", condition: .unreadable(error.description))
    }
  }

  /// The bytes of a template's file.
  ///
  /// - Throws: ``TemplateError`` for a name that is none or leads nowhere.
  package func bytes(named name: String) throws(TemplateError) -> [UInt8] {
    let file = try Self.file(named: name)
    if let bytes = try ownBytes(file) ?? Templates.files[file] { return bytes }
    throw TemplateError(name, condition: .noSuchTemplate(name, similar: try similar(to: name)))
  }

  /// The file of a template's name: `catch-up.liquid`.
  ///
  /// - Throws: ``TemplateError`` for a name that could be a path.
  package static func file(named name: String) throws(TemplateError) -> String {
    guard isName(name) else { throw TemplateError(name, condition: .badName(name)) }
    return name + suffix
  }

  /// The files of a template in all languages.
  package func sources(named name: String) throws(TemplateError) -> [TemplateSource] {
    let own: [String]
    do {
      own = try ownFiles()
    } catch {
      throw TemplateError("templates", condition: .unreadable(error.description))
    }
    let files = Set(own + Templates.files.keys).filter { file in
      file.hasPrefix(name + ".") && file.hasSuffix(Self.suffix)
    }
    var sources: [TemplateSource] = []
    for file in files.sorted() {
      if let source = try cached(file, name: name) { sources.append(source) }
    }
    if sources.isEmpty { sources.append(try source(named: name)) }
    return sources
  }

  /// `name.de-at.liquid`, `name.de.liquid`, `name.liquid`.
  private static func files(_ name: String, language: String?) -> [String] {
    let language = (language ?? "").lowercased().split { $0 == "_" || $0 == "-" }
    let isUsable = language.allSatisfy { $0.utf8.allSatisfy { (97...122).contains($0) } }
    guard isUsable else { return [name + suffix] }
    let tags = (0..<language.count).map { language[...$0].joined(separator: "-") }.reversed()
    return tags.map { "\(name).\($0)\(suffix)" } + [name + suffix]
  }

  private func cached(_ file: String, name: String) throws(TemplateError) -> TemplateSource? {
    if let known = sources.withLock({ $0[file] }) { return known }
    let source = try read(file, name: name)
    sources.withLock { $0[file] = .some(source) }
    return source
  }

  private func read(_ file: String, name: String) throws(TemplateError) -> TemplateSource? {
    let own = try ownBytes(file)
    let path = own == nil ? "built-in \(file)" : "templates/\(file)"
    guard let bytes = own ?? Templates.files[file] else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TemplateError(path, condition: .notUTF8)
    }
    // Lines are counted and joined by LF; a file from elsewhere may end them in CRLF.
    let plain = String(text.map { $0 == "\r\n" ? "\n" : $0 })
    let (matter, body) = try TemplateFrontMatter.read(plain, name: path)
    return TemplateSource(
      name: name,
      path: path,
      isOwn: own != nil,
      language: Self.language(of: file),
      frontMatter: matter,
      text: body
    )
  }

  /// `de` of `catch-up.de.liquid`.
  private static func language(of file: String) -> String? {
    let parts = file.split(separator: ".")
    return parts.count == 3 ? String(parts[1]) : nil
  }

  private func ownBytes(_ file: String) throws(TemplateError) -> [UInt8]? {
    guard let workspace else { return nil }
    do {
      let path = workspace.templates + "/" + file
      return try fileSystem.readFile(path, limit: Self.limit)
    } catch  where error.isNotFound {
      return nil
    } catch {
      throw TemplateError("templates/\(file)", condition: .unreadable(error.description))
    }
  }

  private func ownFiles() throws(FileSystemError) -> [String] {
    guard let workspace else { return [] }
    do {
      return try fileSystem.list(workspace.templates).filter { !$0.hasPrefix(".") }
    } catch  where error.isNotFound {
      return []
    }
  }

  /// Letters, digits, hyphens and underscores: what cannot be a path.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 100
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
  }
}
