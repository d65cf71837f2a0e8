import Contacts
import DurableFiles
import FoundationEssentials
import MailMessage
import TestSupport
import Testing

@Suite struct AddressBookTests {
  private let directory: TemporaryDirectory
  private let store: ContactStore
  private let folder: String

  init() throws {
    directory = try TemporaryDirectory()
    folder = directory.path + "/contacts"
    store = ContactStore(folder: folder, fileSystem: PosixFileSystem())
  }

  @discardableResult
  private func add(_ name: String, email: String? = nil) throws -> Contact {
    var fields = [Field(key: "name", value: .text(name))]
    if let email { fields.append(Field(key: "email", value: .text(email))) }
    return try store.add(fields, to: store.load())
  }

  private func write(_ name: String, _ text: String) throws {
    try PosixFileSystem().makeDirectory(folder)
    try PosixFileSystem().replaceFile("\(folder)/\(name)", with: Array(text.utf8))
  }

  @Test func `a folder that is not there holds nobody`() throws {
    #expect(try store.load().contacts.isEmpty)
  }

  @Test func `a broken file is reported and the others are used`() throws {
    try add("Ada Park")
    try write("broken.md", "---\nname: [\n---\n")
    try write(".hidden.md", "x")
    try write("ada-park.md~", "x")
    try PosixFileSystem().makeDirectory(folder + "/folder.md")
    let book = try store.load()
    #expect(book.contacts.map(\.id) == ["ada-park"])
    #expect(book.problems.map(\.path) == ["contacts/broken.md", "contacts/folder.md"])
  }

  @Test func `people are found by id, name, address or an unambiguous part`() throws {
    for name in ["Ada Park", "Adam Parker", "Łukasz Öst", "Rose Keller", "Rosemary Ost"] {
      try add(name)
    }
    try add("Will Harmon", email: "will@parks.example.org")
    let book = try store.load()
    let expected: [(String, [String])] = [
      ("ada-park", ["ada-park"]), ("ADA PARK", ["ada-park"]), ("ada", ["ada-park", "adam-parker"]),
      ("lukasz", ["łukasz-öst"]), ("ost", ["rosemary-ost", "łukasz-öst"]),
      ("WILL@parks.example.org", ["will-harmon"]), ("parks.ex", ["will-harmon"]),
      ("r keller", ["rose-keller"]), ("park a", ["ada-park", "adam-parker"]), ("nobody", []),
      ("", []),
      ("rose", ["rose-keller", "rosemary-ost"]), ("mary", ["rosemary-ost"]),
    ]
    for (query, ids) in expected {
      let found: [String] =
        switch book.find(query) {
        case .one(let contact): [contact.id]
        case .several(let contacts): contacts.map(\.id)
        case .none: []
        }
      #expect(found == ids, "\(query)")
    }
  }

  @Test func `two people of one name get two files, case aside`() throws {
    #expect(try add("Ada Park").id == "ada-park")
    #expect(try add("ADA park").id == "ada-park-2")
    try write("ADA-PARK-3.md", "broken")
    #expect(try add("Ada  Park").id == "ada-park-4")
  }

  @Test(arguments: [
    "../../etc/passwd", "/etc/passwd", "..", ".", "CON", "nul", "-rf", "a/b\\c", "\u{0}", "😀",
    "\n---\n",
    "\u{1B}]0;x\u{7}", String(repeating: "ä", count: 300), "x.md", "~", "\u{202E}abc",
  ])
  func `nothing leaves the folder whatever somebody is called`(name: String) throws {
    do {
      let contact = try add(name)
      #expect(contact.id.utf8.count <= 110)
      #expect(!contact.name.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x1B })
      #expect(try store.load().contacts.map(\.id) == [contact.id])
    } catch {
      #expect("\(error)" == "\(ContactsError.emptyName)")
    }
    #expect(try PosixFileSystem().list(directory.path).count <= 1)
  }

