import Correspondence
import DurableFiles
import Testing

@Suite struct LetterTemplatesTests {
  static func folder(_ files: [String: String]) throws -> (TemporaryFolder, LetterTemplates) {
    let folder = try TemporaryFolder()
    try folder.fileSystem.makeDirectory(folder.workspace.templates)
    for (name, text) in files {
      let path = folder.workspace.templates + "/" + name
      try folder.fileSystem.createFile(path, with: Array(text.utf8))
    }
    return (folder, LetterTemplates(folder.workspace, fileSystem: folder.fileSystem))
  }

  @Test func `the person's own come before those that come with touchbase`() throws {
    let (folder, templates) = try Self.folder(["sign-off.liquid": "Yours,\r\nSam\r\n"])
    let own = try templates.source(named: "sign-off")
    #expect(own.text == "Yours,\nSam\n")
    #expect(own.path == "templates/sign-off.liquid")
    #expect(try templates.source(named: "greeting").path == "built-in greeting.liquid")
    #expect(try templates.names().contains("sign-off"))
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: [
    ("de", "German"), ("de-AT", "Austrian"), ("de_CH", "German"), ("fr", "English"),
    ("../x", "English"), (nil, "English"),
  ])
  func `a language finds its file`(language: String?, text: String) throws {
    let (folder, templates) = try Self.folder([
      "a.liquid": "English", "a.de.liquid": "German", "a.de-at.liquid": "Austrian",
    ])
    #expect(try templates.source(named: "a", language: language).text == text)
    withExtendedLifetime(folder) {}
  }

  @Test(arguments: [
    ("catchup", "catchup: there is no template 'catchup'", "did you mean 'catch-up'?"),
    ("../secret", "../secret: '../secret' is no template's name: letters, digits and hyphens", ""),
    ("", ": '' is no template's name: letters, digits and hyphens", ""),
  ])
  func `a name that leads nowhere is said so`(name: String, message: String, hint: String) {
    let templates = LetterTemplates(nil, fileSystem: PosixFileSystem())
    let error = #expect(throws: TemplateError.self) { try templates.source(named: name) }
    #expect(error?.description == message)
    let found = error?.hint ?? ""
    #expect(found.hasPrefix(hint))
  }

  @Test func `the wording has all variants and snippets and no tags`() throws {
    let wording = try LetterTemplates(nil, fileSystem: PosixFileSystem()).wording(of: "hello").text
    for text in [
      "only wanted to say hello", "good to sit down", "All the best,", "What has stayed",
    ] {
      #expect(wording.contains(text))
    }
    for mark in ["{{", "{%", "salutation", "personal"] { #expect(!wording.contains(mark)) }
  }

  @Test func `snippets that render one another end`() throws {
    let (folder, templates) = try Self.folder([
      "a.liquid": "A {%- render 'b', x: 1 -%} { {{ x }",
      "b.liquid": "B {% render \"a\" %}{% render 'gone' %}",
    ])
    let wording = try templates.wording(of: "a").text
    #expect(wording.contains("A") && wording.contains("B"))
    withExtendedLifetime(folder) {}
  }
}
