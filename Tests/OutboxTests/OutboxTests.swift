// The first file of OutboxTests comes with its first type.
