"""The optimisation in SQL against exact arithmetic in Python, on accounts that nobody would think of."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from psycopg.sql import SQL, Identifier, Literal

from tests.runner import oracle
from tests.runner.oracle import UNITS, Generator, Post, Settings

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
WEEK = timedelta(days=7)
NAMES = [f"g{letter}{number}" for number in range(20) for letter in "aBcDeFgHiJ"]


def exploring(examples: int) -> settings:
    """All examples of a test share its database: each rolls back what it did."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def exact(units: int) -> Decimal:
    return Decimal(units) / UNITS


def assert_agree(weights: Mapping[str, Decimal], expected: Mapping[str, Fraction], ties: Iterable[str]) -> None:
    """Equal, but for the last unit where the remainders it goes by are equal."""
    assert weights.keys() == expected.keys()
    different = {name for name, weight in weights.items() if weight != expected[name]}
    assert different <= set(ties), {name: (weights[name], float(expected[name])) for name in different}
    assert all(abs(Fraction(weights[name]) - expected[name]) == Fraction(1, UNITS) for name in different)


# project_weights


@dataclass
class Projection:
    """Arguments of project_weights: a score where the weight is free, else the weight."""

    names: list[str]
    scores: list[Decimal | None]
    fixed: list[Decimal | None]
    floor: Decimal

    def expected(self):
        wanted = {n: Fraction(s) for n, s, f in zip(self.names, self.scores, self.fixed, strict=True) if f is None}
        fixed = {n: Fraction(f) for n, f in zip(self.names, self.fixed, strict=True) if f is not None}
        return oracle.project(wanted, fixed, Fraction(self.floor))


SCORES = st.one_of(
    st.just(Decimal(0)),
    st.sampled_from([Decimal("0.08"), Decimal("1e-15"), Decimal("1e15")]),
    st.decimals(min_value=0, max_value=1, places=9),
    st.decimals(min_value=0, max_value=1, places=9),
    st.integers(0, 10**9).map(Decimal),
)


