/// Postal codes and cities as tables really have them: `postcode | city | INSEE code or status [method]  # why`.
///
/// The right-hand side comes from La Poste's table, INSEE's registers and the coordinates of the truth tables, never from
/// a run of the program. `∅` stands for an empty cell.
enum CodeAndCityCases {
  /// How codes are typed.
  static let codes = """
    59530 | LE QUESNOY | 59481 postcode+city
     59 530  | Le Quesnoy | 59481 postcode+city  # inner and outer spaces
    59.530 | LE QUESNOY | 59481 postcode+city
    59530.0 | LE QUESNOY | 59481 postcode+city  # a float
    59530,00 | LE QUESNOY | 59481 postcode+city
    5.953E+04 | LE QUESNOY | 59481 postcode+city  # a spreadsheet's notation
    5,953E+04 | LE QUESNOY | 59481 postcode+city
    F-59530 | LE QUESNOY | 59481 postcode+city
    F59530 | LE QUESNOY | 59481 postcode+city
    FR 59530 | LE QUESNOY | 59481 postcode+city
    FR-59530 | LE QUESNOY | 59481 postcode+city
    59530 LE QUESNOY | ∅ | 59481 postcode+city
    59530LE QUESNOY | ∅ | 59481 postcode+city
    LE QUESNOY (59530) | ∅ | 59481 postcode+city
    LE QUESNOY 59530 | ∅ | 59481 postcode+city
    Le Quesnoy - 59530 | ∅ | 59481 postcode+city
    ∅ | 59530 LE QUESNOY | 59481 postcode+city
    ∅ | LE QUESNOY (59530) | 59481 postcode+city
    59\u{A0}530 | LE QUESNOY | 59481 postcode+city  # a no-break space
    59\u{202F}530 | LE QUESNOY | 59481 postcode+city
    ５９５３０ | LE QUESNOY | 59481 postcode+city  # full-width digits
    5953O | LE QUESNOY | 59481 postcode+city  # the letter O
    l3001 | MARSEILLE | 13201 postcode+city  # the letter l
    '59530 | LE QUESNOY | 59481 postcode+city  # a spreadsheet's mark for text
    "59530" | LE QUESNOY | 59481 postcode+city
    59530; | LE QUESNOY | 59481 postcode+city
    CP 59530 | LE QUESNOY | 59481 postcode+city
    25 110 | ∅ | 25047 postcode  # of the 2010 list of article 133: Baume-les-Dames is the largest of the code
    13 001 | ∅ | 13201 postcode
    75009.0 | ∅ | 75109 postcode
    75014 | ∅ | 75114 postcode
    2500 | HIRSON | 02381 postcode+city  # lost zero
    2500 | ∅ | 02381 postcode
    1000 | ∅ | 01053 postcode
    1000.0 | ∅ | 01053 postcode
    1 000 | ∅ | 01053 postcode
    6200 | ∅ | 06088 postcode
    6200 | NICE | 06088 postcode+city
    1400 | CHATILLON SUR CHALARONNE | 01093 postcode+city
    8000 | CHARLEVILLE MEZIERES | 08105 postcode+city
    59530-59218 | ∅ | 59481 postcode  # the first of two codes
    59530 / 59218 | LE QUESNOY | 59481 postcode+city
    75001 75002 | PARIS | 75101 postcode+city
    59000 59800 | ∅ | 59350 postcode  # both are Lille's
    59605 | ∅ | 59392 cedex  # Maubeuge
    59605 CEDEX | ∅ | 59392 cedex
    59605 MAUBEUGE CEDEX | ∅ | 59392 cedex
    59605 | MAUBEUGE CEDEX | 59392 cedex
    59605 | Maubeuge Cédex | 59392 cedex
    ∅ | MAUBEUGE CEDEX | 59392 city
    69342 | LYON CEDEX 07 | 69387 cedex
    69342 | ∅ | 69387 cedex
    13793 | AIX EN PROVENCE CEDEX 3 | 13001 cedex
    13793 | ∅ | 13001 cedex
    92055 | PARIS LA DEFENSE CEDEX | 92050 cedex  # delivered from Nanterre
    97196 | JARRY CEDEX | 97103 cedex  # Baie-Mahault
    97196 JARRY CEDEX | ∅ | 97103 cedex
    59618 | ∅ | 59249 inferred  # in no table; the runs beside it are Fourmies' and its neighbours'
    78377 | PLAISIR CEDEX | 78490 cedex
    95944 | ROISSY CDG CEDEX | 93073 cedex  # delivered from Tremblay-en-France
    33187 | LE HAILLAN | 33200
    34475 | PEROLS | 34198
    42334 | MABLY | 42127
    80046 | AMIENS CEDEX 2 | 80021 cedex
    94594 | RUNGIS | 94065
    53203 | CHÃ¢TEAU-GONTIER | 53062
    31084 | TOULOUSE | 31555
    94542 | ORLY | 94054
    04204 | SISTERON | 04209
    75000 | PARIS | 75056  # no code of La Poste's
    75000 | ∅ | 75056
    69000 | LYON | 69123
    69000 | ∅ | 69123
    13000 | MARSEILLE | 13055
    13000 | ∅ | 13055
    75016 | PARIS | 75116 postcode+city
    75116 | PARIS | 75116 postcode+city
    75116 | ∅ | 75116 postcode
    75116 | PARIS 16 | 75116 postcode+city
    13008 | Marseille 08 | 13208 postcode+city
    69003 | Lyon 3e | 69383 postcode+city
    69003 | LYON 3EME ARRONDISSEMENT | 69383 postcode+city
    75107 | PARIS 7 | 75107 citycode  # an arrondissement's INSEE code
    13210 | MARSEILLE | 13210
    ∅ | PARIS 9 | 75109 city
    ∅ | Paris 9ème | 75109 city
    ∅ | PARIS 09 | 75109 city
    ∅ | Lyon 3e | 69383 city
    ∅ | Marseille 08 | 13208 city
    ∅ | PARIS | 75056 city
    ∅ | LYON | 69123 city
    75 | PARIS | 75056 city
    59 | LILLE | 59350 city
    20000 | AJACCIO | 2A004 postcode+city
    20000 | ∅ | 2A004 postcode
    20090 | AJACCIO | 2A004 postcode+city
    20200 | BASTIA | 2B033 postcode+city
    2A004 | ∅ | 2A004 citycode
    2A004 | AJACCIO | 2A004 citycode
    2a004 | ∅ | 2A004 citycode
    2B033 | BASTIA | 2B033 citycode
    20156 | Serra-di-Ferro | 2A276  # 20140 is the commune's; 20156 is in no table
    20218 | Ponte-Leccia | 2B169  # a village of Morosaglia
    20220 | L'Ã\u{8E}LE-ROUSSE | 2B134 postcode+city
    59481 | LE QUESNOY | 59481 citycode  # an INSEE code in the postal column
    59271 | GRANDE SYNTHE | 59271 citycode
    44109 | NANTES | 44109  # Nantes by its INSEE code and as a CEDEX
    68128 | Niederentzen | 68234  # 68127 is its code; 68128 is Village-Neuf's
    97100 | BASSE TERRE | 97105 postcode+city
    97110 | POINTE A PITRE | 97120 postcode+city
    97122 | BAIE MAHAULT | 97103 postcode+city
    97139 | LES ABYMES | 97101 postcode+city
    97139 | ABYMES | 97101 postcode+city
    97200 | FORT DE FRANCE | 97209 postcode+city
    97200 | ∅ | 97209 postcode
    97300 | CAYENNE | 97302 postcode+city
    97400 | SAINT DENIS | 97411 postcode+city
    97410 | ST PIERRE | 97416 postcode+city
    97490 | STE CLOTILDE | 97411 postcode+city  # a locality of Saint-Denis
    97500 | SAINT PIERRE | 97502 postcode+city
    97600 | MAMOUDZOU | 97611 postcode+city
    97150 | ∅ | 97801 postcode  # Saint-Martin, a collectivity since 2007
    97150 | SAINT MARTIN | 97801 postcode+city
    97133 | SAINT BARTHELEMY | 97701 postcode+city
    97127 | ∅ | 97110 postcode  # La Désirade
    97127 | LA DESIRADE | 97110 postcode+city
    97127 | SAINT MARTIN | 97801  # Saint-Martin's former INSEE code
    97123 | ∅ | 97104 postcode  # Baillif
    97123 | BAILLIF | 97104 postcode+city
    97123 | SAINT BARTHELEMY | 97701  # Saint-Barthélemy's former INSEE code
    97801 | ∅ | 97411 cedex  # a CEDEX of Saint-Denis and Saint-Martin's INSEE code
    97801 | SAINT MARTIN | 97801 citycode
    97801 | SAINT DENIS CEDEX | 97411 cedex
    98000 | MONACO | 99138 postcode+city
    98000 | ∅ | 99138 postcode
    98000 | MONTE CARLO | 99138
    MC 98000 | MONACO | 99138
    98800 | NOUMEA | 98818 postcode+city
    98800 | ∅ | 98818 postcode
    98714 | PAPEETE | 98735 postcode+city
    98600 | WALLIS | 98613  # Uvea
    00100 ARMEES | ∅ | not-found
    00200 | ARMEES | not-found
    00301 | ∅ | not-found
    99999 | ∅ | not-found
    ∅ | ∅ | empty
    N/A | ∅ | empty
    - | ∅ | empty
    néant | ∅ | empty
    ? | ∅ | empty
    00000 | ∅ | empty
    0 | ∅ | empty
    NC | NC | empty
    N/D | N/D | empty
    non renseigné | ∅ | empty
    XXXXX | ∅ | empty
    N/A | LE QUESNOY | 59481 city
    00000 | LE QUESNOY | 59481 city
    59 | ∅ | departement 59
    2A | ∅ | departement 2A
    974 | ∅ | departement 974
    01 | ∅ | departement 01
    1 | ∅ | departement 01
    """

