"""What functions and views return does not depend on the settings of the session that asks."""

from collections.abc import Iterator

import psycopg
from psycopg.conninfo import make_conninfo

from tests.conftest import HOSTILE
from tests.system.test_hostile_calls import POSTS

OF_THE_CLIENT = {"client_encoding", "default_transaction_isolation"}

READERS = """
    select format('select * from %s() as r', p.oid::regproc) as statement
    from pg_proc as p
    where p.pronamespace = 'bandit'::regnamespace
      and p.prokind = 'f'
      and p.provolatile <> 'v'
      and p.pronargs = p.pronargdefaults
    union all
    select format('select * from %s as r', v.oid::regclass)
    from pg_class as v
    where v.relnamespace = 'bandit'::regnamespace
      and v.relkind = 'v'
"""


def answers(dsn: str, statements: list[str], settings: dict[str, str]) -> Iterator[tuple[str, list]]:
    """What each reader returns, in the binary format, which depends on no setting."""
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    with psycopg.connect(make_conninfo(dsn, options=options), autocommit=True) as conn:
        conn.execute(
            "select set_config('bandit.account', 'walked', false), set_config('bandit.fake_now', '2025-01-22', false)"
        )
        for statement in statements:
            try:
                yield statement, sorted(map(repr, conn.execute(statement, binary=True).fetchall()))
            except psycopg.DatabaseError as error:
                yield statement, [error.sqlstate, error.diag.message_primary, error.diag.message_detail]


def test_no_answer_depends_on_a_setting(db, database):
    db.execute(POSTS)
    statements = [row["statement"] for row in db.execute(READERS)]
    assert len(statements) > 30
    usual = dict(answers(database, statements, {"TimeZone": "UTC"}))
    for name in sorted(HOSTILE.keys() - OF_THE_CLIENT):
        for statement, rows in answers(database, statements, {"TimeZone": "UTC"} | {name: HOSTILE[name]}):
            assert rows == usual[statement], f"{statement} under {name} = {HOSTILE[name]}"
