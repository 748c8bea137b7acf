import TableGeocoding
import Tables

extension OpenAPIDocument {
  /// The shapes that answers have, and the form of a table.
  static let schemas = answerSchemas + ",\n" + tableForm

  private static let answerSchemas = #"""
    "Position":{"type":"array","items":{"type":"number"},"minItems":2,"maxItems":2},
    "Features":{"type":"object","required":["type","features"],"properties":{"type":{"const":"FeatureCollection"},
      "features":{"type":"array","items":{"$ref":"#/components/schemas/Feature"}},
      "version":{"type":"string"},"attribution":{"type":"string"},"licence":{"type":"string"},"query":{"type":"string"},
      "limit":{"type":"integer"},"center":{"$ref":"#/components/schemas/Position"},
      "filters":{"type":"object","additionalProperties":{"type":"array","items":{"type":"string"}}}}},
    "Feature":{"type":"object","required":["type","geometry","properties"],"properties":{"type":{"const":"Feature"},
      "geometry":{"type":"object","required":["type","coordinates"],"properties":{"type":{"const":"Point"},
        "coordinates":{"$ref":"#/components/schemas/Position"}}},
      "properties":{"type":"object","properties":{"label":{"type":"string"},"score":{"type":"number","minimum":0,"maximum":1},
        "id":{"type":"string"},"type":{"type":"string"},"name":{"type":"string"},"postcode":{"type":"string"},
        "citycode":{"type":"string"},"x":{"type":"number"},"y":{"type":"number"},"city":{"type":"string"},
        "context":{"type":"string"},"population":{"type":"integer"},"importance":{"type":"number"},
        "distance":{"type":"integer","minimum":0},"method":{"type":"string"},"radius_m":{"type":"integer","minimum":0}}}}},
    "Layers":{"type":"object","required":["rows","placed","layers"],"properties":{"rows":{"type":"integer"},
      "placed":{"type":"integer"},"layers":{"type":"array","items":{"type":"object",
        "required":["name","title","colour","geojson","tiles","heatmap","features"],
        "properties":{"name":{"type":"string"},"title":{"type":"string"},"colour":{"type":"string"},
          "geojson":{"type":"string"},"tiles":{"type":"string"},"heatmap":{"type":"string"},"features":{"type":"integer"},
          "bbox":{"type":"array","items":{"type":"number"},"minItems":4,"maxItems":4}}}}}},
    "Health":{"type":"object","required":["status","ready"],"properties":{"status":{"type":"string"},"ready":{"type":"boolean"}}},
    "Document":{"type":"object","required":["openapi","paths"]},
    "Error":{"type":"object","required":["code","message"],"properties":{"code":{"type":"integer"},"message":{"type":"string"},
      "title":{"type":"string"},"description":{"type":"string"},"detail":{"type":"array","items":{"type":"string"}}}}
    """#

  /// Columns are named as the table's header has them.
  private static var tableForm: String {
    func list(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ",") }
    return #"""
      "TableForm":{"type":"object","required":["data"],"properties":{
        "data":{"type":"string","format":"binary","description":"The table: CSV, XLSX, ODS, XLS or JSON, with a column that says where"},
        "columns":{"type":"array","items":{"type":"string"},"description":"The columns that say where"},
        "postcode":{"type":"string"},"citycode":{"type":"string"},"city":{"type":"string"},
        "lat":{"type":"string"},"lon":{"type":"string"},
        "result_columns":{"type":"array","items":{"type":"string","enum":[\#(list(ResultColumn.allCases.map(\.rawValue)))]}},
        "encoding":{"type":"string","enum":[\#(list([""] + TextEncoding.allCases.map(\.rawValue)))]},
        "delimiter":{"type":"string","pattern":"^(\\\\t|\\t|[ !#-~])?$"},
        "with_bom":{"type":"string","pattern":"\#(flagPattern)"}}}
      """#
  }

  static let responses = #"""
    "Error":{"description":"Why not","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Error"}}}}
    """#
}
