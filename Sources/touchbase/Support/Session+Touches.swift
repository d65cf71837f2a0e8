import Contacts
import Correspondence
import DurableFiles
import MailMessage

extension Session {
  /// Adds something that happened elsewhere to the history.
  func record(
    _ kind: HistoryEntry.Kind,
    with contact: Contact,
    reached: Bool = true,
    at moment: DateTime? = nil,
    text: String? = nil,
    used: Used = Used()
  ) throws {
    let file = HistoryFile(workspace, fileSystem: files)
    let count = try file.load().lineCount - 1
    let moment = moment ?? clock.now
    // Two calls to one person in one second are two.
    let id = "\(kind.rawValue)-\(contact.id)-\(moment.secondsSinceEpoch)-\(count)"
    var entry = HistoryEntry(id: id, kind: kind, contacts: [contact.id], at: moment)
    entry.reached = reached
    entry.text = text
    entry.used = used
    try file.append([entry])
  }

  /// Adds a note to a contact as it is on the disk now.
  func addNote(_ text: String, promise: Bool, to id: String) throws {
    let store = ContactStore(folder: workspace.contacts, fileSystem: files)
    guard let contact = try store.load()[id] else { return }
    let note = try NewNote(text, date: promise ? nil : clock.today, promise: promise)
    _ = try store.add(note, to: contact)
  }

  /// Adds a sentence to the user's own news.
  func addNews(_ sentence: String) throws {
    let path = workspace.news
    let bytes = try files.exists(path) ? try files.readFile(path) : []
    let news = NewsFile(path: workspace.relative(path), bytes: bytes)
    let note = try NewNote(sentence, date: clock.today)
    try files.replaceFile(path, with: try news.appending(note))
  }

  /// Leaves somebody alone until a day.
  func snooze(_ contact: Contact, until day: CalendarDay) throws {
    let store = ContactStore(folder: workspace.contacts, fileSystem: files)
    _ = try store.set("snooze", to: .text(day.description), in: contact)
  }
}
