/// What an import did, or would do.
package struct ImportReport: Sendable {
  /// Ids of the people that are new, in the order of the list.
  package internal(set) var added: [String] = []
  /// Ids of the people about whom something was added or renewed.
  package internal(set) var updated: [String] = []
  /// What is added or renewed about these people.
  package internal(set) var changes: [Change] = []
  package internal(set) var unchanged: [String] = []
  /// Rows that were not taken.
  package internal(set) var skipped: [SkippedRow] = []
  /// Rows that were taken and that somebody should look at.
  package internal(set) var doubtful: [DoubtfulRow] = []
  /// The first three people as they were understood, found or not found in the contacts.
  package internal(set) var firstPeople: [Contact] = []
  /// What the columns of each file were taken for.
  package internal(set) var columns: [UnderstoodColumn] = []

  /// A column and the key its cells went to; nil when they went to `more:`.
  package struct UnderstoodColumn: Hashable, Sendable {
    package let file: String
    package let name: String
    package let field: ImportField?
  }

  /// What is added or renewed about one person.
  package struct Change: Hashable, Sendable {
    /// The id.
    package let contact: String
    package let keys: [String]
    /// How many notes are new.
    package let notes: Int
  }

  /// A row that was not taken.
  package struct SkippedRow: Hashable, Sendable {
    package let file: String
    package let line: Int
    package let reason: SkipReason
  }

  /// A row that was taken, and what is doubtful about it.
  package struct DoubtfulRow: Hashable, Sendable {
    package let file: String
    package let line: Int
    /// The id of the contact the row went to.
    package let contact: String
    package let doubt: Doubt
  }

  /// Why a row was not taken.
  package enum SkipReason: Hashable, Sendable {
    case neitherNameNorAddress
    case malformedAddressOnly(String, reason: String)
    case quoteNotClosed
    case fieldTooLong(limit: Int)
    case tooManyFields(limit: Int)
    /// More than one contact file holds.
    case tooMuchForOnePerson
    case tooManyRowsOfOnePerson(limit: Int)
    case cardNotClosed
    /// Only a part of what is known of somebody else: a relative's name.
    case partOfAnother
    case malformedYAML(String)
    /// Words that should be addresses.
    case noAddress(String, reason: String)
    /// Text that stands before the first person of a list.
    case nobodys(String)
    /// A file of an archive that holds no list.
    case noList(reason: String)
    /// A file of an archive that is one itself.
    case archiveInArchive
    /// An entry that lists others.
    case groupOfCards
    /// It tells of the person of an earlier line, to whom it was added.
    case sameAs(line: Int, file: String)
    /// The file that the person may be in cannot be read.
    case brokenContact(path: String)
    /// The person's file could not be edited.
    case notEditable(reason: String)
  }

  /// What is doubtful about a row.
  package enum Doubt: Hashable, Sendable {
    /// Somebody of this name is there already, and nothing says that it is the same person.
    case sameName(as: String)
    /// Somebody of another name has this address.
    case sharedAddress(with: String)
    /// It is kept under `more:`.
    case malformedAddress(String, reason: String)
  }
}

extension ImportReport.SkipReason: CustomStringConvertible {
  /// The reason as a person reads it.
  package var description: String {
    switch self {
    case .neitherNameNorAddress: "neither a name nor an address"
    case .malformedAddressOnly(let text, let reason):
      "no name, and '\(PlainText.shown(text, limit: 60))' is not an address: \(reason)"
    case .quoteNotClosed: "a quote is opened and never closed"
    case .fieldTooLong(let limit): "a field is longer than \(limit / 1_048_576) MiB"
    case .tooManyFields(let limit): "the record has more than \(limit) fields"
    case .tooMuchForOnePerson: "more than fits into one contact; keep long texts elsewhere"
    case .tooManyRowsOfOnePerson(let limit): "more than \(limit) rows of one person"
    case .cardNotClosed: "the card has no 'END:VCARD'"
    case .noAddress(let text, let reason):
      "'\(PlainText.shown(text, limit: 60))' is not an address: \(reason)"
    case .partOfAnother: "mentioned with somebody else, and no contact of its own"
    case .malformedYAML(let reason): "not the YAML that khard writes: \(reason)"
    case .nobodys(let text): "'\(PlainText.shown(text, limit: 60))' tells of nobody"
    case .noList(let reason): reason
    case .archiveInArchive: "an archive in the archive; take it out and import it by itself"
    case .groupOfCards: "a list of others, no person"
    case .sameAs(let line, let file):
      "a second row for the person of \(file):\(line), to whom it was added"
    case .brokenContact(let path): "'\(path)' cannot be read; mend it first"
    case .notEditable(let reason): reason
    }
  }
}

extension ImportReport.Doubt: CustomStringConvertible {
  /// The doubt as a person reads it.
  package var description: String {
    switch self {
    case .sameName(let id): "has the name of '\(id)', who may be somebody else; kept apart"
    case .sharedAddress(let id): "has an address of '\(id)' but another name; kept apart"
    case .malformedAddress(let text, let reason):
      "'\(PlainText.shown(text, limit: 60))' is not an address: \(reason); kept under more"
    }
  }
}
