#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A workspace with letters in its queue, and touchbase at work in it.
struct SendRange {
  let program: String
  let port: Int
  let letters: Int
  let folder: String

  init(program: String, port: Int, letters: Int, name: String = "send") {
    // The commands run in the workspace, where a relative path would lead elsewhere.
    let absolute = realpath(program, nil)
    self.program = absolute.map { String(cString: $0) } ?? program
    free(absolute)
    self.port = port
    self.letters = letters
    folder = "/tmp/touchbase-benchmark-\(getpid())-\(name)"
  }

  var workspace: String { "\(folder)/w" }

  /// Makes the workspace, approves the letters, and keeps a copy of the queue.
  func prepare() throws {
    try makeWorkspace()
    _ = try approve(0..<letters)
    _ = try shell("cp -a \"$1/w/outbox\" \"$1/outbox\"").time()
  }

  func makeWorkspace() throws {
    let words = """
      set -e
      mkdir -p "$1"
      "$2" init "$1/w" --name 'Sam Rivera' --email sam@example.org
      printf 'smtp: { url: "smtp://127.0.0.1:%s", connections: 1 }\\n' "$3" >> "$1/w/touchbase.yaml"
      """
    _ = try shell(words, [program, String(port)]).time()
  }

  /// Writes drafts and approves them, all at once; where that is asked for they have been looked at
  /// before, as people do.
  func approve(_ numbers: Range<Int>, afterCheck isChecked: Bool = false) throws -> ProcessUsage {
    for number in numbers { try LetterMill.write(number, into: workspace) }
    _ = try shell("cd \"$1/w\" && ls drafts/*.eml > drafts.txt; sync -f .").time()
    if isChecked {
      // Nobody reads a draft in the two seconds in which its stamp is not believed.
      let words = "sleep 3; exec \"$0\" -C \"$1/w\" check"
      _ = try Contestant("/bin/sh", ["-c", words, program, folder], name: "check").run()
    }
    let words = "exec \"$0\" -C \"$1/w\" approve - < \"$1/w/drafts.txt\""
    return try Contestant("/bin/sh", ["-c", words, program, folder], name: "approve").run()
  }

  func remove() {
    _ = shell("rm -rf \"$1\"").succeeds
  }

  /// Fills the queue again.
  func refill() throws {
    let words = """
      set -e
      rm -rf "$1/w/outbox" "$1/w/history.jsonl"
      cp -a "$1/outbox" "$1/w/outbox"
      "$2" -C "$1/w" queue adopt
      sync -f "$1"
      """
    _ = try shell(words, [program]).time()
  }

  /// Sends the queue and tells what it took; fails where a letter is left.
  func send(over connections: Int) throws -> ProcessUsage {
    let words =
      "sed -i 's/connections: [0-9]*/connections: \(connections)/' \"$1/w/touchbase.yaml\""
    _ = try shell(words).time()
    let send = ["-C", workspace, "send", "--yes"]
    let usage = try Contestant(program, send, name: "touchbase").run()
    let isEmpty = "test -z \"$(ls \"$1/w/outbox/queue\" \"$1/w/outbox/held\" | grep eml)\""
    guard shell(isEmpty).succeeds else {
      throw Contestant.Failure(description: "letters were left in the queue")
    }
    return usage
  }

  /// Writes what mailmerge needs for as many letters.
  func prepareMailmerge() throws {
    let words = """
      set -e
      mkdir -p "$1/m" && cd "$1/m"
      printf 'email\\n' > mailmerge_database.csv
      i=0
      while [ $i -lt "$2" ]; do echo "p$i@example.net" >> mailmerge_database.csv; i=$((i + 1)); done
      printf 'TO: {{email}}\\nSUBJECT: A window\\nFROM: sam@example.org\\n\\n%s\\n' "$4" \
        > mailmerge_template.txt
      printf '[smtp_server]\\nhost = 127.0.0.1\\nport = %s\\n' "$3" > mailmerge_server.conf
      """
    let text = LetterMill.text(0, octets: 2_000)
    _ = try shell(words, [String(letters), String(port), text]).time()
  }

  /// A shell script whose `$1` is the folder.
  func shell(_ script: String, _ arguments: [String] = []) -> Contestant {
    Contestant("/bin/sh", ["-c", script, "sh", folder] + arguments, name: "sh")
  }
}
