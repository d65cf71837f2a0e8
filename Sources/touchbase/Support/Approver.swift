import Correspondence
import MailMessage
import Outbox

/// The gate between drafts and outbox.
struct Approver {
  let session: Session
  let reviewer: Reviewer
  /// Before this no letter leaves, and it is the letters' date.
  var notBefore: DateTime?

  /// What makes the message ids differ from those of every other approval; within one the drafts do.
  private let seed = UInt64.random(in: .min ... .max)

  /// What became of one draft at the gate.
  enum Outcome {
    case approved(id: String)
    case refused([Finding])
    /// The outbox would not take it, with the reason.
    case failed(String)
  }

  /// Approves drafts that were read: the bytes that were reviewed, not what the file says by now.
  ///
  /// - Returns: An outcome a draft, in their order.
  func approve(
    _ reviews: [Correspondence.Review],
    allowing allowed: Set<CheckName> = []
  ) throws -> [Outcome] {
    let gated = try reviews.map { try letter($0, allowing: allowed) }
    let letters = gated.compactMap { result in
      if case .success(let letter) = result { letter } else { nil }
    }
    guard !letters.isEmpty else { return gated.map(\.outcome) }
    var outbox = try session.openOutbox("approve")
    let submissions = letters.map { $0.submission(notBefore: notBefore) }
    let outcomes = try outbox.enqueue(submissions, at: session.clock.now)
    return try finish(reviews, gated, outcomes)
  }

  /// The letters are safe in the outbox; their drafts go, unless somebody saved one once more.
  private func finish(
    _ reviews: [Correspondence.Review],
    _ gated: [Result<ApprovedLetter, Refusal>],
    _ outcomes: [EnqueueOutcome]
  ) throws -> [Outcome] {
    var rest = outcomes[...]
    var queued: [(review: Correspondence.Review, id: String)] = []
    let results = zip(reviews, gated).map { review, result -> Outcome in
      guard case .success(let letter) = result, let outcome = rest.popFirst() else {
        return result.outcome
      }
      if case .queued(let id) = outcome {
        queued.append((review, id))
        session.remember(letter.acquaintances, at: letter.contacts)
      }
      return Outcome(outcome)
    }
    let isRemoved = try session.draftFolder.remove(queued.map(\.review.draft))
    for (letter, isRemoved) in zip(queued, isRemoved) where !isRemoved {
      session.output.warning(
        "\(letter.review.draft.path) was saved again meanwhile: what you approved is in the outbox "
          + "as \(letter.id); delete the file, or take the letter back with 'touchbase queue "
          + "withdraw \(letter.id)'"
      )
    }
    return results
  }

  private func letter(
    _ review: Correspondence.Review,
    allowing allowed: Set<CheckName>
  ) throws -> Result<ApprovedLetter, Refusal> {
    do throws(ApprovalError) {
      return .success(
        try reviewer.approve(
          review,
          allowing: allowed,
          now: notBefore ?? session.clock.now,
          seed: seed
        )
      )
    } catch {
      switch error {
      case .blocked(let findings): return .failure(Refusal(findings: findings))
      case .unwritable:
        throw CommandFailure(.badData, "\(review.draft.path): \(error)")
      }
    }
  }
}

/// A draft that the gate did not let pass.
private struct Refusal: Error {
  let findings: [Finding]
}

extension Result<ApprovedLetter, Refusal> {
  fileprivate var outcome: Approver.Outcome {
    switch self {
    case .success(let letter): .approved(id: letter.draftID)
    case .failure(let refusal): .refused(refusal.findings)
    }
  }
}

extension Approver.Outcome {
  /// What the outbox made of a letter.
  fileprivate init(_ outcome: EnqueueOutcome) {
    switch outcome {
    case .queued(let id): self = .approved(id: id)
    case .duplicate(let id):
      self = .failed(
        "this draft was approved before, as letter \(id): delete the file, or take the letter back "
          + "with 'touchbase queue withdraw \(id)'"
      )
    case .unusable(let id):
      self = .failed(
        "the letter '\(id)' cannot be kept in the outbox: delete the draft and write it anew with "
          + "'touchbase draft'"
      )
    }
  }
}

extension ApprovedLetter {
  /// The letter as the outbox takes it.
  fileprivate func submission(notBefore: DateTime?) -> Submission {
    Submission(
      envelope: envelope,
      message: message,
      facts: LetterFacts(
        id: draftID,
        contacts: contacts,
        subject: subject,
        messageID: messageID,
        template: template,
        used: used.isEmpty ? nil : used.description,
        notBefore: notBefore
      ),
      source: source
    )
  }
}
