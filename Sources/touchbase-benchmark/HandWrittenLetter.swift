import Liquid

/// The letter as one would write it in Swift if there were no other: what a template engine can
/// come near to.
struct HandWrittenLetter {
  private struct Note {
    let text: String
    let date: String?
  }

  private let firstName: String
  private let city: String
  private let company: String?
  private let lastLetter: String?
  private let metAt: String?
  private let topics: [String]
  private let notes: [Note]
  private let isUrgent: Bool
  private let senderName: String
  private let senderRole: String
  private let senderPhone: String

  init(contact: Value, sender: Value) {
    firstName = Self.text(contact, "first_name") ?? ""
    city = Self.text(contact, "city") ?? ""
    company = Self.text(contact, "company")
    lastLetter = Self.text(contact, "last_letter")
    metAt = Self.text(contact, "met_at")
    topics = Self.member(contact, "topics").items.map(\.text)
    notes = Self.member(contact, "notes").items.map { note in
      Note(text: Self.text(note, "text") ?? "", date: Self.text(note, "date"))
    }
    isUrgent = Self.member(contact, "urgent").isTruthy
    senderName = Self.text(sender, "name") ?? ""
    senderRole = Self.text(sender, "role") ?? ""
    senderPhone = Self.text(sender, "phone") ?? ""
  }

  private static func member(_ value: Value, _ name: String) -> Value {
    guard case .object(let object) = value else { return .nil }
    return object[name] ?? .nil
  }

  private static func text(_ value: Value, _ name: String) -> String? {
    let value = member(value, name)
    return value.isNil ? nil : value.text
  }

  func written() -> [UInt8] {
    var letter: [UInt8] = []
    letter.reserveCapacity(2048)
    letter += "Dear ".utf8
    Self.append(capitalized: firstName.isEmpty ? "friend" : firstName, to: &letter)
    letter += ",\n\n".utf8
    appendOpening(to: &letter)
    appendNotes(to: &letter)
    appendEnding(to: &letter)
    return letter
  }

  private func appendOpening(to letter: inout [UInt8]) {
    if let lastLetter {
      letter += "It was good to write to you on ".utf8
      Self.append(day: lastLetter, to: &letter)
      letter +=
        ", and I have been thinking about what you answered ever since. Letters take longer than messages, and I still like them better."
        .utf8
    } else {
      letter +=
        "This is my first letter to you, so let me say at once that I will not write again unless you answer. I like letters better than messages, even when they take longer."
        .utf8
    }
    letter.append(0x0A)
    if let metAt {
      letter += "\nWe met at ".utf8
      letter += metAt.utf8
      letter += ", and you told me about ".utf8
      for (index, topic) in topics.enumerated() {
        if index > 0 { letter += ", ".utf8 }
        letter += topic.utf8
      }
      letter += ". I wrote it all down on the train back to ".utf8
      letter += city.utf8
      letter += ", as one does.\n".utf8
    }
    letter += "\nThese are the things from my notes that I did not want to forget:\n\n".utf8
  }

  private func appendNotes(to letter: inout [UInt8]) {
    for (index, note) in notes.enumerated() {
      letter += String(index + 1).utf8
      letter += ". ".utf8
      Self.append(withoutDashes: note.text, to: &letter)
      if let date = note.date {
        letter += " (noted on ".utf8
        Self.append(day: date, to: &letter)
        letter.append(UInt8(ascii: ")"))
      }
      letter += (index == notes.count - 1 ? ".\n" : ";\n").utf8
    }
    letter.append(0x0A)
  }

  private func appendEnding(to letter: inout [UInt8]) {
    if let company {
      letter += "If ".utf8
      letter += company.utf8
      letter +=
        " is still the right address for parcels, I will send the proofs there; otherwise tell me where you would like to have them."
        .utf8
    }
    letter.append(0x0A)
    if isUrgent {
      letter +=
        "Please forgive the hurry, but could you answer before the end of this week?".utf8
    } else {
      letter +=
        "There is no hurry at all with an answer. Write when you have the time, and until then I wish you a quiet month in "
        .utf8
      letter += city.utf8
      letter.append(UInt8(ascii: "."))
    }
    letter += "\n\nWith kind regards,\n".utf8
    letter += senderName.utf8
    letter.append(0x0A)
    letter += senderRole.lowercased().utf8
    letter += ", ".utf8
    letter += senderPhone.utf8
    letter.append(0x0A)
  }

  private static func append(capitalized name: String, to letter: inout [UInt8]) {
    if name.utf8.allSatisfy({ $0 < 0x80 }) {
      for (index, byte) in name.utf8.enumerated() {
        let isLetter = (0x61...0x7A).contains(byte | 0x20)
        letter.append(!isLetter ? byte : index == 0 ? byte & 0xDF : byte | 0x20)
      }
    } else {
      letter += name.prefix(1).uppercased().utf8
      letter += name.dropFirst().lowercased().utf8
    }
  }

  /// `23 October 2023` of `2023-10-23`.
  private static func append(day: String, to letter: inout [UInt8]) {
    let digits = Array(day.utf8)
    guard digits.count == 10 else { return }
    if digits[8] != 0x30 { letter.append(digits[8]) }
    letter.append(digits[9])
    letter.append(0x20)
    let month = Int(digits[5] - 0x30) * 10 + Int(digits[6] - 0x30)
    letter += months[month - 1].utf8
    letter.append(0x20)
    letter += digits[..<4]
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The text with `, ` for ` - `.
  private static func append(withoutDashes text: String, to letter: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      var index = 0
      while index + 2 < bytes.count {
        if bytes[index] == 0x20, bytes[index + 1] == 0x2D, bytes[index + 2] == 0x20 {
          letter.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
          letter += ", ".utf8
          start = index + 3
          index = start
        } else {
          index += 1
        }
      }
      letter.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }
}
