// The first file of Liquid comes with its first type.
