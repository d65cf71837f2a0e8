// The first file of CorrespondenceTests comes with its first type.
