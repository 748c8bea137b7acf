"""Makes the manual page from the program's own description of its commands.

    cartomarches --experimental-dump-help | scripts/manual.py VERSION DATE > cartomarches.1

What the commands and options are comes from the program, so that it cannot differ; what is said around them stands here. The
language of the page is roff's man macros, see man(7).
"""

import json
import re
import sys

EXIT_STATUS = [
    (0, "Done; rows that were not placed are no failure."),
    (1, "--fail-on-unplaced and a row was not placed, or gazetteer verify found a defect."),
    (64, "Wrong usage."),
    (65, "No table: empty, binary, another format, no column that says where."),
    (66, "No such input, or a directory."),
    (69, "A remote service was needed and unavailable; the results so far are written."),
    (70, "A defect of the program."),
    (73, "The output cannot be created."),
    (74, "Reading or writing failed."),
    (130, "Interrupted; nothing partial is left behind."),
]

EXAMPLES = [
    ("The maps of a table, in the folder output:", "cartomarches map contracts.xlsx -o output"),
    ("Result columns added to a table, in a pipe:", "cartomarches geocode - < contracts.csv > located.csv"),
    ("One location, explained:", "cartomarches lookup 59605 MAUBEUGE CEDEX"),
]


def text(words):
    """Plain words as roff: no line may begin with a dot or an apostrophe, and hyphens are minus signs."""
    words = " ".join(words.split()).replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", words)


def names(argument):
    """"-o, --output DIR", set in bold and italics."""
    value = argument.get("valueName", "").upper().replace("-", "_")
    if argument["kind"] == "positional":
        return f"\\fI{text(value)}\\fR" + ("..." if argument["isRepeating"] else "")
    flags = [("-" if n["kind"] == "short" else "--") + n["name"] for n in argument["names"]]
    flags.sort(key=len)
    shown = ", ".join(f"\\fB{text(flag)}\\fR" for flag in flags)
    return shown + (f" \\fI{text(value)}\\fR" if argument["kind"] == "option" else "")


def options(command):
    for argument in command.get("arguments", []):
        if not argument["shouldDisplay"] or any(n["name"] == "help" for n in argument.get("names", [])):
            continue
        yield ".TP"
        yield names(argument)
        said = argument.get("abstract", "")
        if "allValues" in argument and not all(value in said for value in argument["allValues"]):
            said += " Values: " + ", ".join(argument["allValues"]) + "."
        if "defaultValue" in argument and "(default" not in said:
            said += f" Default: {argument['defaultValue']}."
        yield text(said)


def section(command, path):
    title = " ".join(path + [command["commandName"]])
    yield f".SS {text(title)}"
    yield text(command.get("abstract", ""))
    yield from options(command)
    for child in command.get("subcommands", []):
        if child["commandName"] != "help":
            yield from section(child, path + [command["commandName"]])


def page(root, version, date):
    yield f'.TH CARTOMARCHES 1 "{date}" "cartomarches {version}" "User commands"'
    yield ".SH NAME"
    yield "cartomarches \\- tables of French public contracts in, maps of their suppliers out"
    yield ".SH SYNOPSIS"
    yield ".B cartomarches"
    yield "\\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]"
    yield ".SH DESCRIPTION"
    yield text(root["abstract"])
    yield ".PP"
    yield text(
        "Postal codes, CEDEX codes and names of communes are placed by a gazetteer inside the program, with a method, a score and a "
        "radius of uncertainty for every row. Nothing leaves the machine unless --remote names a geocoder. "
        "A file named - is standard input or output.")
    yield ".SH COMMANDS"
    for command in root["subcommands"]:
        if command["commandName"] != "help":
            yield from section(command, [])
    yield ".SH EXIT STATUS"
    for code, meaning in EXIT_STATUS:
        yield f".TP\n.B {code}\n{text(meaning)}"
    yield ".SH ENVIRONMENT"
    yield ".TP\n.B LC_ALL, LC_MESSAGES, LANG\n" + text("The language of messages: English when they say so, else French.")
    yield ".TP\n.B XDG_CACHE_HOME\n" + text("Where the remote geocoder's answers are kept, in cartomarches/remote.sqlite.")
    yield ".TP\n.B NO_COLOR\n" + text("No colours.")
    yield ".SH EXAMPLES"
    for said, command in EXAMPLES:
        yield f".PP\n{text(said)}\n.PP\n.RS\n.nf\n{text(command)}\n.fi\n.RE"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print("\n".join(page(json.load(sys.stdin)["command"], sys.argv[1], sys.argv[2])))
