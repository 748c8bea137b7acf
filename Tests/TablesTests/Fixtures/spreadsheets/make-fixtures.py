"""Writes the files of this folder: one table saved by several programs, and files that a reader has to refuse.

Needs openpyxl, XlsxWriter, xlwt, odfpy and msoffcrypto-tool from PyPI.
"""

import csv, io, json, datetime, zipfile, os

out = os.path.dirname(os.path.abspath(__file__))
H = [
    "Année",
    "Nom Attributaire",
    "SIRET Attributaire",
    "Code Postal Attributaire",
    "Ville",
    "Date de notification",
    "Montant",
    "Urgent",
    "Objet du marché",
]
R = [
    [
        2015,
        "BÂTI NORD",
        "32919833700944",
        "01000",
        "BOURG-EN-BRESSE",
        datetime.date(2015, 3, 26),
        14237.5,
        True,
        'Travaux; lot "1"',
    ],
    [
        2015,
        "ÉD. ÉTANCHÉITÉ & Cie",
        "51867152400024",
        "59530",
        "LE QUESNOY",
        datetime.date(2015, 12, 31),
        207000,
        False,
        "Deux\nlignes",
    ],
    [None] * 9,
    [2016, "  Espaces  ", "1", "20090", "AJACCIO", datetime.date(1900, 3, 1), 0.1, None, "<balise> & esperluette"],
    [2016, "Fin", None, "97400", "SAINT-DENIS", datetime.datetime(2016, 2, 29, 10, 30, 0), -3.25, True, "dernière"],
]


def text(v):
    if v is None:
        return ""
    if v is True:
        return "true"
    if v is False:
        return "false"
    if isinstance(v, datetime.datetime):
        return v.strftime("%Y-%m-%dT%H:%M:%S")
    if isinstance(v, datetime.date):
        return v.strftime("%Y-%m-%d")
    return str(v)


with open(out + "/suppliers.csv", "w", newline="", encoding="utf-8") as f:
    w = csv.writer(f, delimiter=";", lineterminator="\n")
    w.writerow(H)
    for r in R:
        if r[0] is None:
            f.write("\n")
        else:
            w.writerow([text(v) for v in r])
# openpyxl: shared strings
import openpyxl
from openpyxl.styles import numbers

wb = openpyxl.Workbook()
ws = wb.active
ws.title = "Notice"
ws["A1"] = "Liste des marchés conclus"
ws.merge_cells("A1:D1")
ws["A3"] = "Établie le 2 janvier"
hid = wb.create_sheet("Cachée")
hid.append(["Nom", "Code postal", "Ville"])
hid.append(["X", "75001", "PARIS"])
hid.sheet_state = "hidden"
ws = wb.create_sheet("Marchés 2015")
ws.append(H)
for i, r in enumerate(R):
    for j, v in enumerate(r):
        if v is None:
            continue
        c = ws.cell(row=i + 2, column=j + 1)
        if j == 3:
            c.value = int(v)
            c.number_format = "00000"
        else:
            c.value = v
            if isinstance(v, datetime.datetime):
                c.number_format = "dd/mm/yyyy hh:mm"
            elif isinstance(v, datetime.date):
                c.number_format = "DD/MM/YYYY"
wb.save(out + "/openpyxl.xlsx")
# xlsxwriter: inline strings (constant memory), numbers as text
import xlsxwriter

wb = xlsxwriter.Workbook(out + "/xlsxwriter.xlsx", {"constant_memory": True})
ws = wb.add_worksheet("Marchés")
d = wb.add_format({"num_format": "d mmm yyyy"})
dt = wb.add_format({"num_format": 22})
cp = wb.add_format({"num_format": "[$-40C]00000"})
ws.write_row(0, 0, H)
for i, r in enumerate(R):
    for j, v in enumerate(r):
        if v is None:
            continue
        if j == 3:
            ws.write_number(i + 1, j, int(v), cp)
        elif isinstance(v, bool):
            ws.write_boolean(i + 1, j, v)
        elif isinstance(v, datetime.datetime):
            ws.write_datetime(i + 1, j, v, dt)
        elif isinstance(v, datetime.date):
            ws.write_datetime(i + 1, j, v, d)
        elif isinstance(v, str):
            ws.write_string(i + 1, j, v)
        else:
            ws.write_number(i + 1, j, v)
