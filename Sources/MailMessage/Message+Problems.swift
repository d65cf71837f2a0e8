extension Message {
  /// Everything that is wrong with the mail: its form, what its fields of people and its date say,
  /// encodings and charsets; in the order of the mail.
  ///
  /// Every part is decoded for it.
  public func allProblems() -> [MessageProblem] {
    var all = problems
    for name in ["From", "Sender", "Reply-To", "To", "Cc", "Bcc"] {
      all += addresses(name).problems
    }
    if let value = header["Date"], DateTime(mail: value) == nil {
      all.append(MessageProblem(condition: .malformedField("Date"), offset: place(of: "Date")))
    }
    for part in root.allParts where part.parts.isEmpty {
      let isText = part.contentType.mediaType.hasPrefix("text/") || part.division == .unparted
      all += isText ? part.text().problems : part.contents().problems
    }
    return all.sorted { $0.offset < $1.offset }
  }

  private func place(of name: String) -> Int {
    root.headerLines.first { $0.field?.isNamed(name) == true }?.bytes.startIndex ?? 0
  }
}
