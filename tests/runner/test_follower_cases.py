"""Follower counts and gains that contradict those around them, from the files that they came in."""

BOUGHT = """\
Date,Impressions,Likes,Engagements,New follows,Unfollows,Profile visits
"Sun, Jun 15, 2025",3900,41,190,9,1,31
"Sat, Jun 14, 2025",2800,18,901,838,0,7
"Fri, Jun 13, 2025",640000,49,812,690,3,30
"Thu, Jun 12, 2025",690000,61,1120,860,2,40
"Wed, Jun 11, 2025",5100,44,160,11,0,28
"Tue, Jun 10, 2025",4800,52,171,12,1,33
"Mon, Jun 9, 2025",5300,47,166,10,2,35
"Sun, Jun 8, 2025",3700,33,120,7,0,22
"Sat, Jun 7, 2025",3500,29,111,8,1,20
"Fri, Jun 6, 2025",4900,50,169,13,0,31
"""
MONDAY = """\
Date,Impressions,New follows,Unfollows
"Sat, Mar 22, 2025",210,2,0
"Fri, Mar 21, 2025",5400,31,2
"""
THURSDAY = """\
Date,Impressions,New follows,Unfollows
"Sun, Mar 23, 2025",1200,5,1
"Sat, Mar 22, 2025",6300,37,1
"Fri, Mar 21, 2025",5400,31,2
"""


def test_bought_followers_are_nobodys(tmp_path, as_json, db):
    path = tmp_path / "account_overview_analytics.csv"
    path.write_text(BOUGHT)
    as_json("import", "followers", path)
    rows = db.execute("select from_at::date as day from bandit.follower_balance where anomaly order by 1").fetchall()
    assert [f"{row['day']:%d}" for row in rows] == ["12", "13", "14"]


def test_the_export_that_reaches_further_wins_also_in_commands_of_their_own(tmp_path, as_json, db):
    paths = [tmp_path / "monday.csv", tmp_path / "thursday.csv"]
    for path, text in zip(paths, (MONDAY, THURSDAY), strict=True):
        path.write_text(text)
    for path in (*paths, *paths):
        as_json("import", "followers", path)
        as_json("import", "followers", paths[0])
    [gain] = db.execute("select gained, impressions from bandit.follower_gains where from_at = '2025-03-22'").fetchall()
    assert (gain["gained"], gain["impressions"]) == (36, 6300)