wb.close()
# odfpy
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableRow, TableCell, CoveredTableCell
from odf.text import P, S, LineBreak
from odf.style import Style, TableProperties
from odf.office import Annotation

doc = OpenDocumentSpreadsheet()
hs = Style(name="cache", family="table")
hs.addElement(TableProperties(display="false"))
doc.automaticstyles.addElement(hs)
t = Table(name="Cachée", stylename=hs)
tr = TableRow()
tr.addElement(TableCell(valuetype="string"))
t.addElement(tr)
doc.spreadsheet.addElement(t)
t = Table(name="Marchés")


def para(s):
    p = P()
    i = 0
    while i < len(s):
        if s[i] == " ":
            n = 1
            while i + n < len(s) and s[i + n] == " ":
                n += 1
            p.addElement(S(c=n))
            i += n
        else:
            k = i
            while k < len(s) and s[k] != " ":
                k += 1
            p.addText(s[i:k])
            i = k
    return p


def cell(v, pc=False):
    if v is None:
        return TableCell()
    if pc:
        c = TableCell(valuetype="float", value=str(int(v)))
        c.addElement(P(text=v))
        return c
    if isinstance(v, bool):
        c = TableCell(valuetype="boolean", booleanvalue="true" if v else "false")
        c.addElement(P(text="VRAI" if v else "FAUX"))
        return c
    if isinstance(v, datetime.datetime):
        c = TableCell(valuetype="date", datevalue=v.isoformat())
        c.addElement(P(text=v.strftime("%d/%m/%Y %H:%M")))
        return c
    if isinstance(v, datetime.date):
        c = TableCell(valuetype="date", datevalue=v.isoformat())
        c.addElement(P(text=v.strftime("%d/%m/%y")))
        return c
    if isinstance(v, (int, float)):
        c = TableCell(valuetype="float", value=str(v))
        c.addElement(P(text=str(v).replace(".", ",")))
        return c
    c = TableCell(valuetype="string")
    for l in v.split("\n"):
        c.addElement(para(l))
    return c


tr = TableRow()
for h in H:
    tr.addElement(cell(h))
tr.addElement(TableCell(numbercolumnsrepeated=1015))
t.addElement(tr)
for r in R:
    tr = TableRow()
    if r[0] is None:
        tr.addElement(TableCell(numbercolumnsrepeated=1024))
    else:
        for j, v in enumerate(r):
            c = cell(v, j == 3)
            if j == 1:
                a = Annotation()
                a.addElement(P(text="une note, non le nom"))
                c.insertBefore(a, c.firstChild) if c.firstChild else c.addElement(a)
            tr.addElement(c)
    t.addElement(tr)
tr = TableRow(numberrowsrepeated=1048570)
tr.addElement(TableCell(numbercolumnsrepeated=1024))
t.addElement(tr)
doc.spreadsheet.addElement(t)
doc.save(out + "/odfpy.ods")
objs = [
    {
        h: (None if v is None else v if isinstance(v, (bool, int, float)) and not isinstance(v, str) else text(v))
        for h, v in zip(H, r)
    }
    for r in R
    if r[0] is not None
]
json.dump(objs, open(out + "/suppliers.json", "w"), ensure_ascii=False, indent=1)
with open(out + "/suppliers.jsonl", "w") as f:
    for o in objs:
        f.write(json.dumps(o) + "\n")
# xlwt
import xlwt

