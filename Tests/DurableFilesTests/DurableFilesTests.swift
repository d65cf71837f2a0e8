// The first file of DurableFilesTests comes with its first type.
