"""Reads Spark text with sqlglot, carries it over to DuckDB, and compares with our own DuckDB text.

What cannot be carried over is still read, and counted apart: sqlglot has no DuckDB for a sort by comparison.
"""
import functools
import json
import sys
import tempfile

try:
    import duckdb
    import sqlglot
except ImportError as missing:
    sys.exit(f"needs python3 with sqlglot and duckdb: pip install sqlglot duckdb ({missing})")

TYPES = {"text": "VARCHAR", "bigint": "BIGINT", "boolean": "BOOLEAN", "date": "DATE"}
# Read only: DuckDB sorts lists by direction and not by comparison, knows no get() of a list, and its sets keep NULL.
READ_ONLY = ("join-text ", "first ", "count-distinct over ")


def table(connection, facts):
    """One row per line of JSON, in the order of the schema."""
    columns = ", ".join(f'"{name}" {TYPES[kind]}' for name, kind in facts["schema"].items())
    names = list(facts["schema"])
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf8") as lines:
        for row in facts["rows"]:
            json.dump({f"c{i}": cell for i, cell in enumerate(row)}, lines)
            lines.write("\n")
        lines.flush()
        kinds = ", ".join(f"c{i}: '{TYPES[facts['schema'][name]]}'" for i, name in enumerate(names))
        connection.execute(f'CREATE TABLE "{facts["name"]}" ({columns})')
        connection.execute(f"""INSERT INTO "{facts['name']}" SELECT * FROM read_json(?, format = 'newline_delimited', columns = {{{kinds}}})""", [lines.name])


def run(connection, statements):
    """What the last statement gives; nothing that the steps made stays."""
    connection.begin()
    try:
        *steps, query = statements
        for step in steps:
            connection.execute(step)
        rows = connection.execute(query)
        return [d[0] for d in rows.description], sorted(rows.fetchall(), key=repr)
    finally:
        connection.rollback()


@functools.cache
def carry_over(text):
    tree = sqlglot.parse_one(text, read="spark")
    if isinstance(tree, sqlglot.exp.Command):
        raise ValueError("read as an opaque command")
    return tree.sql(dialect="duckdb", unsupported_level=sqlglot.ErrorLevel.IGNORE)


def main(path):
    asked = json.load(open(path, encoding="utf8"))
    facts = {f["name"]: f for f in asked["facts"]}
    connection = duckdb.connect()
    read = equal = only_read = 0
    wrong = []
    for s in asked["statements"]:
        try:
            carried = [carry_over(text) for text in s["spark"]]
            read += len(carried)
            if s["name"].startswith(READ_ONLY):
                only_read += 1
                continue
            if s["facts"] is not None:
                table(connection, facts[s["facts"]])
            ours, theirs = run(connection, s["duckdb"]), run(connection, carried)
            if ours != theirs:
                raise ValueError(f"differs: {ours[1][:2]} | {theirs[1][:2]}")
            equal += 1
        except Exception as error:  # every fault is told, of whatever kind
            wrong.append(f'{s["name"]}: {type(error).__name__}: {str(error)[:300]}')
    for line in wrong:
        print(line)
    print(f"{read} statements read as Spark, {equal} results equal, {only_read} read only, {len(wrong)} wrong (sqlglot {sqlglot.__version__}, duckdb {duckdb.__version__})")
    print(f"{equal + only_read} passed, {len(wrong)} failed")
    return 1 if wrong else 0


sys.exit(main(sys.argv[1]))
