// c: CYaml
// system: CSyncfs CLibarchive=libarchive CLibxml2=libxml-2.0
// modules: MailMessage DurableFiles Threads Yams Contacts
// with: Tests/ContactsTests/MemoryFolder.swift Tests/Fuzzing/FuzzedList.swift
// seeds: shared/contacts/csv Tests/ContactsTests/Fixtures/import

import Contacts

/// Any bytes as separated values: records come out as they go in, and people are taken in once.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let text = TextDecoding.utf8(bytes)
  for delimiter in ",;\t|".utf8 { checkRecords(text, delimiter: delimiter) }
  if let broken = FuzzedList.brokenPromise(bytes) { fatalError(broken) }
  return 0
}

/// What was read as a record is read again from its fields in quotes.
private func checkRecords(_ text: [UInt8], delimiter: UInt8) {
  var reader = CSVReader(utf8: text, delimiter: delimiter)
  var lastLine = 0
  while let row = reader.next() {
    switch row {
    case .broken(_, let line):
      precondition(line > lastLine)
      lastLine = line
    case .record(let fields, let line):
      precondition(line > lastLine)
      lastLine = line
      let quoted = fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
      let separator = String(decoding: [delimiter], as: UTF8.self)
      var again = CSVReader(
        utf8: Array(quoted.joined(separator: separator).utf8),
        delimiter: delimiter
      )
      precondition(again.next() == .record(fields, line: 1))
      precondition(again.next() == nil)
    }
  }
}
