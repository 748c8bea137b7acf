/// French names of cities abroad that their source lists under an English or local name.
///
/// The source's other names do not say which language they are in, so which of them is the French one is stated here: the
/// usual names of French atlases. A test holds every entry to the committed table.
package enum FrenchExonyms {
  /// By ISO code of the country, then by the source's name.
  package static let byCountry: [String: [String: String]] = [
    "BE": [
      "Aalst": "Alost", "Antwerp": "Anvers", "Brugge": "Bruges", "Brussels": "Bruxelles", "Dendermonde": "Termonde",
      "Diksmuide": "Dixmude", "Gent": "Gand", "Geraardsbergen": "Grammont", "Halle": "Hal", "Ieper": "Ypres",
      "Kortrijk": "Courtrai", "Leuven": "Louvain", "Lier": "Lierre", "Mechelen": "Malines", "Menen": "Menin",
      "Nieuwpoort": "Nieuport", "Ostend": "Ostende", "Oudenaarde": "Audenarde", "Poperinge": "Poperinghe",
      "Roeselare": "Roulers", "Ronse": "Renaix", "Sint-Niklaas": "Saint-Nicolas", "Sint-Truiden": "Saint-Trond",
      "Tienen": "Tirlemont", "Tongeren": "Tongres", "Veurne": "Furnes", "Vilvoorde": "Vilvorde", "Wervik": "Wervicq",
    ],
    "NL": [
      "'s-Hertogenbosch": "Bois-le-Duc", "Groningen": "Groningue", "Leiden": "Leyde", "Nijmegen": "Nimègue",
      "The Hague": "La Haye", "Vlissingen": "Flessingue",
    ],
    "DE": [
      "Aachen": "Aix-la-Chapelle", "Augsburg": "Augsbourg", "Braunschweig": "Brunswick", "Bremen": "Brême",
      "Dresden": "Dresde", "Duisburg": "Duisbourg", "Frankfurt am Main": "Francfort-sur-le-Main",
      "Freiburg": "Fribourg-en-Brisgau", "Hamburg": "Hambourg", "Hannover": "Hanovre", "Kleve": "Clèves",
      "Koblenz": "Coblence", "Konstanz": "Constance", "Köln": "Cologne", "Landau in der Pfalz": "Landau",
      "Magdeburg": "Magdebourg", "Mainz": "Mayence", "Regensburg": "Ratisbonne", "Saarbrücken": "Sarrebruck",
      "Saarlouis": "Sarrelouis", "Speyer": "Spire", "Trier": "Trèves", "Würzburg": "Wurtzbourg",
      "Zweibrücken": "Deux-Ponts",
    ],
    "CH": [
      "Basel": "Bâle", "Bern": "Berne", "Biel/Bienne": "Bienne", "Chur": "Coire", "Geneva": "Genève",
      "Luzern": "Lucerne", "Sankt Gallen": "Saint-Gall", "Schaffhausen": "Schaffhouse", "Sitten": "Sion",
      "Solothurn": "Soleure", "Thun": "Thoune", "Winterthur": "Winterthour", "Zug": "Zoug", "Zürich": "Zurich",
    ],
    "IT": [
      "Alessandria": "Alexandrie", "Ancona": "Ancône", "Aosta": "Aoste", "Bergamo": "Bergame", "Bologna": "Bologne",
      "Catania": "Catane", "Cremona": "Crémone", "Cuneo": "Coni", "Ferrara": "Ferrare", "Genoa": "Gênes",
      "Livorno": "Livourne", "Lucca": "Lucques", "Mantua": "Mantoue", "Messina": "Messine", "Modena": "Modène",
      "Novara": "Novare", "Padua": "Padoue", "Palermo": "Palerme", "Parma": "Parme", "Pavia": "Pavie",
      "Perugia": "Pérouse", "Piacenza": "Plaisance", "Pisa": "Pise", "Ravenna": "Ravenne", "Salerno": "Salerne",
      "Sanremo": "San Remo", "Savona": "Savone", "Siena": "Sienne", "Siracusa": "Syracuse", "Taranto": "Tarente",
      "Trento": "Trente", "Venice": "Venise", "Ventimiglia": "Vintimille", "Verona": "Vérone", "Vicenza": "Vicence",
    ],
    "ES": [
      "A Coruña": "La Corogne", "Barcelona": "Barcelone", "Cadiz": "Cadix", "Cartagena": "Carthagène",
      "Córdoba": "Cordoue", "Donostia / San Sebastián": "Saint-Sébastien", "Girona": "Gérone", "Granada": "Grenade",
      "Lleida": "Lérida", "Murcia": "Murcie", "Palma": "Palma de Majorque", "Pamplona": "Pampelune",
      "Salamanca": "Salamanque", "Santiago de Compostela": "Saint-Jacques-de-Compostelle", "Segovia": "Ségovie",
      "Sevilla": "Séville", "Tarragona": "Tarragone", "Toledo": "Tolède", "Valencia": "Valence",
      "Zaragoza": "Saragosse",
    ],
    "PT": ["Lisbon": "Lisbonne"],
    "AD": ["Andorra la Vella": "Andorre-la-Vieille"],
    "GB": [
      "Canterbury": "Cantorbéry", "Dover": "Douvres", "Edinburgh": "Édimbourg", "London": "Londres",
    ],
    "AT": ["Salzburg": "Salzbourg", "Vienna": "Vienne"],
    "AE": ["Abu Dhabi": "Abou Dabi", "Dubai": "Dubaï"],
    "CN": ["Beijing": "Pékin", "Guangzhou": "Canton"],
    "CU": ["Havana": "La Havane"],
    "CY": ["Nicosia": "Nicosie"],
    "DK": ["Copenhagen": "Copenhague"],
    "DZ": ["Algiers": "Alger"],
    "EG": ["Alexandria": "Alexandrie", "Cairo": "Le Caire"],
    "GR": ["Athens": "Athènes", "Thessaloníki": "Thessalonique"],
    "IL": ["Jerusalem": "Jérusalem"],
    "IN": ["Mumbai": "Bombay"],
    "IQ": ["Baghdad": "Bagdad"],
    "IR": ["Tehran": "Téhéran"],
    "IS": ["Reykjavík": "Reykjavik"],
    "KR": ["Seoul": "Séoul"],
    "LB": ["Beirut": "Beyrouth"],
    "MA": [
      "Fes": "Fès", "Marrakesh": "Marrakech", "Meknes": "Meknès", "Tangier": "Tanger",
    ],
    "MT": ["Valletta": "La Valette"],
    "MX": ["Mexico City": "Mexico"],
    "PL": [
      "Gdańsk": "Gdansk", "Kraków": "Cracovie", "Warsaw": "Varsovie", "Wrocław": "Wroclaw", "Łódź": "Lodz",
    ],
    "RO": ["Bucharest": "Bucarest"],
    "RU": ["Moscow": "Moscou", "Saint Petersburg": "Saint-Pétersbourg"],
    "SA": ["Riyadh": "Riyad"],
    "SE": ["Gothenburg": "Göteborg"],
    "SG": ["Singapore": "Singapour"],
    "SY": ["Damascus": "Damas"],
    "TR": ["İzmir": "Izmir"],
    "UA": ["Kyiv": "Kiev", "Odesa": "Odessa"],
    "US": ["New Orleans": "La Nouvelle-Orléans", "New York City": "New York", "Philadelphia": "Philadelphie"],
  ]
}
