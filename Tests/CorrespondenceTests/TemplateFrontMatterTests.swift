import Testing

@testable import Correspondence

@Suite struct TemplateFrontMatterTests {
  @Test func `the keys above the text are read`() throws {
    let source = """
      ---
      description: For a birthday
      subject: "Happy birthday, {{ contact.first_name }}"
      for: [local, old-friends]
      layout: liquid
      own_words: 40%
      ---
      Hi

      """
    let (matter, text) = try TemplateFrontMatter.read(source, name: "templates/x.liquid")
    #expect(matter.subject == "Happy birthday, {{ contact.first_name }}")
    #expect(matter.description == "For a birthday")
    #expect(matter.groups == ["local", "old-friends"])
    #expect(matter.layout == .liquid)
    #expect(matter.ownWords == 0.4)
    #expect(matter.subjectLine == 3)
    #expect(matter.textLine == 8)
    #expect(text == "Hi\n")
  }

  @Test func `a file without front matter is all text`() throws {
    let (matter, text) = try TemplateFrontMatter.read("Hi\n---\n", name: "x")
    #expect(text == "Hi\n---\n")
    #expect(matter.textLine == 1)
    #expect(matter.layout == .letter)
  }

  @Test(arguments: [
    ("---\nsubject: x\n", "x:1: the front matter has no closing '---'"),
    (
      "---\nsubject: x\nfrom: y\n---\n",
      "x:3: unknown key 'from': it takes subject, description, for, layout, html and own_words"
    ),
    ("---\nown_words: much\n---\n", "x:2: 'own_words' takes a share: 25%"),
    ("---\nlayout: wide\n---\n", "x:2: 'layout' is 'letter' or 'liquid'"),
    ("---\nhtml: maybe\n---\n", "x:2: 'html' is 'true' or 'false'"),
    ("---\n- a\n---\n", "x:2: write one 'key: value' a line"),
    ("---\na: b\nc: \"d\n---\n", "x:3: it is no YAML"),
  ])
  func `broken front matter is named by line`(source: String, message: String) {
    let error = #expect(throws: TemplateError.self) {
      try TemplateFrontMatter.read(source, name: "x")
    }
    #expect(error?.description == message)
  }
}
