"""Every function, called with hostile values by each role: an answer or a typed error, soon, and nothing non-finite is stored."""

import re
import time
from collections.abc import Iterator

import psycopg
import pytest

TYPED = re.compile("WT...|42501")
SLOWEST = 1.0  # seconds a call

LONG = "(select string_agg(md5(i::text), '') from generate_series(1, 10000) as i)"  # does not compress
TEXTS = ("tweet_id", "generator_name", "content", "source", "topic", "format", "url", "text", "reason", "status", "error", "x")
LONG_OBJECT = "'posted_at', '2025-01-19', 'at', '2025-01-19', 'followers', 1, 'impressions', 5, " + ", ".join(
    f"'{name}', {LONG}" for name in TEXTS
)

HOSTILE = {
    "text": [
        "null", "''", "' '", "e'\\t\\n'", "'NaN'", "'%s%n$1'", "'it''s'", "'\\'", "e'\\x1b[31m'", "'💥İı'", "repeat('x', 1000000)", LONG,
    ],
    "smallint": ["null", "0", "'-1'", "32767", "'-32768'"],
    "integer": ["null", "0", "'-1'", "2147483647", "'-2147483648'"],
    "bigint": ["null", "0", "'-1'", "9223372036854775807", "'-9223372036854775808'"],
    "numeric": ["null", "0", "'-1'", "2", "1e-300", "1e300", "'NaN'", "'infinity'", "'-infinity'"],
    "double precision": ["null", "0", "'-1'", "2", "1e-308", "1e308", "'-1e308'", "'NaN'", "'infinity'", "'-infinity'"],
    "boolean": ["null", "true", "false"],
    "uuid": ["null", "'00000000-0000-0000-0000-000000000000'"],
    "timestamp with time zone": ["null", "'infinity'", "'-infinity'", "'294276-12-31'", "'4713-01-01 BC'", "'epoch'", "'10000-01-01'"],
    "date": ["null", "'infinity'", "'-infinity'", "'5874897-12-31'", "'4713-01-01 BC'"],
    "interval": ["null", "'0'", "'-1 day'", "'178000000 years'", "'-178000000 years'", "'1 microsecond'"],
    "jsonb": [
        "null", "'null'", "'{}'", "'[]'", "'7'", "'\"x\"'", "'[null]'", "'[[]]'", "'[{}]'", "'[1e400]'", "'{\"a\": null}'",
        "(repeat('[', 1000) || repeat(']', 1000))::jsonb",
        f"jsonb_build_array(jsonb_build_object({LONG_OBJECT}))",
        f"jsonb_build_object({LONG_OBJECT})",
        "jsonb_build_array(jsonb_build_object('tweet_id', '1', 'posted_at', 'infinity', 'impressions', -1, 'followers', 'NaN'))",
    ],
}  # fmt: skip
USUAL = {
    "text": "'x'", "smallint": "1", "integer": "1", "bigint": "1", "numeric": "1", "double precision": "1", "boolean": "true",
    "timestamp with time zone": "'2025-01-20'", "date": "'2025-01-20'", "interval": "'1 day'", "jsonb": "'{}'",
    "uuid": "'00000000-0000-0000-0000-000000000000'",
}  # fmt: skip

# What a function needs so that a call gets past its first checks.
NAMED = {
    "p_account_id": "(select bandit.account_id('walked'))", "p_generator": "'dataNerd'", "p_generator_name": "'dataNerd'",
    "p_tweet_id": "'3'", "p_key": "'half_life'", "p_value": "'30 days'", "p_policy": "'thompson'", "p_action": "'pin'",
    "p_handle": "'walked'", "p_arm": "'variant_a'", "p_mode": "'observe'", "p_worker": "'runner'", "p_results": "'[]'",
    "p_reason": "'a reason'", "p_interval": "'6 hours'", "p_experiment": "'lengths'",
}  # fmt: skip

POSTS = """
    select set_config('bandit.fake_now', '2025-01-01', false);
    select bandit.create_account('walked', 'x', '1001');
    select set_config('bandit.account', 'walked', false);
    do $$
    begin
        for i in 1 .. 40 loop
            perform set_config('bandit.fake_now', (timestamptz '2025-01-01' + i * interval '12 hours')::text, false);
            perform bandit.mark_posted((select decision_id from bandit.choose_generator(p_u => i * 0.618 % 1)), i::text, p_content => 'a text');
            perform bandit.record_outcomes(jsonb_build_array(jsonb_build_object('tweet_id', i::text, 'impressions', 1000 + i, 'likes', i, 'followers_gained', i % 3)));
            perform bandit.record_followers(1000 + i);
        end loop;
    end $$;
    select bandit.attribute_followers();
    select bandit.optimize();
"""

