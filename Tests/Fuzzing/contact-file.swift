// c: CYaml
// system: CSyncfs CLibarchive=libarchive CLibxml2=libxml-2.0
// modules: MailMessage DurableFiles Threads Yams Contacts
// seeds: Tests/ContactsTests/Fixtures/broken examples

@testable import Contacts

/// Any bytes as a contact's file, and as its front matter: what can be read can be edited, and
/// everything else stays.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let head = Array("---\nname: Ada Park\n".utf8)
  for file in [bytes, head + bytes + Array("\n---\n- a note\n".utf8)] { check(file) }
  let news = NewsFile(path: "news.md", bytes: bytes)
  precondition(news.items.isEmpty || news.items.allSatisfy { !$0.text.isEmpty })
  return 0
}

private func check(_ bytes: [UInt8]) {
  let read = Result { () throws(ContactProblem) in
    let file = try ContactFile(path: "contacts/ada-park.md", bytes: bytes)
    return (file, try file.contact())
  }
  guard case .success(let (file, contact)) = read else {
    if case .failure(let problem) = read { precondition(problem.line >= 1 && problem.column >= 1) }
    return
  }
  precondition(!contact.name.isEmpty)
  checkIndex(contact)
  for key in ["city", "email", "name"] {
    let edited = Result { () throws(ContactsError) in
      try file.setting(key, to: .text("ada@example.net"))
    }
    // An edit that is made keeps all other keys and the notes; one that would not is refused.
    guard case .success(let after) = edited else { continue }
    precondition(after.body == file.body)
    precondition(after.bytes.count > 0)
  }
  checkNote(file, contact)
}

private func checkNote(_ file: ContactFile, _ contact: Contact) {
  let added = Result { () throws -> (ContactFile, Contact) in
    let after = try file.appending(try NewNote("something new"))
    return (after, try after.contact())
  }
  guard case .success(let (after, edited)) = added else {
    precondition(file.bytes.count > ContactText.sizeLimit - 100)
    return
  }
  precondition(edited.fields == contact.fields)
  precondition(edited.notes.count == contact.notes.count + 1)
  precondition(after.bytes.starts(with: file.bytes.prefix(file.bytes.count / 2)))
}

/// What the index keeps is what was read.
private func checkIndex(_ contact: Contact) {
  var writer = PackedWriter()
  contact.pack(into: &writer)
  var reader = PackedReader(writer.bytes)
  let again = Result { () throws(PackedReader.Damage) in
    try Contact(id: contact.id, from: &reader)
  }
  guard case .success(let kept) = again else { fatalError("the index cannot be read") }
  precondition(kept.fields == contact.fields && kept.notes == contact.notes)
  precondition(kept.name == contact.name && kept.emails == contact.emails)
}
