/// Who sends, over how many connections.
enum SendPeer: Hashable {
  case touchbase(Int), floor(Int), smtpSource(Int), smtplib, mailmerge

  static let connections = [1, 2, 4, 8]
  static let all =
    connections.flatMap { [SendPeer.touchbase($0), .floor($0), .smtpSource($0)] }
    + [.smtplib, .mailmerge]

  /// How many seconds it takes to send as many letters as a range has; nil where the program is not
  /// here.
  func seconds(on range: SendRange) throws -> Double? {
    switch self {
    case .touchbase(let connections):
      try range.refill()
      return try range.send(over: connections).wall / .seconds(1)
    case .floor(let connections):
      try range.refill()
      let outbox = range.workspace + "/outbox"
      return try FloorSender(outbox: outbox, port: range.port).seconds(over: connections)
    case .smtpSource(let connections):
      let words =
        "exec smtp-source -d -s \(connections) -l 2048 -m \(range.letters) -f sam@example.org "
        + "-t ada@example.net 127.0.0.1:\(range.port)"
      return try seconds(range, words, ifPresent: "command -v smtp-source")
    case .smtplib:
      let words = "exec python3 -c \"$2\" \(range.port) \(range.letters)"
      return try seconds(range, words, [Self.python], ifPresent: "command -v python3")
    case .mailmerge:
      let words = "cd \"$1/m\" && exec mailmerge --no-dry-run --no-limit"
      return try seconds(range, words, ifPresent: "command -v mailmerge")
    }
  }

  private func seconds(
    _ range: SendRange,
    _ script: String,
    _ arguments: [String] = [],
    ifPresent presence: String
  ) throws -> Double? {
    guard range.shell(presence).succeeds else { return nil }
    return try range.shell(script, arguments).time() / .seconds(1)
  }

  private static let python = """
    import smtplib, sys
    text = b"Subject: A window\\r\\n\\r\\n" + b"I walked past your new window last week.\\r\\n" * 48
    with smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as server:
      for number in range(int(sys.argv[2])):
        server.sendmail("sam@example.org", [f"p{number}@example.net"], text)
    """
}