FUNCTIONS = """
    select p.oid::regprocedure::text, p.prokind::text, p.provolatile::text, format('%s.%s', p.pronamespace::regnamespace, p.proname),
        array(select a.name from unnest(p.proargnames) with ordinality as a (name, place) where a.place <= p.pronargs order by a.place),
        array(select format_type(t.type, null) from unnest(p.proargtypes) with ordinality as t (type, place) order by t.place),
        p.pronargs - p.pronargdefaults
    from pg_proc as p
    where p.pronamespace = 'bandit'::regnamespace
      and has_function_privilege(p.oid, 'execute')
      and p.prorettype <> 'trigger'::regtype
    order by 1
"""
ATTRIBUTES = """
    select c.oid::regtype::text, array_agg(format_type(a.atttypid, null) order by a.attnum)
    from pg_type as c
    join pg_attribute as a on a.attrelid = c.typrelid and a.attnum > 0 and not a.attisdropped
    where c.typnamespace = 'bandit_internal'::regnamespace
      and c.typtype = 'c'
    group by c.oid
"""
NON_FINITE = """
    select string_agg(
        format('select %L from %s where %I::text in (''NaN'', ''Infinity'', ''-Infinity'', ''infinity'', ''-infinity'')',
            a.attrelid::regclass || '.' || a.attname, a.attrelid::regclass, a.attname), ' union all ')
    from pg_attribute as a
    join pg_class as c on c.oid = a.attrelid
    where c.relnamespace = 'bandit'::regnamespace
      and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped
      and a.atttypid in ('numeric'::regtype, 'float8'::regtype, 'timestamptz'::regtype, 'date'::regtype)
"""


class Values:
    """SQL expressions of a type: one usual value, and hostile ones."""

    def __init__(self, conn: psycopg.Connection):
        self.attributes = dict(conn.execute(ATTRIBUTES).fetchall())

    def usual(self, kind: str) -> str:
        if kind.endswith("[]"):
            return f"array[{self.usual(kind[:-2])}]::{kind}"
        if kind in self.attributes:
            return f"row({', '.join(map(self.usual, self.attributes[kind]))})::{kind}"
        return f"{USUAL.get(kind, 'null')}::{kind}"

    def hostile(self, kind: str) -> Iterator[str]:
        if kind.endswith("[]"):
            yield from (f"null::{kind}", f"'{{}}'::{kind}", f"array[null, null]::{kind}")
            yield from (f"array[{value}, {self.usual(kind[:-2])}]::{kind}" for value in self.hostile(kind[:-2]))
        elif kind in self.attributes:
            kinds = self.attributes[kind]
            yield f"null::{kind}"
            for place, attribute in enumerate(kinds):
                if not attribute.endswith("[]"):
                    for value in self.hostile(attribute):
                        others = [self.usual(each) for each in kinds]
                        others[place] = value
                        yield f"row({', '.join(others)})::{kind}"
        else:
            yield from (f"{value}::{kind}" for value in HOSTILE.get(kind, ["null"]))


def _usual(values: Values, argument: str, kind: str) -> str:
    return f"{NAMED[argument]}::{kind}" if argument in NAMED and kind in ("text", "bigint") else values.usual(kind)


def calls(conn: psycopg.Connection) -> Iterator[tuple[str, str, str]]:
    """(kind, volatility, statement): each argument hostile in turn, the others usual or left out."""
    values = Values(conn)
    for _, kind, volatility, name, names, kinds, required in conn.execute(FUNCTIONS).fetchall():
        usual = {arg: _usual(values, arg, of) for arg, of in zip(names, kinds, strict=True)}
        needed = dict(list(usual.items())[:required])
        verb = "call" if kind == "p" else "select * from"
        for arg, of in zip(names, kinds, strict=True):
            for value in values.hostile(of):
                arguments = ", ".join(f"{a} => {v}" for a, v in (needed | {arg: value}).items())
                yield kind, volatility, f"{verb} {name}({arguments})"


@pytest.fixture
def walked(db: psycopg.Connection, database: str) -> str:
    db.execute(POSTS)
    return database


def faults(dsn: str, role: str) -> Iterator[str]:
    with psycopg.connect(dsn, autocommit=True) as conn:
        scan = conn.execute(NON_FINITE).fetchone()[0]
        meant = set(conn.execute(scan).fetchall())  # infinity is a value there, such as the start of the first interval
        conn.execute(f"set session authorization {role}")
        conn.execute("select set_config('bandit.account', 'walked', false), set_config('statement_timeout', '5s', false)")
        for kind, volatility, statement in list(calls(conn)):
            began = time.perf_counter()
            try:
                if kind == "p":
                    conn.execute(statement)
                else:
                    with conn.transaction(force_rollback=True):
                        conn.execute(statement)
                        took = time.perf_counter() - began
                        if volatility == "v":
                            conn.execute("set constraints all immediate")
                            conn.execute("reset session authorization")
                            if stored := set(conn.execute(scan).fetchall()) - meant:
                                yield f"{statement} stores {stored}"
            except psycopg.Error as error:
                took = time.perf_counter() - began
                if not TYPED.fullmatch(error.sqlstate or ""):
                    yield f"{statement[:400]}: {error.sqlstate} {error.diag.message_primary} {error.diag.context and error.diag.context.splitlines()[0]}"
            if took > SLOWEST:
                yield f"{statement[:400]} took {took:.1f} s"


@pytest.mark.parametrize("role", ["bandit_bot", "bandit_operator", "bandit_reader"])
def test_no_call_ends_in_a_raw_error(walked, role):
    assert list(faults(walked, role)) == []