  /// How cities are typed.
  static let names = """
    68320 | Wittenheim | 68376 city  # not Artzenheim, which has the code and another name
    27400 | Vraiville | 27700 city  # a grant of 2016; not Crasville
    80370 | Heudicourt | 80438 city  # not Heuzecourt
    56680 | Plouharnel | 56168 city  # not Plouhinec
    31750 | Saint-Laurent | 31494 city  # not 01750, which is a digit away
    76420 | Heuqueville | 76361 city  # the one of the département, not that of the Eure
    59132 | Capelle | 59127 city
    56760 | Grande-Synthe | 59271 postcode+city  # none of the name in the Morbihan: a slip of a digit
    44210 | La Marne | 44090  # the village near Pornic, whose code is 44270, and no département
    87310 | Saint-Laurent | 87158 postcode+city  # the first words of Saint-Laurent-sur-Gorre; not Saint-Auvent
    40240 | Saint-Julien | 40265 postcode+city  # Saint-Julien-d'Armagnac; not Saint-Justin
    27800 | Malleville | 27380 postcode+city  # Malleville-sur-le-Bec; not Calleville
    09420 | Esplas | 09118 postcode+city  # Esplas-de-Sérou; Esplas has 09700
    80740 | Creuse | 80225 city  # a village of the Somme
    47440 | La Réunion | 47222 city
    59300 | valenciennes | 59606 postcode+city
    59230 | ST AMAND LES EAUX | 59526 postcode+city
    59230 | St-Amand-les-Eaux | 59526 postcode+city
    59230 | S/ AMAND LES EAUX | 59526 postcode+city
    59650 | Villeneuve d’Ascq | 59009 postcode+city  # a curly apostrophe
    59650 | VILLENEUVE D ASCQ | 59009 postcode+city
    59650 | VILLENEUVE DASCQ | 59009 postcode+city
    59650 | Villeneuve d'Asq | 59009 postcode+city
    59530 | QUESNOY (LE) | 59481 postcode+city
    59530 | Quesnoy, Le | 59481 postcode+city
    62200 | BOULOGNE S/MER | 62160  # 62200 is Boulogne's
    62200 | BOULOGNE SUR MER CEDEX | 62160
    93200 | SAINT DENIS LA PLAINE | 93066
    93210 | La plaine-saint-denis | 93066 postcode+city
    67400 | ILLKIRCH | 67218 postcode+city
    92200 | NEUILLY | 92051 postcode+city
    92200 | NEUILLY S/ SEINE | 92051 postcode+city
    83110 | SANARY | 83123 postcode+city
    33260 | LA TESTE | 33529 postcode+city
    82400 | VALENCE D'AGEN | 82186 postcode+city
    13115 | Saint-Paul-lez-Durance | 13099 postcode+city
    30380 | SAINT-CHRISTOL-LÃ¨S-ALÃ¨S | 30243 postcode+city
    30980 | SAINT-DIONIZY | 30249 postcode+city
    33750 | BEYCHAC-ET-CAILLEAU | 33049 postcode+city
    44430 | Loroux-Bottereau | 44084 postcode+city
    40410 | Saugnacq-et-Muret | 40295 postcode+city
    66200 | LATOURBASELNE | 66094 postcode+city
    06510 | GATTIERES | 06064 postcode+city
    06770 | GATTIERES | 06064  # no such code; Gattières has 06510
    91100 | CORBEIL | 91174 postcode+city
    62100 | COQUELLES | 62239 city  # 62231 is its code
    59120 | LOOS LES LILLE | 59360 postcode+city
    83300 | DRAGUIGNAN BROSSOLETTE | 83050 postcode+city
    84140 | MONTFAVET | 84007 postcode+city  # a locality of Avignon
    73300 | LE CORBIER - VILLAREMBERT | 73318 postcode+city
    83820 | le rayol | 83152 postcode+city
    39220 | La Doye | 39441 postcode+city  # a locality of Prémanon
    38930 | CLELLES en TRIEVES | 38113 postcode+city
    10600 | BARBEREY | 10030 postcode+city
    31310 | Rieux | 31455 postcode+city
    51160 | AY | 51030 postcode+city
    54470 | THIAUCOURT | 54518 postcode+city
    15290 | Le Rouget | 15268 postcode+city
    95610 | Eragny-sur-Oise | 95218 postcode+city
    04140 | Seyne-les-Alpes | 04205 postcode+city
    22270 | Jugon-les-Lacs | 22084 postcode+city
    33370 | ARTIGUES | 33013 postcode+city
    64170 | LACQ AUDEJOS SUD | 64300 postcode+city
    02310 | CHARLY | 02163 postcode+city
    14500 | VIRE | 14762 postcode+city
    49140 | SOUCELLES | 49377 postcode+city  # merged in 2019
    85180 | CHÃ¢TEAU-D'OLONNE | 85194 postcode+city  # merged in 2019, in mojibake
    85340 | Olonne Sur Mer | 85194 postcode+city
    74930 | REIGNIER | 74220 postcode+city
    63700 | Saint-Ã\u{89}loy-les-Mines | 63338 postcode+city
    51200 | Ã\u{89}PERNAY | 51230 postcode+city
    14140 | Livarot | 14371 postcode+city
    61290 | LONGNY AU PERCHE | 61230 postcode+city
    86380 | Vendeuvre-du-Poitou | 86281 postcode+city
    61800 | TINCHEBRAY | 61486 postcode+city
    86130 | Jaunay-Clan | 86115 postcode+city
    50500 | Saint-Hilaire-Petitville | 50099 postcode+city
    28700 | AUNEAU | 28015 postcode+city
    28310 | Janville | 28199 postcode+city
    25150 | Pont-de-Roide | 25463 postcode+city
    79370 | Mougon | 79185 postcode+city
    14220 | Thury-Harcourt | 14689 postcode+city
    69490 | Saint-Loup | 69157 postcode+city
    35720 | Saint-Pierre-de-Plesguen | 35308 postcode+city
    86700 | CouhÃ© | 86082 postcode+city
    56460 | Le Roc-Saint-AndrÃ© | 56197 postcode+city
    48600 | CHAMBON-LE-CHÃ¢TEAU | 48038 postcode+city
    19150 | LAGUENNE | 19101 postcode+city
    49450 | Saint-Macaire-en-Mauges | 49301 postcode+city
    50100 | CHERBOURG-OCTEVILLE | 50129 postcode+city
    50100 | CHERBOURG | 50129 postcode+city
    50120 | Ã\u{89}queurdreville-Hainneville | 50129 postcode+city
    50110 | Tourlaville | 50129 postcode+city
    85140 | L'OIE | 85165  # a commune again since 2024
    73300 | HERMILLON | 73135 postcode+city
    30290 | LAUDUN | 30141 postcode+city
    14170 | SAINT-PIERRE-SUR-DIVES | 14654 postcode+city
    52220 | MONTIER-EN-DER | 52331 postcode+city
    89110 | AILLANT-SUR-THOLON | 89003 postcode+city
    35480 | GUIPRY | 35176 postcode+city
    73480 | Lanslebourg-Mont-Cenis | 73290 postcode+city
    12310 | LAISSAC | 12120 postcode+city
    74960 | Cran-Gevrier | 74010 postcode+city
    74600 | SEYNOD | 74010 postcode+city
    46600 | CRESSENSAC | 46083 postcode+city
    73800 | FRANCIN | 73151 postcode+city  # Porte-de-Savoie
    85600 | Saint-Hilaire-de-Loulay | 85146 postcode+city
    44370 | Varades | 44213 postcode+city
    24750 | BOULAZAC | 24053 postcode+city
    22400 | Lamballe | 22093 postcode+city
    22400 | LAMBALLE | 22093 postcode+city
    81220 | LalbarÃ¨de | 81132 postcode+city
    72400 | CHERRE | 72080 postcode+city
    01200 | Bellegarde-sur-Valserine | 01033 postcode+city
    44150 | ANCENIS | 44003 postcode+city
    76640 | FAUVILLE-EN-CAUX | 76258 postcode+city
    50800 | VILLEDIEU-LES-POÃªLES | 50639 postcode+city
    14270 | MÃ©ZIDON-CANON | 14431 postcode+city
    51130 | VERTUS | 51612 postcode+city
    41700 | Contres | 41059 postcode+city
    61140 | La Chapelle-d'Andaine | 61096 postcode+city
    48400 | Florac | 48061 postcode+city
    49310 | VIHIERS | 49373 postcode+city
    89120 | Charny | 89086 postcode+city
    16250 | Blanzac-Porcheresse | 16046 postcode+city
    57645 | Montoy-Flanville | 57482 postcode+city
    24660 | NOTRE DAME DE SANILHAC | 24312 postcode+city
    50440 | Beaumont-Hague | 50041 postcode+city
    49420 | POUANCE, OMBREE D'ANJOU | 49248 postcode+city
    49420 | POUANCÃ© | 49248 postcode+city
    69470 | Cours-la-Ville | 69066 postcode+city
    44450 | LA CHAPELLE-BASSE-MER | 44029 postcode+city
    56450 | THEIX | 56251 postcode+city
    24320 | La Tour-Blanche | 24554 postcode+city
    50140 | MORTAIN | 50359 postcode+city
    61430 | Athis-de-l'Orne | 61007 postcode+city
    35560 | Antrain | 35004 postcode+city
    22680 | Ã\u{89}TABLES-SUR-MER | 22055 postcode+city
    93400 | Saint-Ouen | 93070 postcode+city
    53140 | PRÃ©-EN-PAIL | 53185 postcode+city
    39190 | BEAUFORT | 39043 postcode+city
    54150 | BRIEY | 54099 postcode+city
    25640 | MARCHAUX | 25368 postcode+city
    76330 | Notre-Dame-de-Gravenchon | 76476 postcode+city
    85130 | La Verrie | 85302 postcode+city
    24170 | BelvÃ¨s | 24035 postcode+city
    50530 | SARTILLY | 50565 postcode+city
    44540 | SAINT-MARS-LA-JAILLE | 44180 postcode+city
    61700 | Domfront | 61145 postcode+city
    52140 | MONTIGNY LE ROI | 52332 postcode+city
    16110 | LA ROCHEFOUCAULD | 16281 postcode+city
    22170 | Plouagat | 22206 postcode+city
    59160 | LOMME | 59350 postcode+city  # an associated commune of Lille
    73220 | Aiguebelle | 73212 postcode+city
    14380 | SAINT-SEVER-CALVADOS | 14658 postcode+city
    50570 | MARIGNY | 50292 postcode+city
    40110 | MORCENX | 40197 postcode+city
    61190 | Tourouvre | 61491 postcode+city
    24310 | BRANTÃ´ME | 24064 postcode+city
    78150 | LE CHESNAY | 78158 postcode+city
    49600 | BEAUPRÃ©AU | 49023 postcode+city
    74210 | FAVERGES | 74123 postcode+city
    49480 | Saint-Sylvain-d'Anjou | 49323 postcode+city
    24330 | Saint-Laurent-sur-Manoire | 24053 postcode+city  # Boulazac Isle Manoire
    49700 | DOUÃ\u{89} LA FONTAINE | 49125 postcode+city
    38490 | LES ABRETS | 38001 postcode+city
    85400 | LUÃ\u{87}ON | 85128 postcode+city
    71500 | LOUHANS | 71263 postcode+city
    19100 | BRIVES | 19031
    51000 | CHALONS SUR MARNE | 51108 postcode+city  # until 1995
    54400 | LONGWY BAS | 54323 postcode+city
    57280 | MAIZIERES LES METZ | 57433 postcode+city
    57210 | MAIZIERES LES METZ | 57433  # 57280 with two digits swapped
    56760 | Grande-Synthe | 59271  # one wrong digit: 59760
    45520 | Laxou | 54304  # two swapped digits: 54520
    25780 | DEVECEY | 25200  # 25870
    44890 | Sainte-Luce-sur-Loire | 44172  # 44980
    73950 | CREST-VOLAND | 73094  # 73590
    63569 | Larodde | 63190  # 63690
    59387 | MARQUETTE EN OSTREVENT | 59387  # its INSEE code, the name with a fault
    95493 | Le Plessis Luzarches | 95493 citycode
    62910 | LOUCHES | 62531 city  # 62610
    11340 | LIMOUX CEDEX | 11206
    92000 | PARIS LA DEFENSE | 92050  # the code is Nanterre's
    92400 | PARIS LA DEFENSE | 92026
    92800 | PARIS LA DEFENSE | 92062
    59530 | ∅ | 59481 postcode
    59218 | ∅ | 59464 postcode  # Poix-du-Nord is the largest of four
    ∅ | LE QUESNOY | 59481 city
    ∅ | Montaigu (85) | 85146 city
    ∅ | Saint-Victor (07) | 07301 city
    ∅ | LILLE 59 | 59350 city
    ∅ | Saint-Jeannet | 06122/ambiguous  # the one in 04 has sixty people
    ∅ | Saint-Girons | 09261 city  # the one in 64 has 180 people
    ∅ | Saint-Victor | ambiguous
    ∅ | Langon | ambiguous
    ∅ | Chamonix | 74056 city
    ∅ | Etaples-sur-Mer | 62318
    ∅ | Canet-en-Roussillon | 66037 city
    ∅ | FOUGEROLLES DU PLESSIS | 53100 city
    ∅ | St Aubin des Châteaux | 44153 city
    ∅ | CLERMONT-FERRAND | 63113 city
    ∅ | CLERMONT FERRRAND | 63113 city
    ∅ | Mairie | not-found
    ∅ | Adresse bénéficiaire | not-found
    ∅ | zzzzz | not-found
    ∅ | Paris la Défense | 92062/92026/92050  # one district, three communes
    """
}