@st.composite
def projections(draw: st.DrawFn) -> Projection:
    """Feasible or not: up to 30 weights, and now and then 200."""
    count = draw(st.integers(1, 31).map(lambda number: 200 if number == 31 else number))
    fixed = draw(st.lists(st.none() | st.none() | st.integers(0, 2 * UNITS // count), min_size=count, max_size=count))
    room, free = UNITS - sum(units or 0 for units in fixed), max(fixed.count(None), 1)
    floor = draw(st.integers(0, max(room, 0) // free) | st.integers(0, UNITS // count))
    scores = draw(st.lists(SCORES, min_size=count, max_size=count))
    return Projection(
        draw(st.permutations(NAMES[:count])),
        [score if units is None else None for score, units in zip(scores, fixed, strict=True)],
        [None if units is None else exact(units) for units in fixed],
        exact(floor),
    )


def project(db: psycopg.Connection, case: Projection, floor: Decimal | None = None) -> dict[str, Decimal]:
    arguments = (case.names, case.scores, case.fixed, case.floor if floor is None else floor)
    query = "select * from bandit_internal.project_weights(%s::text[], %s::numeric[], %s::numeric[], %s)"
    return {row["generator_name"]: row["weight"] for row in db.execute(query, arguments)}


def assert_fair(case: Projection, weights: Mapping[str, Decimal]) -> None:
    assert sum(weights.values()) == 1
    free = []
    for name, score, fixed in zip(case.names, case.scores, case.fixed, strict=True):
        if fixed is not None:
            assert weights[name] == fixed
        else:
            assert weights[name] >= case.floor
            free.append((score, weights[name]))
    assert all(low[1] <= high[1] for low, high in pairwise(sorted(free)))


def assert_refused(db: psycopg.Connection, case: Projection, largest: Fraction | None) -> None:
    """WT012, and the floor in the hint is the largest: it works and a unit more does not."""
    with pytest.raises(psycopg.Error) as refusal:
        project(db, case)
    assert refusal.value.sqlstate == "WT012"
    hint = re.search(r"lower min_weight to at most ([\d.]+)", refusal.value.diag.message_hint)
    assert (Decimal(hint[1]) if hint else None) == largest
    if hint:
        assert sum(project(db, case, Decimal(hint[1])).values()) == 1
        with pytest.raises(psycopg.Error, match="no valid share"):
            project(db, case, Decimal(hint[1]) + exact(1))


@exploring(300)
@given(projections())
@example(Projection(NAMES[:200], [Decimal(n) for n in range(200)], [None] * 200, Decimal("0.002")))
@example(Projection(NAMES[:3], [Decimal(1)] * 3, [None] * 3, Decimal("0.3333")))
@example(Projection(NAMES[:3], [None, Decimal(1), Decimal(0)], [exact(9999), None, None], Decimal("0.0001")))
def test_projection(db, case):
    try:
        expected, ties = case.expected()
    except oracle.Infeasible as infeasible:
        assert_refused(db, case, infeasible.largest_floor)
        return
    weights = project(db, case)
    assert_agree(weights, expected, ties)
    assert_fair(case, weights)
    backwards = Projection(case.names[::-1], case.scores[::-1], case.fixed[::-1], case.floor)
    assert project(db, backwards) == weights


# optimize


@dataclass
class Account:
    generators: list[Generator]
    posts: list[Post]
    settings: Settings

    def expected(self) -> oracle.Run:
        return oracle.run(self.generators, self.posts, self.settings, NOW)


STATES = [("active", False)] * 6 + [("active", True), ("testing", False), ("disabled", False)]
AGES = [timedelta(hours=1), timedelta(days=3), timedelta(0), -MOMENT, WEEK - MOMENT, WEEK, timedelta(days=60)]
DELAYS = [timedelta(0), timedelta(0), timedelta(hours=1), timedelta(hours=1) + MOMENT, timedelta(days=10)]
RULES = st.builds(
    Settings,
    min_posts=st.sampled_from([1, 1, 20]),
    aggressiveness=st.sampled_from([Decimal("0.1"), Decimal("0.3"), Decimal("0.5")]),
    score_exponent=st.sampled_from([Decimal("0.5"), Decimal("1"), Decimal("1.5"), Decimal("7")]),
    min_weight=st.sampled_from([exact(1), exact(200), exact(333)]),
    viral_f_per_1k=st.sampled_from([Decimal("0.5"), Decimal("5")]),
    viral_min_posts=st.sampled_from([1, 5]),
    failing_min_posts=st.sampled_from([1, 3, 10]),
    new_generator_max_posts=st.sampled_from([0, 1, 5]),
    significant_change=st.sampled_from([Decimal("0"), Decimal("0.01"), Decimal("0.05")]),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Post]:
    """Posts of nobody yet: a few kinds, several of each."""
    posts = []
    for _ in range(draw(st.sampled_from([1, 2, 3, 2, 1, 0]))):
        posted_at = NOW - draw(st.sampled_from(AGES))
        impressions = draw(st.sampled_from([None, 0, 1, 30, 1000, 3000, 12000, 4_900_000]) | st.integers(1, 9999))
        followers = draw(st.sampled_from([None, 0, 0, 1, 4, 5, 16, -2, 100_000]) | st.integers(0, 60))
        post = Post("", posted_at, impressions, followers, posted_at + draw(st.sampled_from(DELAYS)))
        posts += [post] * draw(st.integers(1, 11))
    return posts


@st.composite
def accounts(draw: st.DrawFn, counts: st.SearchStrategy[int], rules: st.SearchStrategy[Settings]) -> Account:
    """Weights as a run may find them; histories repeat, so that rates are often equal."""
    rules = draw(rules)
    names = draw(st.permutations(NAMES[: draw(counts)]))
    states = [("active", False)] + [draw(st.sampled_from(STATES)) for _ in names[1:]]
    wanted = {name: Fraction(draw(st.integers(0, 100))) for name in names}
    in_play = {name: wanted[name] for name, (status, _) in zip(names, states, strict=True) if status != "disabled"}
    weights, _ = oracle.project(in_play, {}, Fraction(rules.min_weight))
    pool = draw(st.lists(histories(), min_size=1, max_size=10))
    return Account(
        [
            Generator(name, exact(int(weights.get(name, Fraction(1, 2)) * UNITS)), *state)
            for name, state in zip(names, states, strict=True)
        ],
        [replace(post, generator=name) for name in names for post in draw(st.sampled_from(pool))],
        rules,
    )


def insert(db: psycopg.Connection, account: Account) -> int:
    """Straight into the tables, so that hundreds of accounts are no work."""
    [account_id] = values(db, "insert into bandit.accounts (handle) values ('generated') returning account_id")
    rules = asdict(account.settings)
    db.execute(
        SQL("insert into bandit.account_settings (account_id, policy, {0}) values ({1}, 'blueprint', {2})").format(
            SQL(", ").join(map(Identifier, rules)), Literal(account_id), SQL(", ").join(map(Literal, rules.values()))
        )
    )
    db.execute(
        """
        insert into bandit.generator_weights (account_id, generator_name, weight, status, pinned_weight)
        select %s, name, weight, status, case when is_pinned then weight end
        from unnest(%s::text[], %s::numeric[], %s::text[], %s::boolean[]) as g (name, weight, status, is_pinned)
        """,
        (account_id, *columns(account.generators, Generator)),
    )
    db.execute(
        """
        with posts as (
            select p.*, gen_random_uuid() as decision_id
            from unnest(%s::text[], %s::timestamptz[], %s::bigint[], %s::numeric[], %s::timestamptz[])
                as p (generator_name, posted_at, impressions, followers_gained, known_at)
        ),
        decided as (
            insert into bandit.content_metadata (
                account_id, decision_id, generator_name, source, status, posted_at, tweet_id
            )
            select %s, decision_id, generator_name, 'import', 'posted', posted_at, decision_id
            from posts
        )
        insert into bandit.outcomes (
            account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at
        )
        select
            %s, decision_id, impressions, followers_gained, case when followers_gained is not null then 'reported' end,
            'test', known_at, known_at
        from posts
        where impressions is not null or followers_gained is not null
        """,
        (*columns(account.posts, Post), account_id, account_id),
    )
    return account_id


def columns(rows: list, kind: type) -> list[list]:
    return [[getattr(row, column.name) for row in rows] for column in fields(kind)]


def values(db: psycopg.Connection, query: str, *arguments) -> tuple:
    return tuple(db.execute(query, arguments).fetchone().values())


def by_name(db: psycopg.Connection, query: str, *arguments) -> dict[str, dict]:
    return {row["generator_name"]: row for row in db.execute(query, arguments)}


def stored_weights(db: psycopg.Connection, account_id: int) -> dict[str, Decimal]:
    rows = by_name(db, "select * from bandit.generator_weights where account_id = %s", account_id)
    return {name: row["weight"] for name, row in rows.items()}


def optimize(db: psycopg.Connection, account_id: int, dry_run: bool = False) -> dict:
    query = "select * from bandit.optimize(p_account_id => %s, p_dry_run => %s, p_now => %s)"
    return db.execute(query, (account_id, dry_run, NOW)).fetchone()


def rehearse(db: psycopg.Connection, account_id: int) -> dict:
    """A dry run, where writing anything is an error."""
    with db.transaction(force_rollback=True):
        db.execute("set local transaction_read_only = on")
        return optimize(db, account_id, dry_run=True)


def assert_performance(db: psycopg.Connection, account_id: int, account: Account) -> None:
    measured = by_name(
        db,
        "select * from bandit.generator_performance(p_account_id => %s, p_lookback => null, p_now => %s)",
        account_id,
        NOW,
    )
    expected = oracle.performance(account.posts, account.settings.lookback, NOW)
    assert measured.keys() == {one.name for one in account.generators}
    for name, row in measured.items():
        one = expected.get(name, oracle.Performance(0, 0, None))
        assert (row["posted"], row["total_posts"]) == (one.posts, one.measured)
        assert (row["f_per_1k"] is None) == (one.f_per_1k is None)
        assert one.f_per_1k is None or abs(Fraction(row["f_per_1k"]) - one.f_per_1k) < Fraction(1, 10**20)


def assert_applied(db: psycopg.Connection, account_id: int, account: Account, run: dict, expected: oracle.Run) -> None:
    """Weights, history and events are those of the oracle."""
    before = {one.name: one.weight for one in account.generators}
    after = stored_weights(db, account_id)
    in_play = {name: after[name] for name in expected.weights}
    assert_agree(in_play, expected.weights, expected.ties)
    assert {row["generator_name"]: Decimal(str(row["weight"])) for row in run["weights"]} == in_play
    assert all(after[one.name] == one.weight for one in account.generators if one.status == "disabled")

    differing = {name for name in before if before[name] != after[name]}
    history = by_name(db, "select * from bandit.weight_changes where run_id = %s", run["run_id"])
    assert {name: (row["old_weight"], row["new_weight"]) for name, row in history.items()} == {
        name: (before[name], after[name]) for name in differing
    }
    significant = {n for n in differing if abs(after[n] - before[n]) >= account.settings.significant_change}
    assert {row["generator_name"] for row in run["changes"]} == significant
    assert run["generators_updated"] == len(significant)

    events = by_name(db, "select * from bandit.events where run_id = %s", run["run_id"])
    told = {name: case for name, case in expected.cases.items() if case in ("viral", "failing")}
    assert {name: row["kind"] for name, row in events.items()} == told


def assert_invariants(account: Account, stages: dict[str, dict]) -> None:
    """What holds whatever the policy thinks: the sum, the floor, the order of the scores, what is exact."""
    held = {one.name for one in account.generators if one.is_pinned or one.status == "testing"}
    moving = [row for row in stages.values() if row["rule"] in ("new", "viral", "blended")]
    assert sum(row["new_weight"] for row in stages.values()) == 1
    for name, row in stages.items():
        assert name in held or row["new_weight"] >= account.settings.min_weight
        if name in held or (row["rule"] == "kept" and moving and row["current_weight"] >= account.settings.min_weight):
            assert row["new_weight"] == row["current_weight"]
        if row["rule"] == "failing" and (moving or any(other["rule"] == "kept" for other in stages.values())):
            assert row["new_weight"] == account.settings.min_weight
    moving.sort(key=lambda row: (row["target_weight"], row["new_weight"]))
    assert all(low["new_weight"] <= high["new_weight"] for low, high in pairwise(moving))


def assert_run(db: psycopg.Connection, account_id: int, account: Account, expected: oracle.Run) -> None:
    proposal = rehearse(db, account_id)
    query = "select * from bandit.explain_weights(p_account_id => %s, p_now => %s)"
    stages = by_name(db, query, account_id, NOW) if expected.status == "success" else {}
    run = optimize(db, account_id)
    assert optimize(db, account_id) == run
    assert proposal == run | {"run_id": None}
    assert (run["status"], run["posts_analyzed"]) == (expected.status, expected.posts_analyzed)
    assert (run["top_performer"], run["bottom_performer"]) == (expected.top, expected.bottom)
    assert {name: row["rule"] for name, row in stages.items()} == expected.cases
    if stages:
        assert_applied(db, account_id, account, run, expected)
        assert_invariants(account, stages)
        assert {name: row["new_weight"] for name, row in stages.items()} == {
            name: weight for name, weight in stored_weights(db, account_id).items() if name in stages
        }
    else:
        assert run["reason"] == "insufficient_data"
        assert stored_weights(db, account_id) == {one.name: one.weight for one in account.generators}


def check(db: psycopg.Connection, account: Account) -> None:
    with db.transaction(force_rollback=True):
        account_id = insert(db, account)
        assert_performance(db, account_id, account)
        assert_run(db, account_id, account, account.expected())


@exploring(120)
@given(accounts(st.integers(1, 30), RULES))
def test_run(db, account):
    check(db, account)


@exploring(3)
@given(accounts(st.just(200), st.just(Settings(min_weight=exact(20)))))
def test_run_of_two_hundred_generators(db, account):
    check(db, account)


@exploring(40)
@given(accounts(st.integers(2, 12), RULES), st.integers(300, 5000).map(exact))
def test_floor_too_high(db, account, floor):
    """Raised behind the functions' back: refused, or met. The floor in the hint is met."""
    account = replace(account, settings=replace(account.settings, min_weight=floor))
    with db.transaction(force_rollback=True):
        account_id = insert(db, account)
        try:
            expected = account.expected()
        except oracle.Infeasible as infeasible:
            with pytest.raises(psycopg.Error) as refusal, db.transaction():
                optimize(db, account_id)
            assert refusal.value.sqlstate == "WT012"
            if infeasible.largest_floor is None:
                assert "min_weight" not in refusal.value.diag.message_hint
                return
            lower = exact(int(infeasible.largest_floor * UNITS))
            assert f"lower min_weight to at most {lower:.4f}" in refusal.value.diag.message_hint
            db.execute("update bandit.account_settings set min_weight = %s where account_id = %s", (lower, account_id))
            account = replace(account, settings=replace(account.settings, min_weight=lower))
            expected = account.expected()
        assert_run(db, account_id, account, expected)
