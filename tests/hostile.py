"""Files that mean harm, for `test_hostile`: each is written to a path, and what is said of it."""

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb

HEADER = "indicator,partner,place,period,value,comment"
GOOD = f"{HEADER}\nC1.1,afris,BEN,2025,3,\n"
OFFICE = "http://schemas.openxmlformats.org"
BOOK = (
    f'<workbook xmlns="{OFFICE}/spreadsheetml/2006/main"'
    f' xmlns:r="{OFFICE}/officeDocument/2006/relationships">'
    '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = f"""<Relationships xmlns="{OFFICE}/package/2006/relationships"><Relationship Id="rId1"
Type="{OFFICE}/officeDocument/2006/relationships/{{}}" Target="{{}}"/>{{}}</Relationships>"""
STRINGS = f"""<Relationship Id="rId2" Type="{OFFICE}/officeDocument/2006/relationships/\
sharedStrings" Target="sharedStrings.xml"/>"""
NAMES = "".join(
    f'<c r="{letter}1" t="inlineStr"><is><t>{name}</t></is></c>'
    for letter, name in zip("ABCDEF", HEADER.split(","), strict=True)
)
IATI = "<iati-activities><iati-activity>{}</iati-activity></iati-activities>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
MALICE = (
    *("'; DROP TABLE measure; --", '"', '""', ":path", "{}", "{file}", "%s", "%(a)s", "$1", "\\"),
    *("<script>", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1+1", "../../etc/passwd", "\u202e3202"),
)
Write = Callable[[Path], object]


def text(content: str | bytes) -> Write:
    return lambda path: path.write_bytes(
        content if isinstance(content, bytes) else content.encode()
    )


def members(*named: tuple[str | zipfile.ZipInfo, bytes], change: Write = id) -> Write:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in named:
                packed.writestr(name, content)
        change(path)

    return write


def workbook(
    body: str, strings: str = "", target: str = "worksheets/sheet1.xml", part: str = ""
) -> Write:
    """A sheet with our names in row 1, then rows written by hand."""
    sheet = (
        f'<worksheet xmlns="{OFFICE}/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1">{NAMES}</row>{body}</sheetData></worksheet>'
    )
    links = LINKS.format("worksheet", target, STRINGS if strings else "")
    return members(
        ("_rels/.rels", LINKS.format("officeDocument", "xl/workbook.xml", "").encode()),
        ("xl/workbook.xml", BOOK.encode()),
        ("xl/_rels/workbook.xml.rels", links.encode()),
        (part or f"xl/{target}", sheet.encode()),
        *([("xl/sharedStrings.xml", strings.encode())] if strings else []),
    )


def far(cell: str, **said: str) -> Write:
    return workbook(f'<row r="2"><c r="{cell}"><v>1</v></c></row>', **said)


def flagged(path: Path) -> None:
    """Say of every member that it is encrypted."""
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + place] |= 1
            start = content.find(mark, start + 4)
    path.write_bytes(content)


def understated(path: Path) -> None:
    """Say of every member that it unpacks to ten bytes."""
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.find(mark)
        while start >= 0:
            content[start + place : start + place + 4] = struct.pack("<I", 10)
            start = content.find(mark, start + 4)
    path.write_bytes(content)


def method(kind: int) -> Write:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", kind) as packed:
            packed.writestr("a.csv", GOOD)

    return write


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


def parquet(query: str, change: Callable[[bytes], bytes] = bytes) -> Write:
    def write(path: Path) -> None:
        with duckdb.connect() as db:
            db.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        path.write_bytes(change(path.read_bytes()))

    return write


def _link() -> zipfile.ZipInfo:
    member = zipfile.ZipInfo("link.csv")
    member.external_attr = 0o120777 << 16
    return member


def _bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        with packed.open("a.csv", "w") as member:
            for _ in range(100):
                member.write(b"0" * (1 << 20))
    return target.getvalue()


TEXT_BOMB = f"<sst><si><t>{'x' * 30_000}</t></si></sst>"
REPEATED = "".join(f'<row r="{n}"><c r="F{n}" t="s"><v>0</v></c></row>' for n in range(2, 40_000))
ONE = "SELECT 'C1.1' AS indicator, 'afris' AS partner, 'BEN' AS place, '2025' AS period"
WIDE = ",".join(f"c{n}" for n in range(16_384))

# What is written, and a part of what is said of it.
REFUSED: dict[str, tuple[Write, str]] = {
    # --- XML ---
    "a billion laughs": (
        text(f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>{IATI.format("&l9;")}'),
        "DOCTYPE",
    ),
    "an entity that is a file": (
        text(f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>{IATI.format("&x;")}'),
        "DOCTYPE",
    ),
    "a document type": (text(f"<!DOCTYPE iati-activities>{IATI.format('')}"), "DOCTYPE"),
    "an attribute of 10 MB": (text(IATI.format(f'<result a="{"x" * 10_000_000}"/>')), "large"),
    "a hundred thousand attributes": (
        text(IATI.format("<result " + " ".join(f"a{n}='{n}'" for n in range(100_000)) + "/>")),
        "large",
    ),
    "XML a hundred thousand deep": (text("<iati-activities>" + "<a>" * 100_000), "damaged"),
    "a tag cut off": (text('<iati-activities version="2.03"><iati-a'), "damaged"),
    # --- ZIP ---
    "a bomb": (text(_bomb()), "grows without end"),
    "a ZIP in a ZIP": (members(("a.zip", _bomb())), "is a ZIP of files"),
    "a path upwards": (members(("../a.csv", GOOD.encode())), "outside itself"),
    "an absolute path": (members(("/tmp/a.csv", GOOD.encode())), "outside itself"),
    "a path of Windows": (members(("C:\\a.csv", GOOD.encode())), "outside itself"),
    "upwards in Windows": (members(("..\\a.csv", GOOD.encode())), "outside itself|no file"),
    "a link": (members((_link(), b"/etc/passwd")), "Unknown column"),
    "an encrypted member": (members(("a.csv", GOOD.encode()), change=flagged), "password"),
    "sizes understated": (members(("a.csv", GOOD.encode()), change=understated), "damaged"),
    "LZMA": (method(zipfile.ZIP_LZMA), "packed in a way"),
    "a thousand members": (members(*((f"{n}.csv", b"") for n in range(1000))), "more than 100"),
    "no member": (members(), "holds no file"),
    "a ZIP cut off": (text(_bomb()[:5000]), "damaged"),
    # --- XLSX ---
    "16,384 columns": (workbook(f'<row r="2">{"<c><v>1</v></c>" * 16_384}</row>'), "columns"),
    "a cell at XFD1048576": (far("XFD1048576"), "too large or too wide"),
    "the same in small letters": (far("xfd1048576"), "too large or too wide"),
    "the same in another part": (far("XFD1048576", target="data/a.bin"), "too large or too wide"),
    "the same in another case": (
        far("XFD1048576", part="XL/WORKSHEETS/SHEET1.XML"),
        "too large or too wide",
    ),
    "a cell far down in few columns": (far("SA1048576"), "too large or too wide"),
    "a column beyond all": (far("AAAAAAAAAAAAAAA1"), "too large or too wide"),
    "a row beyond all": (far("A4294967296"), "no whole XLSX"),
    "a row behind a sign": (
        workbook('<row x=">" r="1048576"><c r="SA1048576"><v>1</v></c></row>'),
        "too large or too wide",
    ),
    "quotes of one stroke": (far("XFD1048576' x='"), "no whole XLSX"),
    "one text forty thousand times": (
        workbook(REPEATED, strings=TEXT_BOMB),
        "too large or too wide",
    ),
    "broken XML in a sheet": (workbook("<row><c"), "no whole XLSX|names our columns"),
    "a workbook of nothing": (members(("xl/workbook.xml", b"")), "no whole XLSX"),
    "a workbook with flags": (
        members(("xl/workbook.xml", BOOK.encode()), change=flagged),
        "password|no whole XLSX",
    ),
    "an ODS": (members(("mimetype", b"x"), ("content.xml", b"<a/>")), "holds no table"),
    "an XLS": (text(b"\xd0\xcf\x11\xe0" + bytes(5000)), "holds no table"),
    "a PDF": (text(b"%PDF-1.7\n" + bytes(5000)), "holds no table"),
    # --- CSV ---
    "a gigabyte of nothing": (sparse, "line of more than a million|NUL"),
    "40 MB in a line": (text(b"x" * 40_000_000), "line of more than a million"),
    "40 MB in a field": (text(GOOD + '"' + "x" * 40_000_000), "line of more than a million"),
    "16,384 names": (text(f"{WIDE}\n{WIDE}\n"), "columns"),
    "NUL bytes": (text(GOOD.replace("afris", "af\0ris")), "NUL"),
    "a quote never closed": (
        text(GOOD + 'C1.1,afris,BEN,2024,3,"' + "C1.1,afris,BEN,2025,3,\n" * 1_000_000),
        "never closed",
    ),
    "separators": (text(",,,,,,\n" * 1000), "Column missing"),
    "a mark and nothing": (text(b"\xef\xbb\xbf"), "empty"),
    "nothing": (text(b""), "empty"),
    "bytes of no encoding": (text(GOOD.encode() + b"\x81\x8d\xff\n"), "neither UTF-8"),
    "a header over two lines": (text('"indi\ncator",value\n1,2\n'), "Column missing|Unknown"),
    # --- JSON ---
    "JSON a hundred thousand deep": (text("[" * 100_000), "nested too deeply"),
    "a number of 4 MB": (text('[{"value": 1' + "1" * 4_000_000 + "}]"), "not valid JSON|too large"),
    "an exponent beyond all": (text('[{"value": 1e' + "9" * 30 + "}]"), "not valid JSON"),
    "a name twice": (text('[{"value": 1, "value": 2}]'), "twice"),
    "a text of 10 MB": (text('[{"comment": "' + "x" * 10_000_000 + '"}]'), "too large"),
    "NaN": (text('[{"value": NaN}]'), "not valid JSON"),
    "Infinity": (text('[{"value": -Infinity}]'), "not valid JSON"),
    "half a letter": (text('[{"comment": "\\ud800"}]'), "Column missing|not valid JSON"),
    # --- Parquet ---
    "Parquet cut off": (parquet(ONE, lambda content: content[:-20]), "read as a table"),
    "a footer of noise": (parquet(ONE, lambda c: c[:40] + b"\xff" * 60 + c[-8:]), "as a table"),
    "a footer longer than the file": (
        parquet(ONE, lambda c: c[:-8] + b"\xff\xff\xff\x7fPAR1"),
        "read as a table",
    ),
    "the beginning of Parquet": (text(b"PAR1" + bytes(100)), "read as a table"),
    "Parquet with 16,384 columns": (
        parquet("SELECT " + ", ".join(f"1 AS c{n}" for n in range(2000))),
        "columns",
    ),
    "Parquet without our names": (
        parquet("SELECT [1] AS l, {'a': 1} AS s, 'ab'::BLOB AS b, MAP {'k': 1} AS m"),
        "Unknown column",
    ),
    # --- What is no file ---
    "a pipe": (os.mkfifo, "no file"),
    "a folder": (Path.mkdir, "no file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "no file"),
    "nothing there": (id, "cannot be read"),
}
