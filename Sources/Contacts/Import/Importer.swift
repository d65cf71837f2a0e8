internal import DurableFiles
package import MailMessage

/// Takes in lists of people and says what they would change in the contacts.
///
/// Importing the same files again gives a plan without changes. Rows that tell of one person are
/// taken together; the first of them wins.
package struct Importer {
  /// A person of this import, and the contact they are if there is one.
  private struct Member {
    let contact: Contact?
    var person: ImportedPerson
    let file: String
    let line: Int
    var rows = 1
    var doubts: [(file: String, line: Int, doubt: PeopleIndex.Match)] = []
    var malformed: [(file: String, line: Int, text: String, reason: String)] = []
  }

  private let book: AddressBook
  private let mapping: ColumnMapping
  private let today: CalendarDay?
  private var index: PeopleIndex
  private var members: [Member] = []
  private var memberOfContact: [Int: Int] = [:]
  private var report = ImportReport()

  /// Above so many new people their first letters are spread over the time to come.
  private static let massLimit = 20
  // Each row is compared with what the others of its person said.
  private static let rowLimit = 200

  /// Begins an import.
  ///
  /// - Parameters:
  ///   - book: Everybody there is.
  ///   - mapping: What the user says about the columns.
  ///   - today: Put into the files of many new people, so that not all of them are due today.
  package init(
    book: AddressBook,
    mapping: ColumnMapping = .none,
    today: CalendarDay? = nil
  ) {
    self.book = book
    self.today = today
    self.mapping = mapping
    self.index = PeopleIndex(contacts: book.contacts)
  }

  /// Takes in the rows of one file, whose format is found out from its content.
  ///
  /// - Parameters:
  ///   - file: The name by which report and errors call the file.
  ///   - bytes: The whole file.
  /// - Throws: ``ContactsError`` when the file as a whole cannot be taken; nothing of it counts.
  package mutating func read(file: String, bytes: [UInt8]) throws(ContactsError) {
    for (name, list) in try ImportList.lists(in: bytes, file: file, mapping: mapping) {
      take(list, file: name)
    }
  }

  private mutating func take(_ list: ImportList, file: String) {
    report.columns += list.columns.map {
      ImportReport.UnderstoodColumn(file: file, name: $0.name, field: $0.field)
    }
    for entry in list.entries {
      switch entry {
      case .skipped(let reason, let line): skip(file, line, reason)
      case .person(let cells, let line): take(ImportRow(cells), file: file, line: line)
      }
    }
  }

  private mutating func skip(_ file: String, _ line: Int, _ reason: ImportReport.SkipReason) {
    report.skipped.append(ImportReport.SkippedRow(file: file, line: line, reason: reason))
  }

  private mutating func take(_ row: ImportRow, file: String, line: Int) {
    guard !row.isBlank else { return }
    guard let person = row.person else {
      let malformed = row.malformedAddresses.first
      skip(
        file,
        line,
        malformed.map { .malformedAddressOnly($0.text, reason: $0.reason) }
          ?? .neitherNameNorAddress
      )
      return
    }
    let match = index.match(person)
    let member = place(person, match: match, file: file, line: line)
    for (text, reason) in row.malformedAddresses {
      members[member].malformed.append((file, line, text, reason))
    }
  }

  /// Finds or makes the member that a row tells of, and adds the row to it.
  private mutating func place(
    _ person: ImportedPerson,
    match: PeopleIndex.Match,
    file: String,
    line: Int
  ) -> Int {
    switch match {
    case .same(.imported(let number)):
      fill(number, from: person, file: file, line: line)
      return number
    case .same(.contact(let number)):
      if let member = memberOfContact[number] {
        fill(member, from: person, file: file, line: line)
        return member
      }
      let contact = book.contacts[number]
      members.append(Member(contact: contact, person: person, file: file, line: line))
      memberOfContact[number] = members.count - 1
    case .none:
      members.append(Member(contact: nil, person: person, file: file, line: line))
    case .sameName, .sharedAddress:
      members.append(Member(contact: nil, person: person, file: file, line: line))
      members[members.count - 1].doubts.append((file, line, match))
    }
    remember(person, as: members.count - 1)
    return members.count - 1
  }

  private mutating func fill(
    _ member: Int,
    from person: ImportedPerson,
    file: String,
    line: Int
  ) {
    guard members[member].rows < Self.rowLimit else {
      return skip(file, line, .tooManyRowsOfOnePerson(limit: Self.rowLimit))
    }
    members[member].rows += 1
    members[member].person.fill(from: person)
    remember(person, as: member)
    let first = members[member]
    // Two files may well tell of one person; two rows of one file are worth a word.
    guard first.file == file else { return }
    skip(file, line, .sameAs(line: first.line, file: first.file))
  }

  private mutating func remember(_ person: ImportedPerson, as member: Int) {
    index.add(
      .imported(member),
      name: person.name,
      organization: person.text("organization"),
      emails: person.emails,
      rows: person.rows
    )
  }
}

extension Importer {
  /// Says what is to be written, and what the report will be.
  ///
  /// - Parameters:
  ///   - folder: What the folder of the contacts is called in a workspace.
  ///   - read: Gives the bytes of a contact file by its path in the workspace.
  /// - Returns: The plan; nothing is written yet.
  /// - Throws: What `read` throws.
  package func plan(
    folder: String = AddressBook.folderName,
    read: (_ path: String) throws -> [UInt8]
  ) throws -> ImportPlan {
    var plan = ImportPlan(report: report)
    var ids = FileIDs(taken: book.takenIDs)
    let brokenIDs = book.takenIDs.subtracting(book.contacts.map { AddressBook.idKey($0.id) })
    var idOfMember: [Int: String] = [:]
    let day = members.count { $0.contact == nil } > Self.massLimit ? today : nil
    for (number, member) in members.enumerated() {
      let stem = SafeFileName.stem(for: member.person.name)
      if let contact = member.contact {
        try plan.update(contact, with: member.person, bytes: read) { reason in
          ImportReport.SkippedRow(file: member.file, line: member.line, reason: reason)
        }
        idOfMember[number] = contact.id
      } else if brokenIDs.contains(AddressBook.idKey(stem)) {
        plan.skip(member.file, member.line, .brokenContact(path: "\(folder)/\(stem).md"))
      } else {
        let id = ids.next(stem)
        if plan.create(path: "\(folder)/\(id).md", person: member.person, day: day) {
          idOfMember[number] = id
        } else {
          plan.skip(member.file, member.line, .tooMuchForOnePerson)
        }
      }
    }
    reportDoubts(to: &plan, idOfMember: idOfMember)
    return plan
  }

  private func reportDoubts(to plan: inout ImportPlan, idOfMember: [Int: String]) {
    func id(of key: PeopleIndex.Key) -> String {
      switch key {
      case .contact(let number): book.contacts[number].id
      case .imported(let number): idOfMember[number] ?? ""
      }
    }
    for (number, member) in members.enumerated() {
      guard let own = idOfMember[number] else { continue }
      for entry in member.doubts {
        switch entry.doubt {
        case .sameName(let key):
          plan.doubt(entry.file, entry.line, own, .sameName(as: id(of: key)))
        case .sharedAddress(let key):
          plan.doubt(entry.file, entry.line, own, .sharedAddress(with: id(of: key)))
        case .same, .none: break
        }
      }
      for entry in member.malformed {
        let doubt = ImportReport.Doubt.malformedAddress(entry.text, reason: entry.reason)
        plan.doubt(entry.file, entry.line, own, doubt)
      }
    }
  }
}
