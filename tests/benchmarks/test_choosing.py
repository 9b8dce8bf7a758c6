"""choose_generator against the bare INSERT of the same row."""

import os
import re
import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest

from tests.benchmarks.figures import at_least, in_turns

CHOOSE = """
select * from bandit.choose_generator(p_context => '{"topic": "sleep", "format": "thread"}');
"""
INSERT = r"""
\set n random(1, 12)
insert into bandit.content_metadata (
    account_id, decision_id, generator_name, experiment_arm, propensity,
    policy, run_id, u, topic, format, context, created_at
)
values (
    1, gen_random_uuid(), (:names::text[])[:n], 'control', 0.1,
    'blueprint', :run_id, random(), 'sleep', 'thread', '{"topic": "sleep", "format": "thread"}', now()
)
returning decision_id;
"""


@pytest.mark.parametrize("synchronous_commit", ["on", "off"])
def test_choose(db, database, tmp_path, synchronous_commit):
    weights = weights_of_a_run(db)
    choose, insert = tmp_path / "choose.sql", tmp_path / "insert.sql"
    choose.write_text(CHOOSE)
    insert.write_text(INSERT)

    measure = partial(transactions_a_second, database, synchronous_commit, weights)
    chosen, inserted = in_turns(15, partial(measure, choose), partial(measure, insert))
    at_least(
        0.5,
        chosen / inserted,
        f"choose_generator, synchronous_commit {synchronous_commit}",
        f"{chosen:,.0f}/s, bare insert {inserted:,.0f}/s",
    )


def weights_of_a_run(db) -> dict[str, str]:
    """Have a run set the weights, as choices find them from the second day on; returns the names and the run."""
    db.execute("""
        insert into bandit.content_metadata (account_id, generator_name, source, status, posted_at, tweet_id)
        select 1, g.generator_name, 'import', 'posted', now() - interval '1 hour', g.generator_name || n
        from bandit.generator_weights as g
        cross join generate_series(1, 6) as n
    """)
    db.execute("""
        insert into bandit.outcomes (
            account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at
        )
        select 1, c.decision_id, 1000, length(c.generator_name), 'reported', 'bot', c.posted_at, c.posted_at
        from bandit.content_metadata as c
    """)
    assert db.execute("select * from bandit.optimize()").fetchone()["status"] == "success"
    return db.execute("""
        select array_agg(g.generator_name)::text as names, max(g.run_id)::text as run_id
        from bandit.generator_weights as g
    """).fetchone()


def transactions_a_second(database: str, synchronous_commit: str, variables: dict[str, str], script: Path) -> float:
    """What pgbench says of four clients in a second."""
    assert shutil.which("pgbench"), "pgbench is not installed: it comes with PostgreSQL"
    options = ["--no-vacuum", "--protocol=prepared", "--client=4", "--time=1", f"--file={script}"]
    defined = [f"--define={name}={value}" for name, value in variables.items()]
    ran = subprocess.run(
        ["pgbench", *options, *defined, database],
        env=os.environ | {"PGOPTIONS": f"-c synchronous_commit={synchronous_commit}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(re.search(r"^tps = ([0-9.]+)", ran.stdout, re.MULTILINE)[1])
