#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A workspace with a full queue, and the commands that send it or as many mails of their own.
struct SendRange {
  let program: String
  let port: Int
  let letters: Int
  private let folder = "/tmp/touchbase-benchmark-\(getpid())"

  init(program: String, port: Int, letters: Int) {
    // The commands run in the workspace, where a relative path would lead elsewhere.
    let absolute = realpath(program, nil)
    self.program = absolute.map { String(cString: $0) } ?? program
    free(absolute)
    self.port = port
    self.letters = letters
  }

  /// Makes the workspace and approves the letters, once.
  func prepare() throws {
    _ = try shell(Self.preparation, [folder, program, String(port), String(letters)]).time()
  }

  func remove() {
    _ = shell("rm -rf \"$1\"", [folder]).succeeds
  }

  /// How long it takes; nil where the program is not here.
  func seconds(_ peer: SendPeer) throws -> Double? {
    switch peer {
    case .touchbase(let connections):
      _ = try shell(Self.refill, [folder, String(connections)]).time()
      let contestant = Contestant(
        program,
        ["-C", "\(folder)/w", "send", "--yes"],
        name: "touchbase"
      )
      let time = try contestant.time()
      guard shell(Self.isEmpty, [folder]).succeeds else {
        throw Contestant.Failure(description: "letters were left in the queue")
      }
      return time / .seconds(1)
    case .smtpSource(let connections):
      let words =
        "exec smtp-source -d -s \(connections) -l 2048 -m \(letters) -f sam@example.org "
        + "-t ada@example.net 127.0.0.1:\(port)"
      return try seconds(words, ifPresent: "command -v smtp-source")
    case .smtplib:
      let words = "exec python3 -c \"$1\" \(port) \(letters)"
      return try seconds(words, [Self.python], ifPresent: "command -v python3")
    case .mailmerge:
      let words = "cd \"$1/m\" && exec python3 -m mailmerge --no-dry-run --no-limit"
      return try seconds(words, [folder], ifPresent: "python3 -c 'import mailmerge'")
    }
  }

  private func seconds(
    _ script: String,
    _ arguments: [String] = [],
    ifPresent presence: String
  ) throws -> Double? {
    guard shell(presence, []).succeeds else { return nil }
    return try shell(script, arguments).time() / .seconds(1)
  }

  private func shell(_ script: String, _ arguments: [String]) -> Contestant {
    Contestant("/bin/sh", ["-c", script, "sh"] + arguments, name: "sh")
  }

  private static let preparation = """
    set -e
    mkdir -p "$1"
    "$2" init "$1/w" --name 'Sam Rivera' --email sam@example.org
    cd "$1/w"
    printf 'smtp: { url: "smtp://127.0.0.1:%s", connections: 1 }\\n' "$3" >> touchbase.yaml
    line='I walked past your new window last week, and from there one sees the whole café.'
    text=''
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do text="$text$line\\n"; done
    i=0
    while [ $i -lt "$4" ]; do
      printf -- '---\\nname: Ann P%s\\nemail: p%s@example.net\\n---\\n' $i $i > contacts/p$i.md
      printf "From: Sam Rivera <sam@example.org>\\nTo: p$i@example.net\\nSubject: A window\\n\
    X-Touchbase-Draft: p$i\\nX-Touchbase-Contact: p$i\\n\\nHi Ann,\\n\\n$text\\nSam\\n\\n\
    # ------------------------ >8 ------------------------\\n" > drafts/p$i.eml
      i=$((i + 1))
    done
    "$2" approve $(i=0; while [ $i -lt "$4" ]; do echo "drafts/p$i.eml"; i=$((i + 1)); done)
    cp -a outbox ../outbox
    mkdir ../m && cd ../m
    printf 'email\\n' > mailmerge_database.csv
    i=0
    while [ $i -lt "$4" ]; do echo "p$i@example.net" >> mailmerge_database.csv; i=$((i + 1)); done
    printf "TO: {{email}}\\nSUBJECT: A window\\nFROM: sam@example.org\\n\\n$text" \
      > mailmerge_template.txt
    printf '[smtp_server]\\nhost = 127.0.0.1\\nport = %s\\n' "$3" > mailmerge_server.conf
    """

  private static let refill = """
    set -e
    cd "$1/w"
    rm -rf outbox history.jsonl
    cp -a ../outbox outbox
    sed -i "s/connections: [0-9]*/connections: $2/" touchbase.yaml
    sync -f .
    """

  private static let isEmpty =
    "test -z \"$(ls \"$1/w/outbox/queue\" \"$1/w/outbox/held\" | grep eml)\""

  private static let python = """
    import smtplib, sys
    text = b"Subject: A window\\r\\n\\r\\n" + b"I walked past your new window last week.\\r\\n" * 48
    with smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as server:
      for number in range(int(sys.argv[2])):
        server.sendmail("sam@example.org", [f"p{number}@example.net"], text)
    """
}