  @Test func `a file that changed meanwhile is not overwritten`() throws {
    let ada = try add("Ada Park")
    var importer = Importer(book: try store.load())
    try importer.read(file: "a.csv", bytes: Array("Name,City,Organization\nAda Park,Ames,X\n".utf8))
    try write("ada-park.md", "---\nname: Ada Park\norganization: X\n---\n")
    var again = Importer(book: try store.load())
    try again.read(file: "a.csv", bytes: Array("Name,City,Organization\nAda Park,Ames,X\n".utf8))
    let plan = try store.plan(again)
    #expect(plan.report.updated == ["ada-park"])
    try write("ada-park.md", "---\nname: Ada Park\n---\n- mine\n")
    #expect(try store.apply(plan) == [.changedMeanwhile(path: ada.path)])
    let bytes = try PosixFileSystem().readFile(folder + "/ada-park.md")
    #expect(String(decoding: bytes, as: UTF8.self) == "---\nname: Ada Park\n---\n- mine\n")
  }

  @Test func `a note and a key are stored`() throws {
    let ada = try add("Ada Park", email: "ada@example.net")
    let noted = try store.add(NewNote("x #private"), to: ada)
    #expect(noted.notes.map(\.isPrivate) == [true])
    let set = try store.set("no", to: .list([.text("email")]), in: noted)
    #expect(set.no == [.email])
    #expect(try store.load().contacts.first?.notes.count == 1)
  }

  @Test func `a contact with a malformed address is not added`() throws {
    #expect(throws: ContactProblem.self) { try add("Eve", email: "eve@example.com>\r\nBcc: x") }
    #expect(try store.load().contacts.isEmpty)
    let fields = [Field(key: "email", value: .text("joon@example.net"))]
    let joon = try store.add(fields, to: store.load())
    #expect(joon.name == "joon@example.net")
    #expect(joon.firstName == nil)
  }

  @Test func `a contact gets another id, and who names it follows`() throws {
    try add("Ada Park")
    let joon = "---\nname: Joon\nknows: [ada-park, bo] # both\nnot_same_as: ada-park\n---\n"
    try write("joon.md", joon)
    try write("will.md", "---\nname: Will\nknows: ada-park, ada-park-2\n---\n")
    let book = try store.load()
    let ada = try #require(book["ada-park"])
    try store.renameReferences(to: "ada-park", as: "am", in: book)
    try store.rename(ada, to: "am")
    let after = try store.load()
    #expect(after.contacts.map(\.id) == ["am", "joon", "will"])
    let files = PosixFileSystem()
    #expect(
      String(decoding: try files.readFile("\(folder)/joon.md"), as: UTF8.self)
        == "---\nname: Joon\nknows: [am, bo] # both\nnot_same_as: am\n---\n"
    )
    #expect(after["will"]?.knows == ["am", "ada-park-2"])
    let am = try #require(after["am"])
    #expect(throws: ContactsError.alreadyExists(path: "contacts/will.md")) {
      try store.rename(am, to: "will")
    }
  }

  @Test func `a symbolic link is followed by an edit, and the file keeps its mode`() throws {
    try add("Ada Park")
    let files = PosixFileSystem()
    let elsewhere = directory.path + "/ada.md"
    try files.rename("\(folder)/ada-park.md", to: elsewhere)
    let opened = try files.open(elsewhere, .reading)
    try files.setMode(opened, 0o640)
    try files.close(opened)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/ada-park.md",
      withDestinationPath: "../ada.md"
    )
    let ada = try #require(try store.load()["ada-park"])
    _ = try store.set("city", to: .text("Ames"), in: ada)
    #expect(try files.readLink("\(folder)/ada-park.md") == "../ada.md")
    #expect(try files.status(elsewhere)?.mode == 0o640)
    #expect(try store.load()["ada-park"]?.city == "Ames")
  }
}
