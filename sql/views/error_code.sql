-- error_code: the SQLSTATEs that pgbandit raises.

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
        ('WT004', 'invalid_argument', 'an argument has an invalid value'),
        ('WT005', 'unknown_setting', 'there is no setting of this name'),
        ('WT006', 'invalid_setting', 'the value is not valid for the setting'),
        ('WT007', 'already_exists', 'an account, generator or experiment with this name exists already'),
        ('WT008', 'post_conflict', 'the decision has another post or another choice, or the post belongs to another decision'),
        ('WT009', 'decision_closed', 'the decision was already posted or discarded'),
        ('WT010', 'run_out_of_order', 'the time of the run is before the last applied run'),
        ('WT011', 'unknown_arm', 'the account has no experiment arm of this name'),
        ('WT012', 'infeasible_weights', 'pinned weights, testing weights and the floor leave no valid weights for the other generators'),
        ('WT013', 'cannot_release', 'the rejected row is unknown, already accepted or malformed'),
        ('WT014', 'malformed_rows', 'the argument is not a JSON array of objects'),
        ('WT015', 'infeasible_shares', 'the shares of the experiment arms leave no share for control, or do not sum to 1'),
        ('WT016', 'wrong_state', 'the status of the generator does not allow this action'),
        ('WT017', 'weights_changed', 'the weights have changed since the run was suggested'),
        ('WT018', 'run_not_decidable', 'the run does not wait for approval, or was not applied'),
        ('WT019', 'propensities_outdated', 'weights or arms were changed without their propensities'),
        ('WT020', 'account_not_named', 'the call names no account, and the database does not have exactly one'),
        ('WT101', 'no_active_generator', 'the account has no active generator to choose')
) as e (code, name, meaning);

comment on view bandit.error_code is
    'SQLSTATEs of class WT that pgbandit raises, with name and meaning. WT0xx: the caller''s mistake; WT1xx: not ready, try again later.';

grant select on bandit.error_code to bandit_bot, bandit_operator, bandit_reader;
