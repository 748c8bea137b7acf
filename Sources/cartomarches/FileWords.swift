import Geocoding

/// What each file of a map holds, in a few words.
enum FileWords {
  /// The words for a file's name; the name itself for one that is not known.
  static func title(_ name: String, _ language: Language) -> String {
    switch name {
    case "located.csv":
      language.choose("Toutes les lignes, avec leur position", "Every row, with its position")
    case "unlocated.csv":
      language.choose(
        "Les lignes non placées, avec de quoi les corriger", "The rows not placed, with room to correct them")
    case "suppliers.geojson", "suppliers.geojsonl":
      language.choose("Un point par fournisseur et lieu", "A point per supplier and place")
    case "places.geojson", "places.geojsonl": language.choose("Un point par lieu", "A point per place")
    case "clusters.geojson": language.choose("Groupes de marchés, zoom 8", "Clusters of contracts, zoom 8")
    case "map.umap": language.choose("Une carte uMap entière", "A whole uMap map")
    case "map.kml": language.choose("Pour Google Earth", "For Google Earth")
    case "map.gpkg": language.choose("Pour QGIS, avec les styles", "For QGIS, with styles")
    case "map.png": language.choose("La carte de France, image", "The map of France, a picture")
    case "map.svg": language.choose("La carte de France, dessin", "The map of France, a drawing")
    case "heatmap.asc": language.choose("Densité, grille ASCII", "Density, an ASCII grid")
    case "heatmap.prj": language.choose("Projection de heatmap.asc", "Projection of heatmap.asc")
    case "heatmap.png": language.choose("Densité, image", "Density, a picture")
    case "heatmap.pgw": language.choose("Position de heatmap.png", "Position of heatmap.png")
    case "heatmap.geojson": language.choose("Densité, mailles", "Density, cells")
    case "report.html": language.choose("Le rapport, à lire", "The report, to be read")
    case "datapackage.json": language.choose("Description des fichiers", "Description of the files")
    default: name
    }
  }

  /// What a result column holds; empty for another column.
  static func column(_ name: String, _ language: Language) -> String {
    switch name {
    case "latitude", "longitude": language.choose("Degrés, WGS 84", "Degrees, WGS 84")
    case "result_label": language.choose("Code postal et commune", "Postal code and commune")
    case "result_score": language.choose("Fiabilité, de 0 à 1", "How sure, 0 to 1")
    case "result_type": language.choose("Ce que le point représente", "What the point stands for")
    case "result_postcode": language.choose("Code postal rectifié", "Postal code put right")
    case "result_city": language.choose("Nom officiel de la commune", "Official name of the commune")
    case "result_citycode": language.choose("Code INSEE actuel", "INSEE code of today")
    case "result_district": language.choose("Arrondissement", "Arrondissement")
    case "result_oldcity": language.choose("Ancienne commune nommée par la ligne", "Former commune that the row names")
    case "result_oldcitycode": language.choose("Code INSEE de l'ancienne commune", "INSEE code of the former commune")
    case "result_context":
      language.choose("Département et région, ou pays", "Département and région, or country")
    case "result_method": language.choose("Comment la ligne a été placée", "How the row was placed")
    case "result_radius_m":
      language.choose(
        "Mètres : la vraie position est dedans au moins 95 fois sur 100",
        "Metres: the true position is within at least 95 times in 100")
    case "result_status": language.choose("Résultat pour la ligne", "What became of the row")
    case "result_note":
      language.choose(
        "Ce qui a été corrigé, ou pourquoi la ligne n'est pas placée", "What was put right, or why not")
    case "source_file": language.choose("Le tableau d'où vient la ligne", "The table that the row comes from")
    case "source_row": language.choose("Le numéro de la ligne dans son tableau", "The row's number in its table")
    case "result_naf": language.choose("Activité principale (code NAF)", "Main activity (NAF code)")
    case "result_size": language.choose("Tranche d'effectif", "Class of size")
    case "suggestion": language.choose("Ce qui permettrait de placer la ligne", "What would settle the row")
    case "answer_for":
      language.choose("Ce que la ligne dit du lieu, pour retrouver la réponse", "What the row says about where")
    case "answer_postcode", "answer_city", "answer_citycode", "answer_latitude", "answer_longitude":
      language.choose("À remplir, puis à donner à --corrections", "To be filled, then given to --corrections")
    default: ""
    }
  }
}
