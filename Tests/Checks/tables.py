"""The tables that the checks make maps of."""

import csv
import pathlib
import random

HEADER = ["Fournisseur", "Code postal", "Ville", "Objet", "Montant", "Date", "Nature"]

# Cells that would act on JSON, HTML, XML, a spreadsheet or uMap's markup if they could.
NASTY = [
    "A<B", "<script>window.hit=1</script>", "</script><script>window.hit=1</script>", "<img src=x onerror=window.hit=1>",
    '"onload="window.hit=1', "'onload='window.hit=1", "javascript:window.hit=1", "]]>", "<!--", "-->", "&lt;b&gt;",
    "R&D", "*gras*", "**fort**", "{x}", "{name}", "{{https://x.example/y.png}}", "{{{https://x.example/}}}", "[[link]]",
    "[[javascript:window.hit=1|lien]]", "# titre", "---", "* item", "h_t_t_p://x", "null", "undefined", "NaN", "=CMD()",
    "+1", "@SUM(A1)", "😀 👩‍🚀", "שלום", "\u202eevil\u202c", "\u2067isolate\u2069", "X" * 500, "é" * 500,
    "ligne\nbreak", "a|b", "a=b<c>d", '{"json":1}', "\u2028", "ctrl\x01\x02", "\\n", "Dupont, Durand", "\ufeffbom",
]
PLACES = [("59530", "Le Quesnoy"), ("59570", "Bavay"), ("69007", "Lyon"), ("97110", "Pointe-à-Pitre")]


def write(path: pathlib.Path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(rows)
    return path


def nasty(folder: pathlib.Path):
    """Every cell in every column, and one row that cannot be placed."""
    rows = []
    for index, cell in enumerate(NASTY):
        code, city = PLACES[index % len(PLACES)]
        amount = cell if index % 5 == 0 else str(index * 1000 + 1)
        date = cell if index % 7 == 0 else f"2015-03-0{index % 9 + 1}"
        rows.append([cell, code, city, cell, amount, date, cell if index % 2 else "Travaux"])
    rows.append(["PERDU <b>", '99 999 "<script>window.hit=1</script>', "</td>", "x", "1", "2015", "Travaux"])
    return write(folder / "nasty.csv", rows)


def crowded(folder: pathlib.Path):
    """Eighty suppliers of three kinds at one place."""
    kinds = ["Travaux", "Services", "Fournitures"]
    rows = [
        [f"SOCIÉTÉ {n + 100} DU LIEU", "59530", "Le Quesnoy", f"Réfection de la voirie, tranche {n}", n * 1000 + 1,
         2014 + n % 3, kinds[n % 3]]
        for n in range(80)
    ]
    return write(folder / "crowded.csv", rows + [["AUTRE", "59570", "Bavay", "Objet", "100", "2016", "Services"]])


def large(folder: pathlib.Path, name, count):
    """Many suppliers in the prefectures and around, of ten kinds and years; the same every time."""
    chosen = random.Random(59530)
    kinds = ["Travaux", "Fournitures", "Services", "Informatique", "Énergie, fluides", "R&D <études>", "a=b", "Transport"]
    codes = [f"{department:02d}{suffix}" for department in range(1, 96) if department != 20
             for suffix in ("000", "100", "200", "300", "400", "500")]
    rows = [
        [f"ENTREPRISE {chosen.randrange(count // 3)}", chosen.choice(codes), "", f"Objet {n}",
         f"{chosen.lognormvariate(9, 2):.2f}".replace(".", ","), f"01/06/{chosen.randrange(2012, 2025)}",
         chosen.choice(kinds)]
        for n in range(count)
    ]
    return write(folder / f"{name}.csv", rows)


def ragged(folder: pathlib.Path):
    """Headers that repeat or are missing, and rows of too many and too few cells."""
    path = folder / "ragged.csv"
    path.write_text("Nom,Nom,,CP\nA,B,C,59530,trop\nD,E\nF,G,H,59000\n", encoding="utf-8")
    return path