wb = xlwt.Workbook(encoding="utf-8")
n = wb.add_sheet("Notice")
n.write(0, 0, "Liste")
h = wb.add_sheet("Cachée")
h.visibility = 1
h.write(0, 0, "Nom")
h.write(0, 1, "Code postal")
h.write(1, 0, "X")
h.write(1, 1, "75001")
h.write(0, 2, "Ville")
h.write(1, 2, "PARIS")
ws = wb.add_sheet("Marchés")
cp = xlwt.easyxf(num_format_str="00000")
d = xlwt.easyxf(num_format_str="DD/MM/YYYY")
dt = xlwt.easyxf(num_format_str="DD/MM/YYYY HH:MM")
for j, v in enumerate(H):
    ws.write(0, j, v)
for i, r in enumerate(R):
    for j, v in enumerate(r):
        if v is None:
            continue
        if j == 3:
            ws.write(i + 1, j, int(v), cp)
        elif isinstance(v, datetime.datetime):
            ws.write(i + 1, j, v, dt)
        elif isinstance(v, datetime.date):
            ws.write(i + 1, j, v, d)
        else:
            ws.write(i + 1, j, v)
wb.save(out + "/xlwt.xls")


# Hostile files.
def rezip(src, dst, change={}, drop=(), method=zipfile.ZIP_DEFLATED, methods={}):
    zi = zipfile.ZipFile(src)
    zo = zipfile.ZipFile(dst, "w", method)
    for i in zi.infolist():
        if i.filename in drop:
            continue
        data = change.pop(i.filename) if i.filename in change else zi.read(i.filename)
        zo.writestr(
            zipfile.ZipInfo(i.filename, (2020, 1, 1, 0, 0, 0)), data, compress_type=methods.get(i.filename, method)
        )
    for n, data in change.items():
        zo.writestr(zipfile.ZipInfo(n, (2020, 1, 1, 0, 0, 0)), data, compress_type=methods.get(n, method))
    zo.close()


src = out + "/xlsxwriter.xlsx"
sheet = "xl/worksheets/sheet1.xml"
head = '<?xml version="1.0"?>%s<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def sheetxml(body, doctype=""):
    return (head % doctype + body + "</sheetData></worksheet>").encode()


rezip(
    src,
    out + "/bomb.xlsx",
    {sheet: sheetxml('<row r="1"><c r="A1" t="inlineStr"><is><t>' + " " * (100 << 20) + "</t></is></c></row>")},
    methods={sheet: zipfile.ZIP_BZIP2},
)
laughs = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join('<!ENTITY %s "%s">' % (chr(98 + i), ("&%s;" % chr(97 + i)) * 10) for i in range(9))
    + "]>"
)
rezip(src, out + "/entities.xlsx", {sheet: sheetxml('<row><c t="inlineStr"><is><t>&j;</t></is></c></row>', laughs)})
rezip(src, out + "/deep.xlsx", {sheet: sheetxml("<row>" * 400 + "</row>" * 400)})
rezip(
    src,
    out + "/row-beyond.xlsx",
    {sheet: sheetxml('<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999"><c r="A99999999"><v>1</v></c></row>')},
)
rezip(
    src,
    out + "/odd-cells.xlsx",
    {
        sheet: sheetxml(
            '<row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c><c r="B1" t="inlineStr"><is><t>Code postal</t></is></c><c r="C1" t="inlineStr"><is><t>Montant</t></is></c></row>'
            '<row><c t="str"><f>A1</f><v>Sans place</v></c><c><v>59530.0</v></c><c><v>1.4237500000000001E4</v></c></row>'
            '<row r="2"><c r="B9"><v>59000</v></c><c r="A9" t="inlineStr"><is><r><t>Riche</t></r><r><t xml:space="preserve"> texte</t></r><rPh sb="0" eb="1"><t>phon</t></rPh></is></c><c r="C9" t="e"><v>#DIV/0!</v></c></row>'
            '<row r="5"><c r="A5" t="inlineStr"><is><t>ligne_x000D_\nsuite_x005F_</t></is></c><c r="B5"><f>SUM(1)</f></c><c r="C5"><v>7.17E+13</v></c><c r="D5" s="9999"><v>3</v></c></row>'
            '<row r="6"><c r="A6" t="s"><v>99999</v></c><c r="B6" t="b"><v>1</v></c><c r="C6" t="d"><v>2015-04-01T00:00:00</v></c></row>'
        )
    },
)
zo = zipfile.ZipFile(out + "/not-a-workbook.zip", "w")
zo.writestr("lisezmoi.txt", "rien")
zo.close()
zo = zipfile.ZipFile(out + "/letter.docx", "w")
zo.writestr("[Content_Types].xml", "<Types/>")
zo.writestr(
    "_rels/.rels",
    '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
)
zo.writestr("word/document.xml", "<w:document xmlns:w='w'><w:body/></w:document>")
zo.close()
b = bytearray(open(src, "rb").read())
zi = zipfile.ZipFile(src)
i = zi.getinfo(sheet)
k = i.header_offset + 30 + len(sheet) + i.compress_size // 2
b[k] ^= 0x55
open(out + "/flipped.xlsx", "wb").write(b)
rezip(
    src,
    out + "/binary.xlsb",
    {
        "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>'
    },
)
import msoffcrypto
from msoffcrypto.format.ooxml import OOXMLFile

