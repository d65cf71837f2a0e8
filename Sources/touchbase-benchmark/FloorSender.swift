import CLibcrypto
import Synchronization
import Threads

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The least that anybody does who keeps touchbase's promises about a queue: the system calls, and
/// next to nothing between them.
///
/// Each file is read and digested; a line of the journal is on the disk before a letter's last dot,
/// one is written just before it, and one after the answer; the next letter is named along with the
/// dot; the file moves afterwards. Nothing is checked but that all letters were moved at the end, so
/// this is a bound and no sender.
struct FloorSender {
  private let port: Int
  private let queue: String
  private let sent: String
  private let journal: Int32
  private let names: [String]
  private let progress = Progress()

  /// Takes the queue of an outbox.
  init(outbox: String, port: Int) throws {
    self.port = port
    queue = outbox + "/queue/"
    sent = outbox + "/floor/"
    mkdir(sent, 0o700)
    journal = open(outbox + "/floor.journal", O_CREAT | O_APPEND | O_WRONLY, 0o600)
    names = try Self.names(in: queue)
  }

  /// Sends it and tells how many seconds that took; fails where a letter is left.
  func seconds(over connections: Int) throws -> Double {
    let time = ContinuousClock().measure {
      commitAll()
      let mover = SystemThread { moveAnswered() }
      let lanes = (0..<connections).map { _ in SystemThread { sendAll() } }
      for lane in lanes { lane?.join() }
      progress.end()
      mover?.join()
      fdatasync(journal)
    }
    close(journal)
    guard try Self.names(in: sent).count == names.count else {
      throw Contestant.Failure(description: "the floor left letters in the queue")
    }
    return time / .seconds(1)
  }

  private static func names(in folder: String) throws -> [String] {
    guard let stream = opendir(folder) else {
      throw Contestant.Failure(description: "no queue to send")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".eml") { names.append(name) }
    }
    return names
  }

  /// COMMIT for all, in groups as the runner has them.
  private func commitAll() {
    for first in stride(from: 0, to: names.count, by: 250) {
      for name in names[first..<min(first + 250, names.count)] { note("COMMIT", name) }
      fdatasync(journal)
    }
  }

  private func note(_ word: String, _ name: String) {
    var line = "2026-11-28T08:00:00+00:00 \(word) \(name) #01234567\n"
    line.withUTF8 { _ = write(journal, $0.baseAddress, $0.count) }
  }

  private func sendAll() {
    let line = FloorLine(port: port)
    guard line.hasReplies(1) else { return }
    line.say(Array("EHLO localhost\r\n".utf8))
    guard line.hasReplies(1) else { return }
    var next = progress.next(below: names.count)
    line.say(Self.commands(for: next))
    guard next == nil || line.hasReplies(3) else { return }
    while let index = next {
      line.say(Self.text(of: content(of: queue + names[index])))
      note("DOT", names[index])
      next = progress.next(below: names.count)
      line.say(Array(".\r\n".utf8) + Self.commands(for: next))
      guard line.hasReplies(next == nil ? 1 : 4) else { return }
      note("SENT", names[index])
      progress.didAnswer(index)
    }
    line.say(Array("QUIT\r\n".utf8))
    line.end()
  }

  private static func commands(for letter: Int?) -> [UInt8] {
    letter.map {
      Array("MAIL FROM:<sam@example.org>\r\nRCPT TO:<p\($0)@example.net>\r\nDATA\r\n".utf8)
    } ?? []
  }

  private func content(of path: String) -> [UInt8] {
    let file = open(path, O_RDONLY)
    defer { close(file) }
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = max(read(file, buffer.baseAddress, buffer.count), 0)
    }
    _ = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digest in
      EVP_Digest(bytes, bytes.count, digest.baseAddress, nil, EVP_sha256(), nil)
    }
    return bytes
  }

  /// What follows the block of touchbase's own lines, with its dots doubled.
  private static func text(of file: [UInt8]) -> [UInt8] {
    var rest = file[...]
    while let first = rest.first, first == 0x20 || rest.starts(with: "X-Touchbase-".utf8) {
      rest = rest[(rest.firstIndex(of: 0x0A) ?? rest.endIndex)...].dropFirst()
    }
    var text: [UInt8] = []
    text.reserveCapacity(rest.count + 64)
    var isLineStart = true
    for octet in rest {
      if isLineStart, octet == 0x2E { text.append(octet) }
      text.append(octet)
      isLineStart = octet == 0x0A
    }
    return text
  }

  /// Moves the letters of which an answer is written, until there will be no more.
  private func moveAnswered() {
    var moved = 0
    while true {
      let (answered, isLast) = progress.answered(from: moved)
      for index in answered { rename(queue + names[index], sent + names[index]) }
      moved += answered.count
      if isLast { return }
      if answered.count < 16 { usleep(1_000) }
    }
  }

  /// Which letters are on their way, and which are answered.
  private final class Progress: Sendable {
    private let state = Mutex((next: 0, answered: [Int](), isOver: false))

    func next(below count: Int) -> Int? {
      state.withLock { state in
        guard state.next < count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    func didAnswer(_ index: Int) { state.withLock { $0.answered.append(index) } }

    func end() { state.withLock { $0.isOver = true } }

    func answered(from count: Int) -> (indices: [Int], isLast: Bool) {
      state.withLock { (Array($0.answered[count...]), $0.isOver) }
    }
  }
}

/// A connection to a server on this machine that is taken at its word.
private struct FloorLine {
  private let descriptor: Int32

  init(port: Int) {
    #if canImport(Darwin)
    descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    _ = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    var yes: Int32 = 1
    setsockopt(
      descriptor,
      Int32(IPPROTO_TCP),
      TCP_NODELAY,
      &yes,
      socklen_t(MemoryLayout<Int32>.size)
    )
  }

  func say(_ bytes: [UInt8]) { _ = write(descriptor, bytes, bytes.count) }

  /// Reads until as many replies are there, all of them good ones; false where they are not.
  ///
  /// A line with a hyphen after its code is not a reply's last.
  func hasReplies(_ count: Int) -> Bool {
    var missing = count
    var column = 0
    var (isLast, isGood) = (false, true)
    while missing > 0, isGood {
      isGood = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4_096) { buffer in
        let received = recv(descriptor, buffer.baseAddress, buffer.count, 0)
        var isGood = received > 0
        for octet in buffer.prefix(max(received, 0)) {
          if column == 0, octet != 0x32, octet != 0x33 { isGood = false }
          if column == 3 { isLast = octet != 0x2D }
          column = octet == 0x0A ? 0 : column + 1
          if octet == 0x0A, isLast { missing -= 1 }
        }
        return isGood
      }
    }
    return isGood
  }

  func end() { close(descriptor) }
}
