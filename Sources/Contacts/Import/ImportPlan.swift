internal import MailMessage

/// What an import writes, and the report about it.
package struct ImportPlan: Sendable {
  /// A file to be written.
  package struct Write: Sendable {
    /// Relative to the workspace.
    package let path: String
    /// What the file must hold now; nil where it must not exist.
    package let before: [UInt8]?
    package let after: [UInt8]
  }

  package private(set) var report: ImportReport
  package private(set) var writes: [Write] = []

  init(report: ImportReport) {
    self.report = report
  }

  mutating func skip(_ file: String, _ line: Int, _ reason: ImportReport.SkipReason) {
    report.skipped.append(ImportReport.SkippedRow(file: file, line: line, reason: reason))
  }

  mutating func doubt(_ file: String, _ line: Int, _ contact: String, _ doubt: ImportReport.Doubt) {
    report.doubtful.append(
      ImportReport.DoubtfulRow(file: file, line: line, contact: contact, doubt: doubt)
    )
  }

  /// Plans a new file; false when what is told of the person does not fit into one.
  mutating func create(path: String, person: ImportedPerson, day: CalendarDay?) -> Bool {
    let fields = ContactUpdate.fieldsOfNewFile(for: person, day: day)
    let made = Result { () throws(ContactProblem) in
      let file = try ContactFile(path: path, fields: fields, notes: person.notes)
      return (file.bytes, try file.contact())
    }
    guard case .success(let (bytes, contact)) = made else { return false }
    writes.append(Write(path: path, before: nil, after: bytes))
    report.added.append(contact.id)
    show(contact)
    return true
  }

  mutating func update(
    _ contact: Contact,
    with person: ImportedPerson,
    bytes: (String) throws -> [UInt8],
    skipped: (ImportReport.SkipReason) -> ImportReport.SkippedRow
  ) throws {
    guard !ContactUpdate(of: contact, with: person).isEmpty else {
      report.unchanged.append(contact.id)
      show(contact)
      return
    }
    let before = try bytes(contact.path)
    do {
      var file = try ContactFile(path: contact.path, bytes: before)
      // The file may have been edited since the address book was read.
      let update = ContactUpdate(of: try file.contact(), with: person)
      for field in update.settings { file = try file.setting(field.key, to: field.value) }
      for note in update.notes { file = try file.appending(note) }
      show(try file.contact())
      writes.append(Write(path: contact.path, before: before, after: file.bytes))
      report.updated.append(contact.id)
      let keys = update.settings.map(\.key).filter { $0 != ImportedDigests.key }
      report.changes.append(
        ImportReport.Change(contact: contact.id, keys: keys, notes: update.notes.count)
      )
    } catch {
      report.skipped.append(skipped(.notEditable(reason: "\(error)")))
    }
  }

  private mutating func show(_ contact: Contact) {
    if report.firstPeople.count < 3 { report.firstPeople.append(contact) }
  }
}
