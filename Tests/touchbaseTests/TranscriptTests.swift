import DurableFiles
import FoundationEssentials
import TestSupport
import Testing

/// What a person types and sees, word for word.
///
/// `UPDATE_GOLDEN=1` rewrites the transcripts and fails: look at the difference.
@Suite struct TranscriptTests {
  private static let folder = FilePath.parent(of: #filePath) + "/Fixtures/transcripts"
  private static let names: [String] = {
    let names = Result { try PosixFileSystem().list(folder) }
    return ((try? names.get()) ?? []).filter { $0.hasSuffix(".txt") }.sorted()
  }()

  @Test func `there are transcripts`() {
    #expect(Self.names.count > 4)
  }

  @Test(arguments: names)
  func `what stands on the screen is what the transcript says`(name: String) throws {
    let path = "\(Self.folder)/\(name)"
    let files = PosixFileSystem()
    let expected = String(decoding: try files.readFile(path), as: UTF8.self)
    let played = try Transcript(expected).played(in: TestWorkspace(folder: "people"))
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try files.replaceFile(path, with: Array(played.utf8))
      Issue.record("rewrote \(name): look at the difference")
    } else {
      #expect(played == expected)
    }
  }
}
