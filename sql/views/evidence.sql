-- evidence: the posterior of every generator.

create or replace view bandit.evidence as
select
    a.account_id,
    a.handle as account,
    e.generator_name,
    round(e.posterior_mean::numeric, 2) as posterior_mean,
    round(e.credible_low::numeric, 2) as credible_low,
    round(e.credible_high::numeric, 2) as credible_high,
    round(e.reach::numeric) as reach,
    round(e.best_probability::numeric, 4) as best_probability,
    round(e.expected_loss::numeric, 2) as expected_loss,
    e.changed_at,
    e.objective
from bandit_internal.stg_accounts as a
cross join lateral bandit.generator_evidence(p_account_id => a.account_id) as e
where e.best_probability is not null
order by a.handle collate "C", e.best_probability desc nulls last, e.posterior_mean desc, e.generator_name collate "C";

comment on view bandit.evidence is
    'Posterior of every active and testing generator over its account''s history, weighted by age: mean of its rate (followers, or value in an objective of one''s own, per 1000 of exposure) with its 95 % credible interval, reach (exposure a post), probability of being the best (0 to 1), expected loss in the account''s objective, and the time of the last change of its rate (changed_at; NULL: none).';

grant select on bandit.evidence to bandit_operator, bandit_reader;
