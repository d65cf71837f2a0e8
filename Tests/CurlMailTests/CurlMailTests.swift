// The first file of CurlMailTests comes with its first type.