with open(src, "rb") as f, open(out + "/password.xlsx", "wb") as g:
    OOXMLFile(f).encrypt("secret", g)
ods = out + "/odfpy.ods"
man = (
    zipfile.ZipFile(ods)
    .read("META-INF/manifest.xml")
    .replace(b"<manifest:file-entry ", b"<manifest:encryption-data/><manifest:file-entry ", 1)
)
rezip(ods, out + "/password.ods", {"META-INF/manifest.xml": man})


def odsxml(body):
    return (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>'
        + body
        + "</office:spreadsheet></office:body></office:document-content>"
    ).encode()


def s(t, attrs=""):
    return '<table:table-cell office:value-type="string" %s><text:p>%s</text:p></table:table-cell>' % (attrs, t)


rezip(
    ods,
    out + "/repeats.ods",
    {
        "content.xml": odsxml(
            '<table:table table:name="T">'
            "<table:table-row>" + s("Nom") + s("Code postal") + s("Ville") + s("Durée") + "</table:table-row>"
            '<table:table-row table:number-rows-repeated="3">'
            + s("Répétée")
            + '<table:table-cell office:value-type="float" office:value="1000" calcext:value-type="float"><text:p>01000</text:p></table:table-cell>'
            + s("BOURG")
            + '<table:table-cell office:value-type="time" office:time-value="PT26H05M00S"><text:p>26:05</text:p></table:table-cell></table:table-row>'
            '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            "<table:table-row>"
            + s('a<text:s text:c="3"/>b<text:line-break/>c  d<text:tab/>e<text:note><text:p>note</text:p></text:note>')
            + '<table:table-cell table:number-columns-repeated="1"/>'
            + s("x", 'table:number-columns-repeated="2"')
            + "</table:table-row>"
            '<table:table-row><table:covered-table-cell/><table:table-cell office:value-type="percentage" office:value="0.25"><text:p>25 %</text:p></table:table-cell>'
            + '<table:table-cell office:value-type="currency" office:value="1234.5" office:currency="EUR"><text:p>1 234,50 €</text:p></table:table-cell><table:table-cell calcext:value-type="error" office:value-type="string" office:string-value=""><text:p>#N/D</text:p></table:table-cell></table:table-row>'
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            "</table:table>"
        )
    },
)
rezip(
    ods,
    out + "/endless.ods",
    {
        "content.xml": odsxml(
            '<table:table table:name="T"><table:table-row>'
            + s("Nom")
            + s("Ville")
            + '</table:table-row><table:table-row table:number-rows-repeated="1000000">'
            + s("texte", 'table:number-columns-repeated="16000"')
            + "</table:table-row></table:table>"
        )
    },
)
# What fuzzing found: a table outside of the spreadsheet.
rezip(
    ods,
    out + "/table-outside.ods",
    {
        "content.xml": odsxml("")
        .replace(b"office:spreadsheet", b"office:other")
        .replace(b"</office:other>", b'<table:table table:name="T"/></office:other>')
    },
)
