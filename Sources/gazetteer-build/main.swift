print("gazetteer-build")
