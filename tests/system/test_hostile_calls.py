"""Every function, called by each role with values that no caller should pass.

Each call ends soon, in an answer or in a typed error, and stores nothing that is not finite.
"""

import re
import time
from collections.abc import Iterator

import psycopg
import pytest

TYPED = re.compile("WT...|42501")
ANY = re.compile(".*")
SLOWEST = 1.0  # seconds a call

LONG = "(select string_agg(md5(i::text), '') from generate_series(1, 10000) as i)"  # does not compress
TEXTS = (
    "tweet_id",
    "generator_name",
    "content",
    "source",
    "topic",
    "format",
    "url",
    "text",
    "reason",
    "status",
    "error",
    "x",
)
LONG_OBJECT = "'posted_at', '2025-01-19', 'at', '2025-01-19', 'followers', 1, 'impressions', 5, " + ", ".join(
    f"'{name}', {LONG}" for name in TEXTS
)

HOSTILE = {
    "text": ["null", "''", "' '", "e'\\t\\n'", "'NaN'", "'%s%n$1'", "'it''s'", "'\\'", "e'\\x1b[31m'", "'💥'", LONG],
    "smallint": ["null", "0", "'-1'", "32767", "'-32768'"],
    "integer": ["null", "0", "'-1'", "2147483647", "'-2147483648'"],
    "bigint": ["null", "0", "'-1'", "9223372036854775807", "'-9223372036854775808'"],
    "numeric": ["null", "0", "'-1'", "2", "1e-300", "1e300", "'NaN'", "'infinity'", "'-infinity'"],
    "double precision": ["null", "0", "'-1'", "2", "1e-308", "1e308", "'-1e308'", "'NaN'", "'infinity'", "'-infinity'"],
    "boolean": ["null", "true", "false"],
    "uuid": ["null", "'00000000-0000-0000-0000-000000000000'"],
    "timestamp with time zone": [
        *["null", "'infinity'", "'-infinity'", "'294276-12-31'", "'4713-01-01 BC'", "'epoch'", "'10000-01-01'"],
    ],
    "date": ["null", "'infinity'", "'-infinity'", "'5874897-12-31'", "'4713-01-01 BC'"],
    "interval": ["null", "'0'", "'-1 day'", "'178000000 years'", "'-178000000 years'", "'1 microsecond'"],
    "jsonb": [
        *[
            "null",
            "'null'",
            "'{}'",
            "'[]'",
            "'7'",
            "'\"x\"'",
            "'[null]'",
            "'[[]]'",
            "'[{}]'",
            "'[1e400]'",
            "'{\"a\": null}'",
        ],
        "(repeat('[', 1000) || repeat(']', 1000))",
        f"jsonb_build_object({LONG_OBJECT})",
        f"jsonb_build_array(jsonb_build_object({LONG_OBJECT}))",
        '\'[{"tweet_id": "1", "posted_at": "infinity", "impressions": -1, "followers": "NaN"}]\'',
    ],
}
USUAL = {
    "text": "'x'",
    "smallint": "1",
    "integer": "1",
    "bigint": "1",
    "numeric": "1",
    "double precision": "1",
    "boolean": "true",
    "timestamp with time zone": "'2025-01-20'",
    "date": "'2025-01-20'",
    "interval": "'1 day'",
    "jsonb": "'{}'",
    "uuid": "'00000000-0000-0000-0000-000000000000'",
}

# What a function needs so that a call gets past its first checks.
NAMED = {
    "p_account_id": "(select bandit.account_id('walked'))",
    "p_generator": "'dataNerd'",
    "p_generator_name": "'dataNerd'",
    "p_tweet_id": "'3'",
    "p_key": "'half_life'",
    "p_value": "'30 days'",
    "p_policy": "'thompson'",
    "p_action": "'pin'",
    "p_handle": "'walked'",
    "p_arm": "'variant_a'",
    "p_mode": "'observe'",
    "p_worker": "'runner'",
    "p_reason": "'a reason'",
}

POSTS = """
    select set_config('bandit.fake_now', '2025-01-01', false);
    select bandit.create_account('walked', 'x', '1001');
    select set_config('bandit.account', 'walked', false);
    do $$
    begin
        for i in 1 .. 40 loop
            perform set_config('bandit.fake_now', (timestamptz '2025-01-01' + i * interval '12 hours')::text, false);
            perform bandit.mark_posted(c.decision_id, i::text) from bandit.choose_generator(p_u => i * 0.618 % 1) as c;
            perform bandit.record_outcomes(jsonb_build_array(jsonb_build_object(
                'tweet_id', i::text, 'impressions', 1000 + i, 'likes', i, 'followers_gained', i % 3
            )));
            perform bandit.record_followers(1000 + i);
        end loop;
    end $$;
    select bandit.attribute_followers();
    select bandit.optimize();
"""

