import CurlMail
import ServiceDiscovery

/// The search for the mail servers of a domain: what its name server says, then the usual names.
///
/// No password is given to anybody here. A server counts only when its certificate is good for the
/// name that is asked.
///
/// Source: RFC 6186, RFC 8314 §5.1.
struct ServerSearch {
  /// A server that could be it.
  struct Candidate: Equatable {
    /// `smtps://mail.example.org:465`.
    let url: String
    let host: String
    /// Whether the domain itself says so, rather than habit.
    let isSaid: Bool
  }

  /// What came of a search.
  struct Outcome: Equatable {
    var found: Candidate?
    /// The candidates that were not it, each with the reason.
    var others: [String] = []
    /// Whether the domain says that it has no such service.
    var isRefused = false
  }

  /// Asks for a service's records.
  let service: (String) throws(DiscoveryError) -> ServiceAnswer
  /// Whether a host has an address.
  let hasAddress: (String) throws(DiscoveryError) -> Bool
  /// Tries a server; nil when it is one, else why not.
  let trouble: (MailService, String) -> String?

  /// Looks for a service of a domain.
  ///
  /// - Throws: `DiscoveryError` when the domain name system does not answer at all.
  func run(_ kind: MailService, domain: String) throws(DiscoveryError) -> Outcome {
    var outcome = Outcome()
    var isRefused = true
    for (label, scheme, _) in Self.labels(kind) {
      switch try service("\(label)._tcp.\(domain)") {
      case .none: isRefused = false
      case .notOffered: continue
      case .at(let records):
        isRefused = false
        for record in records {
          let url = "\(scheme)://\(record.target):\(record.port)"
          let candidate = Candidate(url: url, host: record.target, isSaid: true)
          if check(candidate, kind, &outcome) { return outcome }
        }
      }
    }
    outcome.isRefused = isRefused
    if isRefused { return outcome }
    var names: [String] = []
    for name in Self.names(kind).map({ "\($0).\(domain)" }) {
      if try hasAddress(name) { names.append(name) }
    }
    for (_, scheme, port) in Self.labels(kind) {
      for name in names {
        let candidate = Candidate(url: "\(scheme)://\(name):\(port)", host: name, isSaid: false)
        if check(candidate, kind, &outcome) { return outcome }
      }
    }
    return outcome
  }

  private func check(
    _ candidate: Candidate,
    _ kind: MailService,
    _ outcome: inout Outcome
  ) -> Bool {
    if let words = trouble(kind, candidate.url) {
      outcome.others.append("'\(candidate.url)' is not it: \(words)")
      return false
    }
    outcome.found = candidate
    return true
  }

  /// The labels of the services, TLS from the start first, each with its scheme and usual port.
  private static func labels(_ kind: MailService) -> [(String, String, Int)] {
    switch kind {
    case .smtp: [("_submissions", "smtps", 465), ("_submission", "smtp", 587)]
    case .imap: [("_imaps", "imaps", 993), ("_imap", "imap", 143)]
    }
  }

  private static func names(_ kind: MailService) -> [String] {
    switch kind {
    case .smtp: ["smtp", "mail"]
    case .imap: ["imap", "mail"]
    }
  }
}
