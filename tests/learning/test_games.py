"""Games: which are the same, and which need a database."""

from dataclasses import replace

from tests.benchmarks.learning.__main__ import Game
from tests.benchmarks.learning.scraped import Scraper

GAME = Game("a", "thompson", 8, None, 1, {"policy": "thompson"})


def test_results_that_were_kept_before_there_were_counts_are_found():
    assert GAME.key == '["a", "thompson", 8, null, 1, {"policy": "thompson"}]'


def test_another_world_is_another_game():
    games = [
        GAME,
        replace(GAME, posts_a_day=12),
        replace(GAME, scraper=Scraper()),
        replace(GAME, scraper=Scraper(count_every=24)),
        replace(GAME, scraper=Scraper(scrape_every=6)),
    ]
    assert len({game.key for game in games}) == len(games)
    assert replace(GAME, scraper=Scraper()).key == replace(GAME, scraper=Scraper()).key


def test_a_library_needs_a_database_only_for_shares():
    library = replace(GAME, contestant="MABWiser UCB1(0.1)", settings={})
    assert not library.needs_database
    assert replace(library, scraper=Scraper()).needs_database
    assert not replace(library, contestant="uniform", scraper=Scraper()).needs_database
    assert GAME.needs_database
