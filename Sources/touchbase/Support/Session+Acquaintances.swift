import Contacts
import Correspondence

extension Session {
  /// Writes into contacts whom they may hear of: `knows: [mark-lee]`.
  ///
  /// A contact that cannot be written is told of, and fails nothing: the letter is approved.
  func remember(_ acquaintances: [String], at contacts: [String]) {
    guard !acquaintances.isEmpty else { return }
    do {
      let store = ContactStore(folder: workspace.contacts, fileSystem: files)
      let book = try store.load()
      for contact in contacts.compactMap({ book[$0] }) {
        let new = acquaintances.filter { !contact.knows.contains($0) && $0 != contact.id }
        guard !new.isEmpty else { continue }
        let values = (contact.knows + new).map { FieldValue.text($0) }
        _ = try store.set("knows", to: .list(values), in: contact)
        output.remark("\(contact.path): noted that they know \(new.joined(separator: ", "))")
      }
    } catch {
      output.warning("whom they know could not be noted: \(error)")
    }
  }
}
