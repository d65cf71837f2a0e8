#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Python's `email`, measured within Python, without its start.
struct PythonEmail {
  let milliseconds: Int

  /// The seconds that composing and reading of a mail take; nil where there is no Python.
  func seconds(_ sample: MessageSample) throws -> (composing: Double, reading: Double)? {
    let arguments = [
      "python3", "-c", Self.script, String(milliseconds), sample.subject, sample.recipient,
      sample.text, String(sample.attachment.count),
    ]
    guard let output = try Self.output(of: arguments) else { return nil }
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

  /// What a program writes; nil where it cannot be started or does not end well.
  private static func output(of arguments: [String]) throws -> String? {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawn_file_actions_addclose(&actions, ends[1])
    var argv = arguments.map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, arguments[0], &actions, nil, &argv, environ)
    close(ends[1])
    defer { close(ends[0]) }
    guard code == 0 else { return nil }
    let output = readAll(ends[0])
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1 {
      guard errno == EINTR else { return nil }
    }
    return status == 0 ? output : nil
  }

  private static func readAll(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
