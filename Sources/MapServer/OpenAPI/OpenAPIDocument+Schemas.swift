extension OpenAPIDocument {
  /// The shapes that answers have.
  static let schemas = #"""
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
    "TableForm":{"type":"object","required":["data"],"properties":{
      "data":{"type":"string","format":"binary"},
      "columns":{"type":"array","items":{"type":"string"}},"postcode":{"type":"string"},"citycode":{"type":"string"},
      "city":{"type":"string"},"lat":{"type":"string"},"lon":{"type":"string"},
      "result_columns":{"type":"array","items":{"type":"string"}},
      "encoding":{"type":"string"},"delimiter":{"type":"string"},"with_bom":{"type":"string"}}},
    "Health":{"type":"object","required":["status","ready"],"properties":{"status":{"type":"string"},"ready":{"type":"boolean"}}},
    "Document":{"type":"object","required":["openapi","paths"]},
    "Error":{"type":"object","required":["code","message"],"properties":{"code":{"type":"integer"},"message":{"type":"string"},
      "title":{"type":"string"},"description":{"type":"string"},"detail":{"type":"array","items":{"type":"string"}}}}
    """#

  static let responses = #"""
    "Error":{"description":"Why not","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Error"}}}}
    """#
}
