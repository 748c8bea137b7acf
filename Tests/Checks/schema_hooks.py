"""What `/openapi.json` cannot say in JSON Schema, for schemathesis: that a table is a table whose columns are named as they are, and
that a latitude comes with a longitude and a text begins with a letter or digit. Loaded by service_schema.py."""

import schemathesis

TABLE = "nom;code;ville;lat;lon\nAlpha;59530;LE QUESNOY;50.2461;3.6398\n".encode()
COLUMNS = {"columns": "ville", "postcode": "code", "citycode": "code", "city": "ville", "lat": "lat", "lon": "lon"}


@schemathesis.hook
def before_call(context, case, arguments):
    if case.operation.path.endswith("/csv") and isinstance(case.body, dict):
        body = dict(case.body)
        if "data" in body and not isinstance(body["data"], (int, float, list, dict, type(None))):
            body["data"] = TABLE
        for field, column in COLUMNS.items():
            if isinstance(body.get(field), str):
                body[field] = column
            elif isinstance(body.get(field), list):
                body[field] = [column for value in body[field] if isinstance(value, str)]
        case.body = body
    if case.operation.path == "/geocodage/search" and case.query:
        missing = [name for name in ("lat", "lon") if case.query.get(name, "") == ""]
        if len(missing) == 1:
            case.query = {**case.query, missing[0]: 3}
        text = case.query.get("q")
        if isinstance(text, str) and 3 <= len(text) <= 200:
            trimmed = text.strip()
            if len(trimmed) < 3 or not trimmed[0].isalnum():
                case.query = {**case.query, "q": "Lille"}
