/// The marker's image: a disc in its colour with a white edge inside a thin dark one.
public enum MarkerImage {
  /// An SVG disc as a `data:` address, for ``UMapStyle/iconURL`` with ``UMapStyle/IconClass/raw``.
  ///
  /// uMap's own round markers have one size each; an image takes any, so that markers of several layers on one position
  /// show as rings around each other instead of hiding one another. Edges keep their width at every size. The colour is
  /// `#RRGGBB`.
  public static func disc(colour: String) -> String {
    let code = colour.hasPrefix("#") ? String(colour.dropFirst()) : colour
    func circle(_ radius: String, fill: String, stroke: String, width: String) -> String {
      "%3Ccircle cx='10' cy='10' r='\(radius)' fill='\(fill)' stroke='\(stroke)' stroke-width='\(width)'"
        + " vector-effect='non-scaling-stroke'/%3E"
    }
    return "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%3E"
      + circle("9.4", fill: "%23444", stroke: "%23444", width: "1")
      + circle("9.2", fill: "%23\(code)", stroke: "white", width: "1.2") + "%3C/svg%3E"
  }
}
