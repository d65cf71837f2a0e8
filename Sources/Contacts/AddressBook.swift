/// Everybody in the folder `contacts/`.
package struct AddressBook: Sendable {
  /// The people whose files could be understood, sorted by id.
  package let contacts: [Contact]
  /// What could not be understood, by path and line; a file that is no contact at all is only here.
  package let problems: [ContactProblem]
  /// The ids of all files, those not understood included, as ``PlainText/idKey(_:)`` has them.
  let takenIDs: Set<String>

  /// Puts people together; `takenIDs` names files beyond theirs.
  package init(contacts: [Contact], problems: [ContactProblem] = [], takenIDs: Set<String> = []) {
    self.contacts = Self.sorted(contacts)
    self.problems = problems.sorted {
      ($0.path, $0.line, $0.column) < ($1.path, $1.line, $1.column)
    }
    self.takenIDs = takenIDs.union(contacts.map { Self.idKey($0.id) })
  }

  /// The contact with an id, exactly.
  package subscript(id: String) -> Contact? {
    contacts.first { $0.id == id }
  }

  /// Contacts mostly come in order, and looking costs less than sorting.
  private static func sorted(_ contacts: [Contact]) -> [Contact] {
    let isInOrder = zip(contacts, contacts.dropFirst()).allSatisfy {
      !$1.id.utf8.lexicographicallyPrecedes($0.id.utf8)
    }
    return isInOrder
      ? contacts : contacts.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
  }

  /// An id without regard to case: what must differ between two files of the folder.
  static func idKey(_ id: String) -> String {
    id.lowercased()
  }
}
