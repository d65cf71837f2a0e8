// The first file of Rehearsal comes with its first type.
