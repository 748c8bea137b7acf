/// Colours for amounts, from little to much.
public enum SequentialPalette {
  /// Five blues of ColorBrewer ("Blues", Brewer and Harrower, 2002), whose lightness alone tells their order.
  public static let colours = ["#C6DBEF", "#9ECAE1", "#6BAED6", "#3182BD", "#08519C"]
}
