-- scrape_bands: how often posts are scraped, by their age.

create or replace view bandit.scrape_bands as
select
    s.account_id,
    a.handle as account,
    coalesce(lag(s.until_age) over (partition by s.account_id order by s.until_age), interval '0') as from_age,
    s.until_age,
    s.every,
    s.reads_at_end
from bandit.scrape_schedule as s
join bandit_internal.stg_accounts as a using (account_id)
order by a.handle collate "C", s.until_age;

comment on view bandit.scrape_bands is
    'Scraping schedule of every account by age of the posts: from (inclusive) until (exclusive); reads_at_end: one more reading at the end of the band. set_scrape_band changes it.';

grant select on bandit.scrape_bands to bandit_operator, bandit_reader;
