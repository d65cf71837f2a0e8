// c: CYaml
// system: CSyncfs CLibarchive=libarchive CLibxml2=libxml-2.0
// modules: MailMessage DurableFiles Threads Yams Contacts
// with: Tests/ContactsTests/MemoryFolder.swift Tests/Fuzzing/FuzzedList.swift
// seeds: shared/contacts/vcard Tests/ContactsTests/Fixtures/import

import Contacts

/// Any bytes as vCards: people are taken in once, with whatever else stands around them.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let card =
    Array("BEGIN:VCARD\nVERSION:3.0\nFN:Ada Park\n".utf8) + bytes + Array("\nEND:VCARD\n".utf8)
  for list in [bytes, card] {
    if let broken = FuzzedList.brokenPromise(list) { fatalError(broken) }
  }
  return 0
}
