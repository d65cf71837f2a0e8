// The first file of RehearsalTests comes with its first type.
