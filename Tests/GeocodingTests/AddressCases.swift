/// Address cells of the grants of the National Assembly's reserve (2014, 2016) and others like them, and rows with other
/// witnesses. Expected values as in `CodeAndCityCases`.
enum AddressCases {
  /// `address | INSEE code or status [method]  # why`. A line break in the cell is written `⏎`.
  static let addresses = """
    57 | departement 57  # a whole address that is a number: of the département, as in the reserve's table of 2014
    8 | departement 08
    20B | departement 2B
    2a | departement 2A
    974 | departement 974
    96 | not-found
    12 bis | not-found/empty
    49 avenue Allal Ben Abdellah⏎Rabat⏎Maroc | foreign MA
    Mairie | not-found
    Mairie⏎57 rue de la Gare | not-found  # 57 is the house, not the Moselle
    57 rue Victor Hugo | not-found
    10, rue de Paris | not-found  # a street named after a city
    31, route de Bordeaux | not-found
    Place de la Mairie | not-found
    Hotel de ville | not-found
    Adresse bénéficiaire | not-found
    6ème circonscription | not-found
    Stade Monclar | not-found
    5 place Marcel Paul | not-found
    Maison des Associations | not-found
    Maire | not-found  # an office, not Mairé in the Vienne
    Mairie 56160 | 56163 postcode  # Ploërdut is the largest of seven
    Mairie⏎56160 Guémené-sur-Scorff | 56073 postcode+city
    Mairie de Guémené-sur-Scorff⏎56160 | 56073 postcode+city
    MARIGNY (50570) | 50292 postcode+city
    Marigny (50570) | 50292 postcode+city
    Percy (50410) | 50393 postcode+city
    Carentan (50500) | 50099 postcode+city
    Mairie - Place de la Mairie - 72210 | 72346 postcode  # La Suze-sur-Sarthe; "Mairie" is no spelling of Maigné
    place de la mairie 03140 | 03053 postcode
    21, rue du Hamel Airaines (80270) | 80013 postcode+city
    2, rue du 8 mai 1945 Yzengremer (80520) | 80834 postcode+city
    52 rue Jules Verne - Vigneux (91270) | 91657 postcode+city
    31, route de Jaligny-sur-Besbre 03220 | 03132  # the street's name is a commune of the code: the likelier one
    10 Rue du Parc VALENCE 26000 | 26362
    4 rue Paul Verlaine GENNEVILLIERS 92230 | 92036
    44 rue Jacques Dulud 92000 - Neuilly | 92051/92050
    VERNOUILLET 78480 | 78643  # 78540 is its code
    38 rue de Paris 59000 LILLE | 59350 postcode+city
    33 bis, rue de Paris - 59 000 Lille | 59350 postcode+city
    La Kruystraete - 59 270 GODEWAERSVELDE | 59262 postcode+city
    214, la Place - 59 285 BUYSSCHEURE | 59119 postcode+city
    15 rue Franklin⏎69 120 Vaulx-en-Velin⏎solidarite@example.fr | 69256 postcode+city
    20 rue François Garcin⏎69003 Lyon⏎Tel:06 09 01 00 32⏎Président: Monsieur M. | 69383 postcode+city
    13 rue des Charmilles 25 150 Pont-de-Roide | 25463 postcode+city
    30 rue de la Fontaine 25 350 | 25367 postcode  # Mandeure
    8 boulevard de la Chesnardière BP 464 - 35 304 Fougères cedex | 35115 cedex
    19, rue de Rhinau - BP 20034⏎67 027 Strasbourg CEDEX | 67482 cedex
    31 rue Louis Robillard⏎1400 CAEN | 14118  # a digit was lost from 14000
    10C PLACE AZAY LE FERRON 37 000 TOURS | 37261 postcode+city
    1 026, rue Petit - 59 190 Hazebrouck | 59295 postcode+city
    Ecole\u{A0}Vitruve\u{A0}- 3 passage Josseaume 75 020 Paris | 75120 postcode+city
    67\u{A0}000 STRASBOURG | 67482 postcode+city
    13, Res, Les Mouffias Boisripeaux 97 139 | 97101 postcode
    47 rue Ferdinand Le Dressay, BP 74, 56 002 VANNES | 56260
    section sport adapté - BP 40029 - 49 601 BEAUPREAU | 49023
    2 rue des Recoins - 49 270 LE FUILET | 49218/49069  # Le Fuilet is in Montrevault-sur-Èvre (49110), 49270 is Orée d'Anjou's
    BP 88 - 11340 - LIMOUX CEDEX | 11206
    Mairie, 24120 Cherveix-Cubas | 24120 citycode
    Place Eugène Sue 95094 Bouqueval | 95094 citycode
    2 rue Roquin 62731 RUYAULCOURT | 62731 citycode
    91 avenue Gambetta à Paris 20ème | 75120
    57 rue Cuvier  Paris 5 | 75105
    40 rue de l'échiquier Paris 10 Christel Sauvage présidente | 75110/not-found
    17 rue Mozart - Mantes la Jolie | 78361 city
    12, rue de la Fonderie LE CREUSOT | 71153/not-found
    Mairie de Ginestet | 24197 city
    Jacques REIX, Maire de Port Sainte Foy et Ponchapt | 24335/not-found
    Route des Templiers Mairie La Lande de Fronsac | 33219/not-found
    Hôtel de ville de Haulchin | 59288 city
    Hôtel de ville de Montaut | ambiguous
    Mairie de Mazères | ambiguous
    Mairie Cérons | 33120 city
    Mairie de la Chapelle Montlinard | 18049 city
    ANGERS | 49007 city
    MACHECOUL | 44087 city
    Langon | ambiguous
    Etaples-sur-Mer | 62318
    SAINT-JULIEN LE MONTAGNIER | 83113/not-found  # the commune is Saint-Julien
    Saint Martin du Fresne | 01373
    SAINT-FELIX DE LAURAGAIS | 31478  # Saint-Félix-Lauragais
    Montréal la Cluse | 01265 city
    Gilly sur Isère | 73124 city
    Loc-Maria-Plouzané | 29130 city
    1 rue de la Pellerinière Saint-Barthélemy d'Anjou | 49267/not-found
    Mairie de Vern | ambiguous/not-found/35352/49367  # not La Verne in California
    AREA - RAPA - Australes | 98741  # not Area in Illinois
    TIAREI Pk 27,7 c/mont | not-found/98722/98725
    40, chemin des Peupliers 97417 La Montagne | 97411 postcode+city
    BP 4432 - 97500 SAINT-PIERRE-ET-MIQUELON | 97502
    BP 275 98754 MATAURA-TUBUAI | 98753
    109, route de Moutte - Maison de Quartier - 97200 FDF | 97209
    6 passage Ramey 75018 | 75118 postcode
    59260 HELLEMMES | 59350  # an associated commune of Lille
    Chez Nicole Vernus,⏎19, rue du Val d'Osne 94410 Saint-Maurice | 94069 postcode+city  # not the island of Maurice
    Kaapelitehdas C 2 Tallberginkatu 1 C 135 00180 Helsinki | foreign FI
    Via Crispi 86, 80121 Naples | foreign IT
    Haifa 34405 | foreign IL
    Švarco g. 1, 01131 Vilnius | foreign LT
    Finisterre 3, 28029 Madrid, Espagne | foreign ES
    Viale Ranzoni 17 - 20149 Milano - Italie | foreign IT
    Boulevard du Régent 42, 1000 Bruxelles (Belgique) | foreign BE
    8b, Boulevard Joseph II, 1840 Luxembourg (Luxembourg) | foreign LU
    Avenida Arequipa 4595, Miraflorès,⏎Lima,⏎Perou | foreign PE
    BP 910⏎Bamako⏎Mali | foreign ML
    49 avenue Allal Ben Abdellah⏎Rabat⏎Maroc | foreign MA
    N° 6780, Liberté VI⏎Dakar⏎Sénégal | foreign SN
    21 Cromwell Road, LONDON SW7 2EN, UK | foreign GB
    87 Holmes Rd,London, NW5 3AX | foreign GB
    24, avenue Marie Thérèse L-2132 Luxembourg | foreign LU
    Australie | foreign AU
    Calle del Cristo, 27, 28691 Villanueva de la Cañada, Madrid, ESPAGNE | foreign ES
    1 quai de Garonne 31330 GRENADE | 31232 postcode+city  # not the island
    6, rue du 11 Septembre 1944 56700 Sainte Hélène | 56220 postcode+city
    Le Chalet des Villards Arc 1800 73700 BOURG SAINT MAURICE | 73054 postcode+city
    15 Rue des Prés – Mulhouse -                   M. JORDAN | 68224/not-found
    15, rue de Belgique | not-found
    1030 av centrale - 38400 | 38421 postcode
    BP 107 97 130 Capesterre Belle-Eau | 97107 postcode+city
    Mairie BP 41 29 930 PONT-AVEN | 29217 postcode+city
    29, rue Robert Caumont Bureaux du Lac 2, bât S -  33049 Bordeaux | 33063 cedex
    10 rue Amédée Grivilliers  59387 MARQUETTE EN OSTREVENT | 59387 citycode
    Sachsenring 77 / 50667 Cologne (Allemagne) | foreign DE  # not Cologne in the Gers
    Birkenweg 75 / 67346 Spire (Allemagne) | foreign DE
    Zum Welleken 1 / 49 477 Ibbenbüren | foreign DE
    Parking Mairie Tillières/Avre | 27643/not-found
    Place de la mairie Condé /Iton | 27198 city  # Condé-sur-Iton, today Mesnils-sur-Iton
    2 /39  rue ben Yeouda, Jérusalem | foreign IL
    """

