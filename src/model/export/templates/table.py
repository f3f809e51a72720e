"""Tables of texts with Python's standard library alone: a CSV file or lines to cells, and these with answers to a CSV file.

Just as table.mjs does it; the file with the answers is safe to open in a spreadsheet.
"""

import csv
import io
import re

SEPARATORS = ",;\t|"
# So many characters tell which separator a file has.
LOOKED = 100_000
TEXT_NAME = re.compile(
    "(text|texts|review|reviews|reviewtext|review_text|sentence|comment|content|body|tweet|message)", re.IGNORECASE
)
# How files begin that are no text, and what they are.
BEGINNINGS = {
    b"PK\x03\x04": "an Excel file or a ZIP archive",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"%PDF": "a PDF",
    b"PAR1": "a Parquet file",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"SQLite ": "an SQLite database",
    b"7z\xbc\xaf": "an archive",
    b"Rar!": "an archive",
    b"\xfd7zX": "an archive",
}
JSON_NAME = re.compile(r"\.(json|jsonl|ndjson)$", re.IGNORECASE)
# Objects and lists; a text may well begin with a word in brackets.
JSON_BEGINNING = re.compile(r"""\s*(\{\s*["'}]|\[\s*[\[{"'\]])""")
# What a spreadsheet may take for the beginning of a formula, wide forms included.
FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")


def cells_of(text, separator):
    csv.field_size_limit(2**31 - 1)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [row for row in rows if len(row) > 1 or (row and row[0].strip())]


def no_table(name, data):
    """One sentence for a file that is no table, and would be read as nonsense; "" for all others."""
    head = data[:1_000]
    kind = next((kind for start, kind in BEGINNINGS.items() if head.startswith(start)), "")
    # Text in UTF-16 has zeros, and begins with a mark.
    if not kind and b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        kind = "a binary file"
    if not kind and (JSON_NAME.search(name) or JSON_BEGINNING.match(head.decode("utf-8-sig", "replace"))):
        kind = "JSON"
    return kind and (
        f"{name} is {kind}: this program reads CSV or a text a line; "
        "`npm run predict` of Forget Gate reads JSON, Excel, Parquet and archives as well."
    )


def parse_table(text):
    """(columns, rows): a row of names and then a row for each text; without separators a text in each line."""
    best, highest = None, 0
    for separator in SEPARATORS:
        rows = cells_of(text[:LOOKED], separator)[:200]
        width = len(rows[0]) if rows else 0
        same = sum(len(row) == width for row in rows) / max(1, len(rows))
        score = same + width / 1_000 if width > 1 and same >= 0.9 else 0
        if score > highest:
            best, highest = separator, score
    if best:
        names, *rows = cells_of(text, best)
        width = len(names)
        return distinct(names), [(row + [""] * width)[:width] for row in rows]
    # Quotes count there too, and no text has this separator.
    rows = cells_of(text, "\x1f")
    if rows and TEXT_NAME.fullmatch(rows[0][0].strip()):
        return [rows[0][0].strip()], rows[1:]
    return ["text"], rows


def distinct(names):
    """No name twice, and none that is empty."""
    taken = []
    for column, given in enumerate(names, 1):
        name = given.strip() or f"Column {column}"
        own, copy = name, 2
        while own in taken:
            own, copy = f"{name} ({copy})", copy + 1
        taken.append(own)
    return taken


def guess_text_column(columns, rows):
    """The column with the texts: by its name, else the one with the longest cells."""
    named = [at for at, name in enumerate(columns) if TEXT_NAME.fullmatch(name)]
    lengths = [sum(len(row[at]) for row in rows) for at in range(len(columns))]
    return named[0] if named else lengths.index(max(lengths))


def classes_by_label(rows, column, names):
    """The class of each row, -1 where the label is no class; None unless half of the labels are names of classes."""
    numbers = {name.lower(): number for number, name in enumerate(names)}
    labels = [row[column].strip().lower() for row in rows]
    classes = [numbers.get(label, -1) for label in labels]
    known = sum(number >= 0 for number in classes)
    return classes if known > 0 and 2 * known >= sum(label != "" for label in labels) else None


def csv_line(cells):
    def cell(value):
        text = f"'{value}" if isinstance(value, str) and FORMULA.match(value) else shown(value)
        return '"' + text.replace('"', '""') + '"'

    return ",".join(map(cell, cells)) + "\r\n"


def shown(value):
    """A number with at most six digits behind the point."""
    return value if isinstance(value, str) else f"{value:.6f}".rstrip("0").rstrip(".")


def answers_csv(columns, rows, names, answers):
    """The table with its answers, each (class, probabilities, share of unknown words), None for a text without words."""
    added = ["class", *(f"probability of {name}" for name in names), "unknown words"]
    lines = [csv_line(distinct([*columns, *added]))]
    for row, answer in zip(rows, answers):
        found = [names[answer[0]], *answer[1], answer[2]] if answer else [""] * len(added)
        lines.append(csv_line([*row, *found]))
    return "\ufeff" + "".join(lines)


def summary_of(answers, classes):
    """How many rows have an answer, and of those with a label how many are right."""
    lines = [f"{sum(answer is not None for answer in answers)} of {len(answers)} rows have an answer."]
    pairs = [(answer[0], own) for answer, own in zip(answers, classes or []) if answer and own >= 0]
    if pairs:
        accuracy = 100 * sum(found == own for found, own in pairs) / len(pairs)
        lines.append(f"{accuracy:.1f}% of the {len(pairs)} labels are as predicted, rows of the training among them.")
    return lines
