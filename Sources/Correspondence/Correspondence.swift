// The first file of Correspondence comes with its first type.
