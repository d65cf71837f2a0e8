internal import DurableFiles
internal import Synchronization

/// The journal's file, to which several threads may add lines.
///
/// After a failure that leaves in doubt what the file holds, it takes nothing more.
final class JournalFile: Sendable {
  private struct State {
    /// The length in bytes, as far as it is whole.
    var length: Int
    var failure: FileSystemError?
  }

  private let log: AppendLog
  private let state: Mutex<State>

  init(_ log: consuming AppendLog, length: Int) {
    self.log = log
    state = Mutex(State(length: length))
  }

  /// Why the journal cannot be trusted to take any more.
  var failure: FileSystemError? { state.withLock { $0.failure } }

  var length: Int { state.withLock { $0.length } }

  /// Takes nothing more from now on.
  func close(after error: FileSystemError) {
    state.withLock { $0.failure = $0.failure ?? error }
  }

  /// Writes whole lines, not yet on the disk: all of them or none, unless the journal breaks.
  func append(_ bytes: [UInt8]) throws(OutboxError) {
    let failure = state.withLock { state -> FileSystemError? in
      if let failure = state.failure { return failure }
      do throws(FileSystemError) {
        try log.append(bytes)
        state.length += bytes.count
        return nil
      } catch {
        cutOff(&state)
        return error
      }
    }
    if let failure { throw .disk(failure) }
  }

  /// Takes half a line away again, so that the next one doesn't go on in its middle.
  private func cutOff(_ state: inout State) {
    do throws(FileSystemError) {
      try log.truncate(to: state.length)
    } catch {
      state.failure = error
    }
  }

  /// Cuts off what a crash tore.
  func truncate() throws(OutboxError) {
    let failure = state.withLock { state -> FileSystemError? in
      do throws(FileSystemError) {
        try log.truncate(to: state.length)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw .disk(failure) }
  }

  /// Returns when every line that was appended before the call is on the disk; others may be
  /// appended meanwhile.
  func synchronize() throws(OutboxError) {
    if let failure { throw .disk(failure) }
    do throws(FileSystemError) {
      try log.synchronize()
    } catch {
      // What a failed synchronization leaves on the disk, no later one can tell.
      close(after: error)
      throw .disk(error)
    }
  }
}
