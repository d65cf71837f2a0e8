import Contacts
import Correspondence
import DurableFiles
import MailMessage

extension Session {
  /// Adds something that happened elsewhere to the history.
  func record(
    _ kind: HistoryEntry.Kind,
    with people: [Contact],
    reached: Bool = true,
    at moment: DateTime? = nil,
    text: String? = nil,
    used: Used = Used()
  ) throws {
    let file = HistoryFile(workspace, fileSystem: files)
    let count = try file.load().lineCount - 1
    let moment = moment ?? clock.now
    // Two calls to one person in one second are two.
    let ids = people.map(\.id)
    let id = "\(kind.rawValue)-\(ids.joined(separator: "+"))-\(moment.secondsSinceEpoch)-\(count)"
    var entry = HistoryEntry(id: id, kind: kind, contacts: ids, at: moment)
    entry.reached = reached
    entry.text = text
    entry.used = used
    try file.append([entry])
  }

  /// Adds a note to a contact as it is on the disk now.
  func addNote(_ text: String, promise: Bool, to id: String) throws {
    let store = ContactStore(folder: workspace.contacts, fileSystem: files)
    guard let contact = try readContacts()[id] else { return }
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

  /// The key of a contact under which the day stands until which they are left alone.
  static let snoozeKey = "snooze"

  /// Leaves somebody alone until a day; nil takes that back.
  func snooze(_ contact: Contact, until day: CalendarDay?) throws {
    let store = ContactStore(folder: workspace.contacts, fileSystem: files)
    let value = day.map { FieldValue.text($0.description) } ?? .null
    _ = try store.set(Self.snoozeKey, to: value, in: contact)
  }

  /// The day until which somebody is left alone who is not to be met in this hour: that of the next
  /// one, or in three weeks where nobody knows when that will be.
  var skipDay: CalendarDay {
    configuration.hourRule?.hours(around: clock.today).next ?? clock.today.adding(days: 21)
  }
}
