import Correspondence
import DurableFiles
import FoundationEssentials
import MailMessage

/// Where an hour stands, so that it can be stopped and gone on with: `.touchbase/hour.json`.
struct HourNotebook: Codable {
  private var version = 1
  /// When the hour began.
  let began: DateTime
  let minutes: Int
  /// Ids of those who were met, or are left alone this time.
  var passed: Set<String> = []
  /// A call, a visit or a message that happened, and of which the history does not tell yet.
  var meeting: Meeting?
  /// What was promised, and to whom.
  var promises: [Promise] = []
  /// Whether the questions at the beginning were answered.
  var isOpened = false
  /// Whether the person chose to go on when the time was up.
  var goesOn = false

  struct Promise: Codable {
    let name: String
    let text: String
  }

  struct Meeting: Codable {
    /// When it was; notes of an older version do not tell.
    let at: DateTime?
    let kind: String
    let contact: String
    let used: String

    init(at: DateTime, kind: String, contact: String, used: Used) {
      self.at = at
      self.kind = kind
      self.contact = contact
      self.used = used.description
    }
  }

  init(began: DateTime, minutes: Int) {
    self.began = began
    self.minutes = minutes
  }

  /// Whether the hour that was begun goes on.
  func isOpen(at now: DateTime) -> Bool {
    (1...minutes).contains(minutesLeft(at: now))
  }

  /// Minutes from a moment to the end; below 0 where it is past.
  func minutesLeft(at now: DateTime) -> Int {
    minutes - Int((now.secondsSinceEpoch - began.secondsSinceEpoch) / 60)
  }

  private static func path(_ session: Session) -> String {
    session.workspace.cache + "/hour.json"
  }

  /// The notes of the last hour that did not come to its end; nil where there are none, or they are
  /// unreadable.
  static func last(_ session: Session) throws -> HourNotebook? {
    guard try session.files.exists(path(session)) else { return nil }
    let bytes = try session.files.readFile(path(session), limit: 1 << 20)
    guard let notebook = try? JSONDecoder().decode(HourNotebook.self, from: Data(bytes)) else {
      session.output.warning("the notes of the last hour cannot be read; a new one begins")
      return nil
    }
    return notebook
  }

  func save(_ session: Session) throws {
    try session.files.makeDirectory(session.workspace.cache)
    try session.files.replaceFile(Self.path(session), with: Array(JSONEncoder().encode(self)))
  }

  static func remove(_ session: Session) throws {
    if try session.files.exists(path(session)) { try session.files.removeFile(path(session)) }
  }
}
