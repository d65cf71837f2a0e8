import Testing

@testable import Contacts

@Suite struct FirstNameTests {
  @Test(arguments: [
    ("Ada Park", "Ada"), ("Park, Ada", "Ada"), ("Dr. Ada Park", "Ada"),
    ("Prof. Dr. Ada Park", "Ada"),
    ("Ada Park, PhD", "Ada"), ("Park, Dr. Ada", "Ada"), ("Joon", "Joon"), ("ADA PARK", "Ada"),
    ("J. Robert Park", "Robert"), ("William \"Bill\" Harmon", "Bill"),
    ("Robert (Bob) Smith", "Bob"),
    ("Ada Park (she/her)", "Ada"), ("Jean and Bob Olsen", "Jean and Bob"),
    ("Jean-Luc Picard", "Jean-Luc"),
    ("José Álvarez", "José"), ("田中 太郎", "太郎"), ("朴智恩", "朴智恩"), ("🚀 Ada Park", "Ada"),
    ("Ольга Иванова", "Ольга"), ("Olsen, Mrs Jean", "Jean"), ("Ada van der Berg, MBA, PMP", "Ada"),
  ])
  func `the first name is the word one would say`(name: String, first: String) {
    #expect(FirstName.derive(from: name) == first)
  }

  @Test(arguments: [
    "ada@example.net", "Mrs Olsen", "Dr. Park", "A. Park", "A. B. Park", "",
    "Jean Olsen and Bob Park",
    "123", "Herr Dr. Weber",
  ])
  func `there is no first name where one would have to guess`(name: String) {
    #expect(FirstName.derive(from: name) == nil)
  }

  @Test(arguments: [
    ("Nagy Anna", "hu", "Anna"), ("Nguyễn Văn An", "vi", "An"), ("Anna Nagy", "de", "Anna"),
    ("Dr. Nagy Anna", "hu-HU", "Anna"), ("Nagy, Anna", "hu", "Anna"),
  ])
  func `a language may say that the family's name stands first`(
    name: String,
    language: String,
    first: String
  ) {
    #expect(FirstName.derive(from: name, language: language) == first)
  }

  @Test func `an empty first name in the file is nobody's`() throws {
    for (line, first) in [("", "Plumber"), ("first_name: \"\"\n", nil), ("first_name:\n", nil)] {
      let text = "---\nname: Plumber Brothers\n\(line)---\n"
      let file = try ContactFile(path: "contacts/x.md", bytes: Array(text.utf8))
      #expect(try file.contact().firstName == first)
    }
  }

  @Test(arguments: [
    ("Dr. Priya Nair PhD", "Nair"), ("Ada Park", "Park"), ("Park, Ada", "Park"),
    ("山田 太郎", "山田"), ("Joon", ""), ("Mary Ann Smith", "Ann Smith"), ("Mrs Olsen", "Mrs Olsen"),
    ("Ada Park, PhD", "Park"), ("William \"Bill\" Harmon", "William Harmon"),
  ])
  func `the rest of a name is the family's`(name: String, family: String) {
    let first = FirstName.derive(from: name) ?? ""
    #expect(FirstName.familyName(in: name, besides: first) == family)
  }

  @Test(arguments: [
    ("Becker, Tom", "Tom Becker"), ("van der Berg, Ada", "Ada van der Berg"),
    ("Olsen, Mrs Jean", "Mrs Jean Olsen"), ("山田, 太郎", "山田 太郎"),
  ])
  func `a name that is turned round is straightened`(name: String, straight: String) {
    #expect(FirstName.straightened(name) == straight)
  }

  @Test(arguments: [
    "Tom Becker", "Tom Becker, MBA", "Acme, Inc.", "Müller, GmbH", "Ada Park, Printer", "Becker,",
    ", Tom", "Park, Ada, Ames", "Jean, Bob and Ada", "Becker, 12", "a@b, c", "",
  ])
  func `a text that may be something else is left as it is`(name: String) {
    #expect(FirstName.straightened(name) == nil)
  }

  @Test func `given names of a source override only what they must`() {
    #expect(FirstName.override(givenNames: "Mary Ann", fullName: "Mary Ann Smith") == "Mary Ann")
    #expect(FirstName.override(givenNames: "Ada", fullName: "Ada Park") == nil)
    #expect(FirstName.override(givenNames: "A.", fullName: "A. Park") == nil)
    #expect(FirstName.override(givenNames: "Dr. Ada", fullName: "Dr. Ada Park") == nil)
  }
}
