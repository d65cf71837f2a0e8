// The first file of DurableFiles comes with its first type.
