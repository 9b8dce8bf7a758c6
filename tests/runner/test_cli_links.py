"""posted with links: the id in a link of the account's own platform is kept; any other link is a mistake."""

import pytest

from tests.runner.test_cli_unavailable import fall_back, unavailable  # noqa: F401

X = "https://x.com/mybot/status/1980682040778375204"
BLUESKY = "https://bsky.app/profile/mybot.test/post/3l5abcdefgh2k"
MASTODON = "https://mastodon.example.org/@mybot/113300000000000001"


@pytest.fixture
def posted(as_json, db):
    """Post on a platform, by an id or a link; return the id that is stored."""

    def run(platform: str, text: str) -> str:
        db.execute("select bandit.create_account('mybot', %s)", [platform])
        decision = as_json("choose", "--account", "mybot")["decision_id"]
        given = as_json("posted", decision, text, "--account", "mybot")
        assert as_json("posted", decision, text, "--account", "mybot") == given
        return given["tweet_id"]

    return run


@pytest.mark.parametrize(
    ("platform", "text", "stored"),
    [
        ("x", X, "1980682040778375204"),
        ("x", "https://twitter.com/mybot/status/1980682040778375204?s=20", "1980682040778375204"),
        ("x", "x.com/i/web/status/1980682040778375204/photo/1", "1980682040778375204"),
        ("x", "1980682040778375204", "1980682040778375204"),
        ("bluesky", BLUESKY, "at://mybot.test/app.bsky.feed.post/3l5abcdefgh2k"),
        ("bluesky", "at://did:plc:1/app.bsky.feed.post/3l5", "at://did:plc:1/app.bsky.feed.post/3l5"),
        ("mastodon", MASTODON, "113300000000000001"),
        ("mastodon", "https://example.org/users/mybot/statuses/113300000000000001", "113300000000000001"),
        ("mastodon", "https://pleroma.example.org/notice/AmK1x2y3Z", "AmK1x2y3Z"),
        ("mastodon", "AmK1x2y3Z", "AmK1x2y3Z"),
    ],
)
def test_a_link_of_the_own_platform(posted, platform, text, stored):
    assert posted(platform, text) == stored


@pytest.mark.parametrize(
    ("platform", "link"),
    [
        ("x", BLUESKY),
        ("x", MASTODON),
        ("x", "at://did:plc:1/app.bsky.feed.post/3l5"),
        ("bluesky", X),
        ("mastodon", X),
        ("mastodon", "https://example.org/@somebody@elsewhere.example/113300000000000001"),
        ("mastodon", "https://example.org/objects/7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11"),
        ("x", "https://x.com/mybot"),
        ("x", "https://x.com/mybot/status/198068204077837520x"),
        ("x", "https://evil.example/x.com/mybot/status/1980682040778375204"),
        ("x", "https://notx.com/mybot/status/1980682040778375204"),
    ],
)
def test_any_other_link_is_a_mistake(fails, as_json, db, platform, link):
    db.execute("select bandit.create_account('mybot', %s)", [platform])
    decision = as_json("choose", "--account", "mybot")["decision_id"]
    err = fails(2, "posted", decision, link, "--account", "mybot")
    assert "not a link to a post" in err
    assert "pass the id, or a link such as https://" in err
    assert (
        db.execute("select count(*) as n from bandit.content_metadata where tweet_id is not null").fetchone()["n"] == 0
    )


def test_without_the_database(fall_back, fails, unavailable, as_json, cli, db, state, monkeypatch):  # noqa: F811
    monkeypatch.setenv("PGBANDIT_ACCOUNT", "default")
    with unavailable():
        one, two = fall_back("choose")[0]["decision_id"], fall_back("choose")[0]["decision_id"]
        assert "not a link to a post" in fails(2, "posted", one, "https://example.org/article")
        fall_back("posted", one, X)
        fall_back("posted", two, BLUESKY)
    done = cli("spool", "--json")
    assert done.stderr.endswith(f"the last: not a link to a post on x: {BLUESKY}\n")
    rows = db.execute(
        "select decision_id::text, tweet_id from bandit.content_metadata where tweet_id is not null"
    ).fetchall()
    assert rows == [{"decision_id": one, "tweet_id": "1980682040778375204"}]
