/// A template's file: the person's own, or one that comes with touchbase.
package struct TemplateSource: Hashable, Sendable {
  /// Without language and ending: `catch-up`.
  package let name: String
  /// The file as people see it: `templates/catch-up.liquid`, or `built-in catch-up.liquid`.
  package let path: String
  package let isOwn: Bool
  /// What stands between name and ending: `de` of `catch-up.de.liquid`; nil for any language.
  package let language: String?
  package let frontMatter: TemplateFrontMatter
  /// The text below the front matter.
  package let text: String
}

extension TemplateSource {
  /// A template in any file.
  ///
  /// - Throws: ``TemplateError`` for one that is not UTF-8, or whose front matter is broken.
  package init(file bytes: [UInt8], path: String) throws(TemplateError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TemplateError(path, condition: .notUTF8)
    }
    let plain = String(text.map { $0 == "\r\n" ? "\n" : $0 })
    let (matter, body) = try TemplateFrontMatter.read(plain, name: path)
    self.init(
      name: path,
      path: path,
      isOwn: true,
      language: nil,
      frontMatter: matter,
      text: body
    )
  }
}
