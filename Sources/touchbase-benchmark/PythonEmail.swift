/// Python's `email`, measured within Python, without its start.
struct PythonEmail {
  let milliseconds: Int

  /// The seconds that composing and reading of a mail take; nil where there is no Python.
  func seconds(_ sample: MessageSample) throws -> (composing: Double, reading: Double)? {
    let arguments = [
      "python3", "-c", Self.script, String(milliseconds), sample.subject, sample.recipient,
      sample.text, String(sample.attachment.count),
    ]
    guard let output = try ProgramOutput.text(of: arguments) else { return nil }
    let numbers = output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard numbers.count == 2 else {
      throw Contestant.Failure(description: "Python's email said '\(output)'")
    }
    return (numbers[0], numbers[1])
  }

  private static let script = """
    import sys, time, random, datetime, email, email.policy, email.utils
    from email.message import EmailMessage
    from email.headerregistry import Address
    limit, subject, name, text, size = int(sys.argv[1]) / 1000, *sys.argv[2:5], int(sys.argv[5])
    data = random.Random(1).randbytes(size)
    date = datetime.datetime(2026, 11, 21, 9, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
    def compose():
      mail = EmailMessage()
      mail["Date"] = date
      mail["From"] = Address("Sam Rivera", "sam", "example.org")
      mail["To"] = Address(name, "ada", "example.net")
      mail["Subject"] = subject
      mail["Message-ID"] = "<20261121.7f3k2abc@example.org>"
      mail.set_content(text)
      if data:
        mail.add_attachment(data, "application", "octet-stream", filename="plan.bin")
      return mail.as_bytes(policy=email.policy.SMTP)
    raw = compose()
    def read():
      mail = email.message_from_bytes(raw, policy=email.policy.default)
      size = len(mail["Subject"]) + len(mail.get_body(("plain",)).get_content())
      return size + sum(len(part.get_content()) for part in mail.iter_attachments())
    def measure(work):
      count, start = 0, time.perf_counter()
      while True:
        work()
        count += 1
        elapsed = time.perf_counter() - start
        if elapsed >= limit: return elapsed / count
    print(measure(compose), measure(read))
    """
}
