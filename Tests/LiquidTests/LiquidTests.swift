// The first file of LiquidTests comes with its first type.
