extension UInt8 {
  /// True for `0` to `9`.
  @inlinable package var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// True for `a` to `z`: the letters of folded text.
  @inlinable package var isLowercaseLetter: Bool { self >= 0x61 && self <= 0x7A }
}
