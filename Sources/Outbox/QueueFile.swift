package import MailMessage

/// A file of the outbox: a block of `X-Touchbase-` lines, then exactly the bytes of the wire.
///
/// Any mail program opens it. The block ends with a SHA-256 over every byte of the file but that
/// line, so that a changed byte is noticed wherever it is.
package struct QueueFile: Sendable {
  /// The version that is written, and the newest that is read.
  static let version = 1
  /// The longest file that is read, in octets: a letter with its attachments, and its draft.
  static let limit = 128 << 20

  package let facts: LetterFacts
  package let envelope: Envelope
  /// Exactly what goes on the wire.
  package let message: [UInt8]
  /// The draft as it was approved.
  package var source: [UInt8] {
    switch draft {
    case .encoded(let text): QueueFileBlock.decoded(text) ?? []
    case .decoded(let bytes): bytes
    }
  }
  /// 64 hexadecimal digits.
  package let sha256: String
  private let draft: Source

  /// The draft as the block has it, since a letter that is sent does not need it, or its bytes.
  private enum Source {
    case encoded([UInt8])
    case decoded([UInt8])
  }
}

extension QueueFile {
  /// The bytes of the file for a letter.
  static func bytes(of letter: Submission) -> (bytes: [UInt8], sha256: String) {
    var bytes = QueueFileBlock.bytes(of: letter)
    let sha256 = SHA256([bytes[...], letter.message[...]]).hexadecimal
    let digestLine = QueueFileBlock.digestLine(sha256)
    bytes.reserveCapacity(bytes.count + digestLine.count + letter.message.count)
    bytes += digestLine
    bytes += letter.message
    return (bytes, sha256)
  }

  /// Reads a file and proves that no byte of it was changed.
  package init(_ bytes: [UInt8]) throws(QueueFileError) {
    let block = try QueueFileBlock(bytes)
    let rest = bytes[block.digestLine.upperBound...]
    sha256 = SHA256([bytes[..<block.digestLine.lowerBound], rest]).hexadecimal
    let line = QueueFileBlock.digestLine(sha256)
    guard bytes[block.digestLine].elementsEqual(line) else { throw .changed }
    message = Array(rest)
    let contents = try block.contents()
    (facts, envelope, draft) = (contents.facts, contents.envelope, .encoded(contents.source))
  }

  /// Reads as much of a changed file as is left: enough to give its draft back to the person, never
  /// enough to send it.
  init(salvaging bytes: [UInt8]) throws(QueueFileError) {
    let block = try QueueFileBlock(bytes)
    sha256 = ""
    message = []
    let contents = try block.contents()
    guard let source = QueueFileBlock.decoded(contents.source) else { throw .changed }
    (facts, envelope, draft) = (contents.facts, contents.envelope, .decoded(source))
  }
}

/// Why a file of the outbox is not sent.
package enum QueueFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A byte is not what was approved.
  case changed
  /// It is no letter of the outbox, or not a whole one.
  case notALetter
  /// A later touchbase wrote it.
  case newerVersion(Int)

  /// The error for people, in lower case and without a final period.
  package var description: String {
    switch self {
    case .changed: "the file is not what was approved: somebody or something changed it"
    case .notALetter: "the file is no letter that was approved here"
    case .newerVersion(let version): "a later touchbase wrote the file, in format \(version)"
    }
  }
}
