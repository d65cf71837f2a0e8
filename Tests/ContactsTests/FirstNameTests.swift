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

  @Test func `given names of a source override only what they must`() {
    #expect(FirstName.override(givenNames: "Mary Ann", fullName: "Mary Ann Smith") == "Mary Ann")
    #expect(FirstName.override(givenNames: "Ada", fullName: "Ada Park") == nil)
    #expect(FirstName.override(givenNames: "A.", fullName: "A. Park") == nil)
    #expect(FirstName.override(givenNames: "Dr. Ada", fullName: "Dr. Ada Park") == nil)
  }
}
