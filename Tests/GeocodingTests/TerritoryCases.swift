/// Départements, countries and cities abroad, marks and numbers of other kinds: `postcode | city | INSEE code or status [method]  # why`.
///
/// The right-hand side was judged by hand from La Poste's table, INSEE's registers and the postal authorities abroad; a few rows were settled
/// only after a run had shown that they could be read in two ways. `∅` stands for an empty cell.
enum TerritoryCases {
  /// What is no commune, or none of France.
  static let territories = """
    Nord | ∅ | departement 59
    Nord (59) | ∅ | departement 59
    ∅ | le quesnoy nord | 59481 city  # the département behind the name
    ∅ | LE QUESNOY NORD | 59481 city
    ∅ | Saint-Denis La Réunion | 97411 city
    ∅ | Saint-Denis / Réunion | 97411 city
    ∅ | Chaumont Haute-Marne | 52121 city
    ∅ | Bar Corrèze | 19016 city  # not what is called so in Vaucluse
    ∅ | Arras Pas de Calais | 62041 city
    ∅ | Lille Hauts-de-France | 59350 city
    ∅ | Lille Nord | 59350 city
    ∅ | Tours Nord | 37261/not-found/ambiguous  # a quarter of Tours; no commune of the Nord is called so
    ∅ | Lequesnoy | 59481 city  # the article glued to the name
    59530 | LEQUESNOY | 59481 postcode+city
    ∅ | Lehavre | 76351 city
    ∅ | Lille / Arras | ambiguous  # two cities and nothing that says which
    ∅ | LILLE et ARRAS | ambiguous
    ∅ | Lille ; Roubaix ; Tourcoing | ambiguous
    59000 | Lille / Arras | 59350 postcode+city
    ∅ | Lille / LILLE | 59350 city
    ∅ | Tillières / Avre | 27643 city
    ∅ | Soultz | ambiguous  # Haut-Rhin, sous-Forêts, les-Bains
    ∅ | Nord | departement 59
    ∅ | Finistère | departement 29
    ∅ | Vendée | departement 85
    ∅ | Seine-Saint-Denis | departement 93
    ∅ | Seine Maritime | departement 76
    ∅ | SEINE-MARITIME | departement 76
    ∅ | La Réunion | departement 974  # not the village in Lot-et-Garonne
    ∅ | Réunion | departement 974
    ∅ | Guadeloupe | departement 971
    ∅ | Martinique | departement 972
    ∅ | GUYANE | departement 973
    ∅ | Mayotte | departement 976
    ∅ | Polynésie française | collectivity 987
    ∅ | Nouvelle-Calédonie | collectivity 988
    ∅ | Nouvelle Calédonie | collectivity 988
    ∅ | Saint-Pierre-et-Miquelon | collectivity 975
    ∅ | Wallis-et-Futuna | collectivity 986
    ∅ | Corse-du-Sud | departement 2A
    ∅ | Haute-Corse | departement 2B
    ∅ | Côte d'Or | departement 21
    ∅ | Côtes-d'Armor | departement 22
    ∅ | Département du Nord | departement 59
    059 | ∅ | departement 59
    59.0 | ∅ | departement 59
    75 | ∅ | departement 75
    99 | ∅ | not-found
    96 | ∅ | not-found
    978 | ∅ | collectivity 978
    97801 CEDEX | ∅ | 97411
    59530* | ∅ | 59481
    59530 (1) | ∅ | 59481
    *59530 | ∅ | 59481
    59530 bis | ∅ | 59481
    n°59530 | ∅ | 59481
    N 59530 | ∅ | 59481
    59530 LE QUESNOY (siège) | ∅ | 59481
    siège : 59530 LE QUESNOY | ∅ | 59481
    59530 Le Quesnoy - siège social | ∅ | 59481
    agence de LILLE 59000 | ∅ | 59350
    59000 LILLE agence | ∅ | 59350
    59000 LILLE et 62000 ARRAS | ∅ | 59350  # the first of two
    59000/62000 | ∅ | 59350
    59000 - 62000 | LILLE - ARRAS | 59350
    59000 | LILLE - ARRAS | 59350
    59000 | ARRAS - LILLE | 59350
    59000\\n62000 | ∅ | 59350
    59000 | Lille&nbsp; | 59350
    59000 | LILLE. | 59350
    59000 | "LILLE" | 59350
    59000 | « Lille » | 59350
    59000 | LILLE, | 59350
    59000 | lille | 59350
    59000 | LiLlE | 59350
    59000 | ville de Lille | 59350
    59000 | Mairie de Lille | 59350
    59000 | COMMUNE DE LILLE | 59350
    59000 | Métropole de Lille | 59350
    59000 | LILLE METROPOLE | 59350
    59000 | Lille-Centre | 59350
    59000 | LILLE SUD | 59350
    59000 | LILLE FIVES | 59350
    59000 | LILLE (F) | 59350
    59000 | F-LILLE | 59350
    59000 | LILLE FR | 59350
    59000 | 59 | 59350
    59000 | 59000 | 59350
    59000 | LILLE 59000 | 59350
    59000 | LILLE CEDEX 1 | 59350
    59000 | LILLE CDEX | 59350
    59000 | LILLE CEDEX1 | 59350
    59000 | LILLE Cédex. | 59350
    59000 | LILLE CEDX 9 | 59350
    59000 | LILLE CX | 59350
    59033 LILLE CEDEX | ∅ | 59350
    59033 | LILLE Cedex | 59350
    59033 | ∅ | 59350
    B.P. 12 59605 MAUBEUGE CEDEX | ∅ | 59392
    C.S. 10405 59605 MAUBEUGE CEDEX | ∅ | 59392
    BP12 59605 MAUBEUGE CEDEX | ∅ | 59392
    CS10405 59605 MAUBEUGE CEDEX | ∅ | 59392
    BP N° 12 59605 MAUBEUGE CEDEX | ∅ | 59392
    59605 MAUBEUGE CEDEX - BP 12 | ∅ | 59392
    59605 MAUBEUGE CEDEX CS 10405 | ∅ | 59392
    CS 10405 | MAUBEUGE CEDEX | 59392
    CEDEX | LILLE | 59350
    CEDEX 9 | LILLE | 59350
    59 CEDEX | LILLE | 59350
    15000 | ∅ | 15014
    45000,00 | ORLEANS | 45234
    Le Quesnoy | ∅ | 59481
    LE QUESNOY | ∅ | 59481
    LE QUESNOY (59) | ∅ | 59481
    LE QUESNOY 59 | ∅ | 59481
    59 LE QUESNOY | ∅ | 59481
    59 - LE QUESNOY | ∅ | 59481
    (59) LE QUESNOY | ∅ | 59481
    59530 FRANCE | ∅ | 59481
    59530 FR | ∅ | 59481
    59530 - F | ∅ | 59481
    59530-FR | ∅ | 59481
    FR.59530 | ∅ | 59481
    F.59530 | ∅ | 59481
    F_59530 | ∅ | 59481
    F59 530 | ∅ | 59481
    F 59 530 | ∅ | 59481
    FR-59 530 LE QUESNOY | ∅ | 59481
    F-1000 | BOURG EN BRESSE | 01053
    F-01000 | BOURG EN BRESSE | 01053
    F-1000 | ∅ | 01053
    B-1000 | BRUXELLES | foreign BE
    B-1000 | ∅ | foreign BE
    B1000 | ∅ | foreign BE
    D-59530 | ∅ | foreign DE
    D 10115 | BERLIN | foreign DE
    D10115 BERLIN | ∅ | foreign DE
    DE-10115 BERLIN | ∅ | foreign DE
    CH-8001 Zürich | ∅ | foreign CH
    CH - 1200 GENEVE | ∅ | foreign CH
    1200 GENEVE (SUISSE) | ∅ | foreign CH
    1227 CAROUGE | ∅ | foreign CH
    1227 | CAROUGE | foreign CH
    1260 | NYON | foreign CH
    1700 | FRIBOURG | foreign CH
    1950 | SION | foreign CH
    2000 | NEUCHATEL | foreign CH
    2800 | DELEMONT | foreign CH
    1110 | MORGES | foreign CH
    1800 | VEVEY | foreign CH
    1820 | MONTREUX | foreign CH
    6300 | ZUG | foreign CH
    6900 | LUGANO | foreign CH
    1300 | WAVRE | foreign BE
    1400 | NIVELLES | foreign BE
    1420 | BRAINE L'ALLEUD | foreign BE
    1930 | ZAVENTEM | foreign BE
    1831 | DIEGEM | foreign BE
    2800 | MECHELEN | foreign BE
    3000 | LEUVEN | foreign BE
    3500 | HASSELT | foreign BE
    4040 | HERSTAL | foreign BE
    4800 | VERVIERS | foreign BE
    6700 | ARLON | foreign BE
    7700 | MOUSCRON | foreign BE
    7780 | COMINES | foreign BE
    7780 | COMINES-WARNETON | foreign BE
    59560 | COMINES | 59152
    8000 | BRUGES | foreign BE
    33520 | BRUGES | 33075
    8400 | OSTENDE | foreign BE
    8900 | IEPER | foreign BE
    8900 | YPRES | foreign BE
    4100 | SERAING | foreign BE
    4400 | FLEMALLE | foreign BE  # 04400 is Barcelonnette
    4500 | HUY | foreign BE
    4700 | EUPEN | foreign BE
    5100 | JAMBES | foreign BE
    5500 | DINANT | foreign BE
    6600 | BASTOGNE | foreign BE
    7100 | LA LOUVIERE | foreign BE
    7800 | ATH | foreign BE
    7900 | LEUZE EN HAINAUT | foreign BE
    2100 | DIJON | 21231
    3300 | BORDEAUX | 33063
    6900 | LYON | 69123
    1300 | MARSEILLE | 13055
    3100 | TOULOUSE | 31555
    4400 | NANTES | 44109
    6700 | STRASBOURG | 67482
    3400 | MONTPELLIER | 34172
    3500 | RENNES | 35238
    3800 | GRENOBLE | 38185
    7600 | ROUEN | 76540
    8000 | AMIENS | 80021
    8300 | TOULON | 83137
    4200 | SAINT ETIENNE | 42218  # 42000 without a zero
    L-2453 | LUXEMBOURG | foreign LU
    2453 | LUXEMBOURG | foreign LU
    L-4010 | ESCH SUR ALZETTE | foreign LU
    4010 | ESCH-SUR-ALZETTE | foreign LU
    L 8399 | WINDHOF | foreign LU
    L-8399 | ∅ | foreign LU
    8070 | BERTRANGE | foreign LU
    AD500 | ANDORRE LA VIEILLE | foreign AD
    AD500 | ∅ | foreign AD
    ∅ | Andorre | foreign AD
    I-10121 | ∅ | foreign IT
    IT-20121 | MILANO | foreign IT
    E-28001 | ∅ | foreign ES
    E-28001 MADRID | ∅ | foreign ES
    ES-08001 | BARCELONA | foreign ES
    P-1000 | LISBOA | foreign PT
    A-1010 | WIEN | foreign AT
    NL-1012 AB | AMSTERDAM | foreign NL
    1012 AB AMSTERDAM | ∅ | foreign NL
    GB-SW1A 1AA | LONDON | foreign GB
    SW1A 1AA | ∅ | foreign GB
    EH1 1YZ | EDINBURGH | foreign GB
    M1 1AE | MANCHESTER | foreign GB
    S-111 22 | STOCKHOLM | foreign SE
    111 22 | STOCKHOLM | foreign SE
    DK-2100 | COPENHAGEN | foreign DK
    2100 | KOBENHAVN | foreign DK
    2100 | COPENHAGUE | foreign DK
    PL-00-950 | WARSZAWA | foreign PL
    00-950 | VARSOVIE | foreign PL
    110 00 | PRAHA 1 | foreign CZ  # not Carcassonne
    11000 | PRAGUE | foreign CZ
    11000 | CARCASSONNE | 11069
    1011 | BUDAPEST | foreign HU
    00100 | HELSINKI | foreign FI
    00180 | HELSINKI | foreign FI
    10557 | ATHENES | foreign GR
    94105 | SAN FRANCISCO | foreign US
    CA 94105 | SAN FRANCISCO | foreign US
    100-0001 | TOKYO | foreign JP
    200000 | SHANGHAI | foreign CN
    ∅ | Pékin | foreign CN
    ∅ | Bruxelles (Belgique) | foreign BE
    ∅ | Bruxelles | foreign BE
    ∅ | Brussels | foreign BE
    ∅ | Köln | foreign DE
    ∅ | Cologne | ambiguous  # a village of Gers, or Köln
    ∅ | Genève | foreign CH
    ∅ | Lausanne | foreign CH
    ∅ | Rome | foreign IT
    ∅ | Milan | foreign IT
    ∅ | Barcelone | foreign ES
    ∅ | Madrid | foreign ES
    ∅ | Lisbonne | foreign PT
    ∅ | Francfort | foreign DE
    ∅ | Munich | foreign DE
    ∅ | Liège | foreign BE  # Le Liège has 300 people
    ∅ | Gand | foreign BE
    ∅ | Anvers | foreign BE
    ∅ | Luxembourg | foreign LU
    ∅ | Suisse | foreign CH  # a village of Moselle too
    ∅ | Royaume-Uni | foreign GB
    ∅ | Etats-Unis | foreign US
    ∅ | USA | foreign US
    ∅ | U.S.A. | foreign US
    ∅ | UK | foreign GB
    ∅ | U.K. | foreign GB
    ∅ | Pays-Bas | foreign NL
    ∅ | The Netherlands | foreign NL
    ∅ | Italie | foreign IT
    ∅ | Espagne | foreign ES
    ∅ | Allemagne | foreign DE  # Allemagne-en-Provence was called so
    ∅ | GERMANY | foreign DE
    ∅ | Belgique | foreign BE
    ∅ | Danemark | foreign DK
    ∅ | Chine | foreign CN
    """
}
