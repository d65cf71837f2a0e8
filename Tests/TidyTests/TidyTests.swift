// The first file of TidyTests comes with its first type.
