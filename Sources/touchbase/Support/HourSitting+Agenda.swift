import Contacts
import Correspondence

extension HourSitting {
  /// Lets the person leave somebody out of this hour, or take somebody in.
  mutating func change(_ agenda: inout HourAgenda) throws -> Course {
    let book = try session.addressBook()
    while true {
      agenda.show(output, book)
      output.line("A number leaves somebody out, a name takes somebody in. Empty: go on.")
      guard let line = prompt.line() else { return .stop }
      if line.isEmpty { break }
      if let number = Int(line) {
        try leaveOut(number, &agenda)
      } else {
        takeIn(line, &agenda, book)
      }
    }
    output.line()
    output.line("Agenda: \(agenda.words).")
    return .on
  }

  private mutating func leaveOut(_ number: Int, _ agenda: inout HourAgenda) throws {
    guard agenda.items.indices.contains(number - 1) else {
      return output.line("There is no \(number) in the list.", style: .warning)
    }
    notebook.passed.formUnion(agenda.items.remove(at: number - 1).contacts)
    try notebook.save(session)
  }

  private mutating func takeIn(_ name: String, _ agenda: inout HourAgenda, _ book: AddressBook) {
    switch book.find(name) {
    case .one(let contact):
      guard !agenda.items.contains(where: { $0.contacts.contains(contact.id) }) else {
        return output.line("\(contact.name) is in the list.", style: .warning)
      }
      guard let touch = agenda.touch(contact, session) else {
        return output.line(
          "\(contact.name) cannot be reached, or is to be left alone.",
          style: .warning
        )
      }
      notebook.passed.remove(contact.id)
      agenda.items.append(HourAgenda.Item(touch: touch))
    case .several(let people):
      let names = people.prefix(5).map(\.name).joined(separator: ", ")
      output.line("'\(name)' could be \(names): say which.", style: .warning)
    case .none:
      output.line("Nobody is called '\(name)'.", style: .warning)
    }
  }
}