FUNCTIONS = """
    select p.oid::regprocedure::text, p.prokind::text, p.provolatile::text,
        format('%%s.%%s', p.pronamespace::regnamespace, p.proname),
        array(
            select a.name
            from unnest(p.proargnames) with ordinality as a (name, place)
            where a.place <= p.pronargs
            order by a.place
        ),
        array(
            select format_type(t.type, null)
            from unnest(p.proargtypes) with ordinality as t (type, place)
            order by t.place
        ),
        p.pronargs - p.pronargdefaults
    from pg_proc as p
    where p.pronamespace = %s::regnamespace
      and has_function_privilege(p.oid, 'execute')
      and p.prorettype <> 'trigger'::regtype
      and not exists (
          select 1
          from unnest(p.proargtypes) as a (type)
          join pg_type as t on t.oid = a.type
          left join pg_type as e on e.oid = t.typelem
          where 'c' in (t.typtype, e.typtype)   -- made by other functions, not by a caller
      )
    order by 1
"""
NON_FINITE = """
    select string_agg(
        format('select %L from %s where lower(%I::text) in (''nan'', ''infinity'', ''-infinity'')',
            a.attrelid::regclass || '.' || a.attname, a.attrelid::regclass, a.attname), ' union all ')
    from pg_attribute as a
    join pg_class as c on c.oid = a.attrelid
    where c.relnamespace = 'bandit'::regnamespace
      and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped
      and a.atttypid in ('numeric'::regtype, 'float8'::regtype, 'timestamptz'::regtype, 'date'::regtype)
"""


def usual(argument: str, kind: str) -> str:
    """A value that a caller could pass."""
    if kind.endswith("[]"):
        return f"array[{usual(argument, kind[:-2])}]::{kind}"
    values = NAMED if argument in NAMED and kind in ("text", "bigint") else {argument: USUAL.get(kind, "null")}
    return f"{values[argument]}::{kind}"


def hostile(kind: str) -> Iterator[str]:
    """Values of the type that no caller should pass."""
    if kind.endswith("[]"):
        yield from (f"null::{kind}", f"'{{}}'::{kind}", f"array[null, null]::{kind}")
        yield from (f"array[{value}, {usual('', kind[:-2])}]::{kind}" for value in hostile(kind[:-2]))
    else:
        yield from (f"{value}::{kind}" for value in HOSTILE.get(kind, ["null"]))


def calls(conn: psycopg.Connection, schema: str) -> Iterator[tuple[str, str, str]]:
    """(kind, volatility, statement): each argument hostile in turn, the others usual or left out."""
    for _, kind, volatility, name, names, kinds, required in conn.execute(FUNCTIONS, [schema]).fetchall():
        needed = {argument: usual(argument, of) for argument, of in list(zip(names, kinds, strict=True))[:required]}
        verb = "call" if kind == "p" else "select * from"
        for argument, of in zip(names, kinds, strict=True):
            for value in hostile(of):
                arguments = ", ".join(f"{a} => {v}" for a, v in (needed | {argument: value}).items())
                yield kind, volatility, f"{verb} {name}({arguments})"


class Walk:
    """Calls by a role, each in a transaction of its own that is rolled back; those of procedures commit."""

    def __init__(self, conn: psycopg.Connection, role: str):
        self.conn = conn
        self.scan = conn.execute(NON_FINITE).fetchone()[0]
        self.meant = self.non_finite()  # where infinity is a value, such as the start of the first interval
        conn.execute(f"set session authorization {role}")
        conn.execute(
            "select set_config('bandit.account', 'walked', false), set_config('statement_timeout', '5s', false)"
        )

    def non_finite(self) -> set[str]:
        return {column for (column,) in self.conn.execute(self.scan)}

    def call(self, kind: str, volatility: str, statement: str) -> set[str]:
        """Columns in which the call stored a value that is not finite."""
        if kind == "p":
            self.conn.execute(statement)
            return set()
        with self.conn.transaction(force_rollback=True):
            self.conn.execute(statement)
            if volatility != "v":
                return set()
            self.conn.execute("set constraints all immediate")
            self.conn.execute("reset session authorization")
            return self.non_finite() - self.meant

    def faults(self, schema: str, allowed: re.Pattern) -> Iterator[str]:
        for kind, volatility, statement in list(calls(self.conn, schema)):
            began = time.perf_counter()
            try:
                if stored := self.call(kind, volatility, statement):
                    yield f"{statement[:300]} stores {stored}"
            except psycopg.Error as error:
                if not allowed.fullmatch(error.sqlstate or "none"):
                    yield f"{statement[:300]}: {error.sqlstate} {error.diag.message_primary}"
            if time.perf_counter() - began > SLOWEST:
                yield f"{statement[:300]} took {time.perf_counter() - began:.1f} s"


@pytest.fixture
def walked(db: psycopg.Connection, database: str) -> Iterator[psycopg.Connection]:
    db.execute(POSTS)
    with psycopg.connect(database, autocommit=True) as conn:
        yield conn


@pytest.mark.parametrize("role", ["bandit_bot", "bandit_operator", "bandit_reader"])
def test_every_call_ends_in_an_answer_or_a_typed_error(walked, role):
    assert list(Walk(walked, role).faults("bandit", TYPED)) == []


def test_no_call_of_a_helper_takes_long_or_stores_what_is_not_finite(walked):
    assert list(Walk(walked, "bandit_operator").faults("bandit_internal", ANY)) == []


FAULTY = """
create function bandit.faulty(p_share numeric) returns numeric language sql as 'select 1 / p_share';
create function bandit.storing(p_at timestamptz) returns void language sql security definer
as 'update bandit.accounts set created_at = p_at';
create function bandit.slow(p_count integer) returns bigint language sql
as 'select count(*) from generate_series(1, least(p_count, 20000000))';
"""


def test_the_walk_finds_faults(walked):
    walked.execute(FAULTY)
    faults = "\n".join(Walk(walked, "bandit_operator").faults("bandit", TYPED))
    assert "bandit.faulty(p_share => 0::numeric): 22012" in faults
    assert (
        "bandit.storing(p_at => 'infinity'::timestamp with time zone) stores {'bandit.accounts.created_at'}" in faults
    )
    assert "bandit.slow(p_count => 2147483647::integer) took" in faults
