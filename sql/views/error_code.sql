-- error_code: the SQLSTATEs that pgbandit raises. WT0xx: the caller's mistake. WT1xx: not ready, try again later.

create or replace view bandit.error_code as
select
    e.code,
    e.name,
    e.meaning
from (
    values
        ('WT001', 'unknown_account', 'no account has this handle or account_id'),
        ('WT002', 'unknown_generator', 'the account has no generator of this name'),
        ('WT003', 'unknown_decision', 'the account has no decision with this id'),
        ('WT004', 'invalid_argument', 'an argument is outside what it may be'),
        ('WT005', 'unknown_setting', 'there is no setting of this name'),
        ('WT006', 'invalid_setting', 'the setting does not take this value'),
        ('WT007', 'already_exists', 'the account or generator exists already'),
        ('WT008', 'post_conflict', 'the decision has another post or was another choice, or the post has another decision'),
        ('WT009', 'decision_closed', 'the decision was posted or discarded'),
        ('WT010', 'run_out_of_order', 'a run cannot be dated before the last applied run'),
        ('WT011', 'unknown_arm', 'there is no experiment arm of this name'),
        ('WT012', 'infeasible_weights', 'pins, testing weights and floor leave no valid weights for the others'),
        ('WT013', 'cannot_release', 'the refused row is unknown, released already or malformed'),
        ('WT014', 'malformed_rows', 'a batch is not a JSON array of objects'),
        ('WT015', 'infeasible_shares', 'the shares of the experiment arms leave nothing for control, or do not sum to 1'),
        ('WT016', 'wrong_state', 'the generator''s state does not allow this'),
        ('WT017', 'weights_changed', 'the weights have changed since the run was suggested'),
        ('WT018', 'run_not_decidable', 'the run does not wait for a decision, or was not applied'),
        ('WT019', 'propensities_outdated', 'weights or arms were changed without their propensities'),
        ('WT101', 'no_active_generator', 'the account has no active generator to choose')
) as e (code, name, meaning);

comment on view bandit.error_code is 'SQLSTATEs of class WT with name and meaning. WT0xx: the caller''s mistake; WT1xx: not ready.';

grant select on bandit.error_code to bandit_bot, bandit_operator, bandit_reader;
