extension EnhancedStatus {
  /// What the code means, as a clause; nil where nothing is known.
  ///
  /// Source: RFC 3463 §3, RFC 4954 §6, RFC 5248 §2, RFC 7372 §3, RFC 7505 §4.
  public var explanation: String? {
    Self.details[subject * 1_000 + detail] ?? Self.subjects[subject]
  }

  private static let subjects = [
    1: "something is wrong with an address",
    2: "something is wrong with the mailbox",
    3: "something is wrong with the mail server",
    4: "something is wrong on the way to the mail server",
    5: "the mail servers did not understand each other",
    6: "something is wrong with the form of the letter",
    7: "a matter of security or policy",
  ]

  // The subject in thousands and the detail.
  private static let details = [
    1_001: "there is no such mailbox",
    1_002: "there is no such domain",
    1_003: "the address is not well formed",
    1_004: "the address means more than one mailbox",
    1_006: "the mailbox has moved and left no new address",
    1_007: "the sender's address is not well formed",
    1_008: "the sender's domain does not exist",
    1_010: "the domain takes no mail at all",
    2_001: "the mailbox is switched off",
    2_002: "the mailbox is full",
    2_003: "the letter is larger than the mailbox takes",
    2_004: "the mailing list cannot be expanded",
    3_001: "the mail server's disk is full",
    3_002: "the mail server takes no mail at the moment",
    3_004: "the letter is larger than the mail server takes",
    4_001: "the next mail server does not answer",
    4_002: "the connection was lost",
    4_003: "a directory does not answer",
    4_004: "the way to the recipient is not known",
    4_005: "the mail server has too much to do",
    4_006: "the letter went round in a circle",
    4_007: "the time for delivery is over",
    5_001: "the command has no place there",
    5_002: "the command is not well formed",
    5_003: "too many recipients",
    5_004: "a parameter of the command is not known",
    6_001: "the kind of content is not taken",
    6_003: "the content cannot be converted",
    6_007: "an address in another script is not taken",
    7_001: "the mail server's rules forbid it",
    7_002: "one may not write to this list",
    7_008: "user or password is wrong",
    7_009: "the way of logging in is too weak",
    7_011: "TLS is needed first",
    7_014: "trust is needed first",
    7_020: "no signature of the domain passed (DKIM)",
    7_023: "the sender's domain does not name this server (SPF)",
    7_025: "the sending machine has no proper name (reverse DNS)",
    7_026: "neither signature nor server fit the sender's domain",
    7_028: "too much mail at once",
  ]
}
