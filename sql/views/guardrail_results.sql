-- guardrail_results: the guardrails of every account compared with the posts of its lookback.

create or replace view bandit.guardrail_results as
select
    a.account_id,
    a.handle as account,
    g.metric,
    g.kind,
    trim_scale(g.bound) as bound,
    g.scope,
    g.name,
    g.posts,
    round(g.rate, 2) as rate,
    round(g.low, 2) as low,
    round(g.high, 2) as high,
    g.state
from bandit_internal.stg_accounts as a
cross join lateral bandit_internal.judge_guardrails(a.account_id, bandit.clock()) as g
order by a.handle collate "C", g.metric collate "C", g.kind, g.scope, g.name collate "C";

comment on view bandit.guardrail_results is
    'Guardrails of every account over its lookback, for the account and for each generator and arm (scope, name): bound and rate per 1000 of exposure with a 95 % interval, posts with a known metric, and state: kept, missed (the whole interval lies beyond the bound) or no data yet (fewer than 20 posts).';

grant select on bandit.guardrail_results to bandit_operator, bandit_reader;
