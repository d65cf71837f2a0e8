// The first file of Outbox comes with its first type.
