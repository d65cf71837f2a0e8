/// A small name server on 127.0.0.1 that knows a few records and behaves badly on demand.
///
/// Names it does not know do not exist. `silent.test` gets no answer, `broken.test` half a one,
/// `looping.test` one whose names point at each other, `failing.test` SERVFAIL; the labels before
/// these do not matter.
package struct TestNameServer: Sendable {
  /// Where it listens, as `TOUCHBASE_DNS` has it.
  package let address: String
  private let folder: ServerFolder

  /// Starts a server with lines such as `_submissions._tcp.example.org SRV 10 5 465 mail.example.org`
  /// and `mail.example.org A 127.0.0.1`.
  package init(_ records: [String]) throws {
    let port = try ServerFolder.freePort()
    address = "127.0.0.1:\(port)"
    folder = try ServerFolder()
    try folder.write(records.joined(separator: "\n") + "\n", to: "records")
    try folder.write(Self.script, to: "server.py")
    try folder.shell("python3 server.py \(port) >log 2>&1 & echo $! >pid")
    try folder.endWithProcess(pidFile: "pid")
    try folder.shell("for i in $(seq 100); do [ -e ready ] && exit; sleep 0.1; done; exit 1")
  }

  private static let script = """
    import socket, struct, sys, time
    records = {}
    for line in open('records'):
        words = line.split()
        if words: records.setdefault((words[0].lower(), words[1]), []).append(words[2:])
    types = {'A': 1, 'AAAA': 28, 'SRV': 33}
    names = {number: name for name, number in types.items()}
    def encoded(name):
        labels = [label for label in name.split('.') if label]
        return b''.join(bytes([len(l)]) + l.encode() for l in labels) + b'\\0'
    def data(kind, words):
        if kind == 'A': return socket.inet_aton(words[0])
        if kind == 'AAAA': return socket.inet_pton(socket.AF_INET6, words[0])
        return struct.pack('>HHH', *map(int, words[:3])) + encoded(words[3])
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(('127.0.0.1', int(sys.argv[1])))
    server.settimeout(1)
    open('ready', 'w').close()
    end = time.time() + 1200
    while time.time() < end:
        try: query, peer = server.recvfrom(2000)
        except socket.timeout: continue
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1:at + 1 + query[at]].decode('latin1').lower())
            at += 1 + query[at]
        question = query[12:at + 5]
        kind = names.get(struct.unpack('>H', query[at + 1:at + 3])[0], '')
        name = '.'.join(labels)
        if name.endswith('silent.test'): continue
        found = records.get((name, kind), [])
        known = any(key[0] == name for key in records)
        code = 2 if name.endswith('failing.test') else 0 if known else 3
        bodies = [data(kind, words) for words in found]
        if name.endswith('looping.test'): code, bodies = 0, [b'\\0\\1\\0\\1\\0\\1\\xc0' + bytes([12 + len(question) + 18])]
        answer = query[:2] + struct.pack('>HHHHH', 0x8180 | code, 1, len(bodies), 0, 0) + question
        for body in bodies:
            answer += b'\\xc0\\x0c' + query[at + 1:at + 5] + struct.pack('>IH', 60, len(body)) + body
        if name.endswith('broken.test'): answer = answer[:20]
        server.sendto(answer, peer)

    """
}
