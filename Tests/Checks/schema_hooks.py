"""What `/openapi.json` cannot say in JSON Schema, for schemathesis: that a table is a table, that its columns are named as they are,
and that a latitude comes with a longitude. Loaded by service_schema.py."""

import schemathesis

TABLE = "nom;code;ville;lat;lon\nAlpha;59530;LE QUESNOY;50.2461;3.6398\n".encode()
COLUMNS = {"columns": "ville", "postcode": "code", "citycode": "code", "city": "ville", "lat": "lat", "lon": "lon"}


def is_table(context):
    return context.operation is not None and context.operation.path.endswith("/csv")


@schemathesis.hook
def map_body(context, body):
    if not is_table(context) or not isinstance(body, dict):
        return body
    body = dict(body)
    if isinstance(body.get("data"), (bytes, str)) or type(body.get("data")).__name__ == "Binary":
        body["data"] = TABLE
    for field, column in COLUMNS.items():
        if isinstance(body.get(field), str):
            body[field] = column
        elif isinstance(body.get(field), list):
            body[field] = [column for value in body[field] if isinstance(value, str)]
    return body


@schemathesis.hook
def filter_query(context, query):
    return context.operation is None or context.operation.path != "/geocodage/search" or ("lat" in query) == ("lon" in query)