  /// `postcode | city | further cell=text | INSEE code or status [method]  # why`.
  static let witnesses = """
    37081 | Göttingen | ∅ | foreign DE  # a CEDEX of Tours
    37081 | GOETTINGEN | ∅ | foreign DE
    47228 | Duisburg | ∅ | foreign DE
    86316 | Friedberg | ∅ | foreign DE
    51063 | Köln | ∅ | foreign DE
    51063 | Koeln | ∅ | foreign DE
    28040 | Madrid | ∅ | foreign ES  # a CEDEX of Chartres
    35043 | Dollard-des-Ormeaux | ∅ | foreign CA
    ∅ | Londres | ∅ | foreign GB
    Londres | ∅ | ∅ | foreign GB  # of the 2010 list of article 133
    ∅ | Huế | ∅ | foreign VN
    ∅ | BRUXELLES | ∅ | foreign BE
    1000 | BRUXELLES | ∅ | foreign BE  # four digits, but not Bourg-en-Bresse
    7000 | MONS | ∅ | foreign BE
    7000 MONS BELGIQUE | ∅ | ∅ | foreign BE
    B-7000 | MONS | ∅ | foreign BE
    B-7000 | ∅ | ∅ | foreign BE
    B 7000 | Mons | ∅ | foreign BE
    L-1234 | ∅ | ∅ | foreign LU
    L-2132 | Luxembourg | ∅ | foreign LU
    CH-1200 | ∅ | ∅ | foreign CH
    CH-1200 | GENEVE | ∅ | foreign CH
    1200 | GENEVE | ∅ | foreign CH
    5931AZ | BOXMEER | ∅ | foreign NL
    5931AZ BOXMEER | ∅ | ∅ | foreign NL
    99135 | BOXMEER | ∅ | foreign NL  # INSEE's code of the Netherlands
    99109 | 38112 BRAUNSCHWEIG | ∅ | foreign DE
    99109 | ∅ | ∅ | foreign DE
    99138 | MONACO | ∅ | 99138  # INSEE's code of Monaco, in the gazetteer
    59530 | LE QUESNOY | country=FRANCE | 59481 postcode+city
    59530 | LE QUESNOY | country=FR | 59481 postcode+city
    59530 | LE QUESNOY | country=Belgique | foreign BE
    1000 | ∅ | country=BE | foreign BE
    1000 | ∅ | country=FR | 01053 postcode
    10115 | BERLIN | country=Allemagne | foreign DE
    10115 | BERLIN | country=Deutschland | foreign DE
    28040 | MADRID | country=ESPAGNE | foreign ES
    98000 | ∅ | siret=FR12345678901 | 99138 postcode  # French VAT: Monaco has FR
    51063 | ∅ | siret=DE123456789 | foreign DE
    80331 | MÜNCHEN | siret=DE123456789 | foreign DE
    59530 | LE QUESNOY | siret=DE123456789 | 59481 postcode+city  # code and city agree: a branch
    59530 | LE QUESNOY | siret=21590481900015 | 59481 postcode+city
    97150 | SAINT MARTIN | country=MF | 97801 postcode+city
    97133 | ST BARTHELEMY | country=BL | 97701 postcode+city
    97400 | SAINT DENIS | country=RE | 97411 postcode+city
    ∅ | ∅ | citycode=59481 | 59481 citycode
    ∅ | ∅ | citycode=1053 | 01053 citycode  # the zero lost
    ∅ | ∅ | citycode=2A004 | 2A004 citycode
    ∅ | ∅ | citycode=50508 | 50591 citycode  # Sainte-Marie-du-Bois, today Le Teilleul
    ∅ | ∅ | citycode=59350.0 | 59350 citycode
    59000 | LILLE | citycode=59350 | 59350 citycode
    59260 | HELLEMMES | citycode=59298 | 59350 citycode  # the associated commune's own code
    ∅ | LE QUESNOY | citycode=99999 | 59481 city
    59530 | ∅ | coordinates=50.2486;3.6385 | 59481 coordinates
    59530 | ∅ | coordinates=3.6385;50.2486 | 59481 coordinates  # swapped
    59530 | ∅ | coordinates=50,2486;3,6385 | 59481 coordinates
    59530 | ∅ | coordinates=745596.13;7016921.16 | 59481 coordinates  # Lambert-93
    59530 | ∅ | coordinates=0;0 | 59481 postcode
    59530 | ∅ | coordinates=[50.2486,3.6385]; | 59481 coordinates
    ∅ | ∅ | coordinates=50.2486;3.6385 | 59481 coordinates
    59530 | ∅ | coordinates=N/A;N/A | 59481 postcode
    59530 | ∅ | coordinates=95.0;3.6 | 59481 postcode
    59530 | ∅ | coordinates=50.25876;3.58184 | 59518 coordinates  # in Ruesnes, one of the code's 15 communes
    59 | ∅ | coordinates=50.25876;3.58184 | 59518 coordinates
    59605 | ∅ | coordinates=50.25876;3.58184 | 59518 coordinates  # a CEDEX of Maubeuge serves farther than its town
    59530 | LE QUESNOY | coordinates=50.25876;3.58184 | 59481 coordinates  # the commune is named
    59530 | LILLE | coordinates=50.6366;3.0635 | 59350 coordinates  # the point decides between two
    59530 | LILLE | coordinates=50.2486;3.6385 | 59481 coordinates
    """
}
