#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import Contacts
import Correspondence
import CurlMail
import DurableFiles
import Outbox
import Rehearsal
import ServiceDiscovery

extension CommandFailure {
  /// What an error of any room means for the person and for a script; nil for what ArgumentParser
  /// has to say itself.
  init?(_ error: any Error) {
    switch error {
    case let error as CommandFailure: self = error
    case let error as FileSystemError: self.init(error)
    case let error as OutboxError: self.init(error)
    case let error as ContactsError: self.init(error)
    case let problem as ContactProblem:
      self.init(.badData, "\(problem)", hints: problem.hint.map { [$0] } ?? [])
    case let error as TemplateError:
      self.init(.badData, "\(error)", hints: error.hint.map { [$0] } ?? [])
    case let error as DraftingError: self.init(.badData, "\(error)")
    case let error as ApprovalError: self.init(.badData, "\(error)")
    case let problem as MailAccountProblem: self.init(.configuration, "\(problem)")
    case let error as IMAPError: self.init(error)
    case let error as DiscoveryError: self.init(.unavailable, "\(error)")
    case let error as SMTPError: self.init(.configuration, "\(error)")
    case let error as RehearsalError: self.init(.unavailable, "\(error)")
    default: return nil
    }
  }

  private init(_ error: FileSystemError) {
    if error.isNotFound {
      self.init(.noInput, "\(error)")
    } else if error.isNoSpace {
      self.init(
        .cannotWrite,
        "\(error)",
        hints: ["make room and try again: nothing that was written before is lost"]
      )
    } else if error.concernsWriting {
      self.init(.cannotWrite, "\(error)", hints: error.wayToWrite.map { [$0] } ?? [])
    } else {
      self.init(.noInput, "\(error)")
    }
  }

  private init(_ error: IMAPError) {
    let status: ExitStatus =
      switch error {
      case .account: .configuration
      case .loginRefused, .authNotOffered: .loginRefused
      case .unreachable, .certificate, .tls, .startTLSNotOffered, .bye, .refused, .tooLarge,
        .hungUp, .timedOut, .badReply, .cancelled, .transport, .sessionOver:
        .unavailable
      }
    self.init(status, "\(error)")
  }

  /// What can be done with a letter that is there.
  private static func wayOut(of place: LetterState.Place?, _ id: String) -> String {
    switch place {
    case .queue: "touchbase send delivers it, touchbase queue hold \(id) puts it aside"
    case .held: "touchbase queue show \(id) says why, touchbase queue release \(id) lets it go"
    case .sent: "what was sent stays as it is: touchbase queue log \(id)"
    case nil: "touchbase review"
    }
  }

  private init(_ error: OutboxError) {
    switch error {
    case .busy:
      self.init(.tryAgain, "\(error)", hints: ["wait until it is done, then try again"])
    case .disk(let error): self.init(error)
    case .newerJournal: self.init(.configuration, "\(error)")
    case .foreignQueue:
      self.init(
        .configuration,
        "\(error)",
        hints: [
          "if nothing of it was sent since, nor will be from elsewhere: touchbase queue adopt"
        ]
      )
    case .noSuchLetter:
      self.init(.noInput, "\(error)", hints: ["touchbase queue list shows them all"])
    case .ambiguous: self.init(.usage, "\(error)")
    case .wrongPlace(let id, let place):
      self.init(.attention, "\(error)", hints: [Self.wayOut(of: place, id)])
    case .missingFile(let id):
      self.init(
        .attention,
        "\(error)",
        hints: ["put it back, or give the letter up: touchbase queue withdraw \(id)"]
      )
    case .badFile: self.init(.attention, "\(error)")
    case .unknownOutcome(let id):
      self.init(
        .attention,
        "\(error)",
        hints: [
          "ask, or look into your Sent folder, then: touchbase queue resolve \(id) --sent",
          "or, where imap is configured: touchbase queue resolve \(id) --ask-server",
          "or, to send it once more: touchbase queue resolve \(id) --again",
        ]
      )
    }
  }

  private init(_ error: ContactsError) {
    switch error {
    case .changedMeanwhile: self.init(.tryAgain, "\(error)")
    case .alreadyExists: self.init(.cannotWrite, "\(error)")
    case .emptyNote, .emptyName, .malformedMapping, .unknownMappedField, .mappedColumnMissing:
      self.init(.usage, "\(error)")
    case .broken(let problem):
      self.init(.badData, "\(problem)", hints: problem.hint.map { [$0] } ?? [])
    case .notEditable, .fileTooLarge, .tooManyRecords, .notAList, .noKnownColumns, .brokenFile,
      .archiveTooLarge, .tooManyMembers, .nobodyInArchive, .onlyArchives:
      self.init(.badData, "\(error)")
    }
  }
}

extension FileSystemError {
  /// Whether it was writing that failed.
  fileprivate var concernsWriting: Bool {
    switch operation {
    case .read, .status, .list: false
    case .write, .synchronize, .truncate, .lock, .close, .rename, .link, .unlink, .mkdir: true
    case .open: isReadOnlyDisk || isForbidden && couldBeRead
    }
  }

  private var isReadOnlyDisk: Bool { errno == EROFS }
  private var isForbidden: Bool { errno == EACCES || errno == EPERM }

  /// Whether nobody would have been kept from reading the file: the error does not say what it was
  /// opened for.
  private var couldBeRead: Bool {
    if access(path, F_OK) == 0 { return access(path, R_OK) == 0 }
    return access(FilePath.parent(of: path), X_OK) == 0
  }

  /// What to do so that the place can be written; nil where that is not the trouble.
  fileprivate var wayToWrite: String? {
    if isReadOnlyDisk {
      return "the disk can only be read: mount it for writing, or copy the workspace elsewhere"
    }
    guard isForbidden else { return nil }
    let folder = FilePath.parent(of: path)
    return "the folder has to be yours to write in: ls -ld '\(folder)' says whose it is"
  }
}
