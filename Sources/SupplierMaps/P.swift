enum SupplierMapsPlaceholder {}
