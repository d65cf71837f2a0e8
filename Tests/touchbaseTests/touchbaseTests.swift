// The first file of touchbaseTests comes with its first type.
