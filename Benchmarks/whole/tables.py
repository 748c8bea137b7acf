"""Seeded tables: clean, messy, and a table of contracts; and what a database would join with."""

import csv
import random

SEED = 59530
MESSY_SHARE = 0.15


def read_gazetteer(folder):
    def rows(name):
        with open(folder / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))

    communes = {row["citycode"]: row for row in rows("communes.csv")}
    places = [
        (row["postcode"], communes[row["citycode"]]["name"], row["citycode"])
        for row in rows("postal_codes.csv")
        if not communes[row["citycode"]]["parent"]
    ]
    return places, communes


def mess(rng, code, city):
    kind = rng.randrange(5)
    if kind == 0:
        return (code.lstrip("0"), city) if code.startswith("0") else (f" {code} ", city)
    if kind == 1:
        return f"{code[:2]} {code[2:]}", city
    if kind == 2:
        return f"F-{code}", city
    if kind == 3:
        return code, city.upper().replace("-", " ")
    return "", city


def write_table(path, places, rows, messy):
    rng = random.Random(SEED)
    with open(path, "w", encoding="utf-8", buffering=1 << 20) as file:
        file.write("id,name,object,amount,date,postcode,city\n")
        for number in range(rows):
            code, city, _ = places[rng.randrange(len(places))]
            if messy and rng.random() < MESSY_SHARE:
                code, city = mess(rng, code, city)
            file.write(
                f"{number},ENTREPRISE {rng.randrange(100000)} SARL,Travaux de voirie et reseaux lot {number % 97},"
                f"{rng.randrange(1000, 900000)}.{number % 100:02d},2015-{number % 12 + 1:02d}-{number % 28 + 1:02d},"
                f"{code},{city}\n"
            )


def write_contracts(path, places, rows):
    """Contracts of suppliers that come again: a third as many suppliers as rows, most of them in few places."""
    rng = random.Random(SEED + 1)
    suppliers = []
    for number in range(rows // 3):
        code, city, _ = places[min(int(rng.expovariate(1 / 3000)), len(places) - 1) * 7919 % len(places)]
        suppliers.append((f"SOCIETE {number} {rng.choice(['SARL', 'SAS', 'SA'])}", code, city))
    kinds = ["Travaux", "Fournitures", "Services", "Etudes"]
    with open(path, "w", encoding="utf-8", buffering=1 << 20) as file:
        file.write("numéro,fournisseur,objet,catégorie,montant,date,code postal,ville\n")
        for number in range(rows):
            name, code, city = suppliers[rng.randrange(len(suppliers))]
            file.write(
                f"M{number},{name},Marché de voirie lot {number % 97},{kinds[number % 4]},"
                f"{rng.randrange(1000, 900000)},2015-{number % 12 + 1:02d}-{number % 28 + 1:02d},{code},{city}\n"
            )


def write_join_table(path, places, communes):
    with open(path, "w", encoding="utf-8") as file:
        file.write("postcode,city,citycode,latitude,longitude\n")
        seen = set()
        for code, city, citycode in places:
            if (code, city) in seen:
                continue
            seen.add((code, city))
            row = communes[citycode]
            file.write(f"{code},{city},{citycode},{row['latitude']},{row['longitude']}\n")
