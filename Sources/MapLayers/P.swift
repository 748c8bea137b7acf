enum MapLayersPlaceholder {}
