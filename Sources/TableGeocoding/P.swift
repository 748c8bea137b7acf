enum TableGeocodingPlaceholder {}
