"""A generator is renamed and another one removed while bots choose: no choice fails, and none is lost."""

import threading
from collections import Counter

import psycopg

BOTS = 2
ROUNDS = 15


def test_bots_choose_meanwhile(database, db):
    account_id = db.execute("""select bandit.create_account('trio', p_generators => '["a", "b", "c"]')""").fetchone()
    account_id = account_id["create_account"]
    done, chosen, errors = threading.Event(), Counter(), []

    def bot() -> None:
        with psycopg.connect(database, autocommit=True) as mine:
            while not done.is_set():
                try:
                    mine.execute("select * from bandit.choose_generator(p_account_id => %s)", [account_id])
                    chosen["all"] += 1
                except psycopg.Error as error:
                    errors.append(error)

    bots = [threading.Thread(target=bot) for _ in range(BOTS)]
    for each in bots:
        each.start()
    for number in range(ROUNDS):
        db.execute("select bandit.rename_generator('a', %s, p_account_id => %s)", [f"a{number}", account_id])
        db.execute("select bandit.add_generator(%s, p_account_id => %s)", [f"passing {number}", account_id])
        db.execute("select bandit.remove_generator(%s, p_account_id => %s)", [f"passing {number}", account_id])
    done.set()
    for each in bots:
        each.join()
    assert errors == []
    query = "select count(*) from bandit.content_metadata where account_id = %s"
    assert db.execute(query, [account_id]).fetchone() == {"count": sum(chosen.values())}
