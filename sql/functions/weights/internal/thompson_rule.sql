-- thompson_rule: the rule that the policy thompson reports for a generator.

create or replace function bandit_internal.thompson_rule(
    p_status              text,               -- active or testing
    p_pinned_weight       numeric,            -- null: not pinned
    p_is_new              boolean,            -- whether it has too few posts to be judged
    p_viral_probability   double precision,   -- see viral_probability; null: not judged
    p_failing_probability double precision    -- see failing_probability; null: not judged
) returns text
language sql
immutable
parallel safe
as $function$
    select case
        when p_status = 'testing'              then 'testing'
        when p_pinned_weight is not null       then 'pinned'
        when p_is_new                          then 'unproven'
        when p_failing_probability >= 0.95     then 'failing'
        when p_viral_probability >= 0.9        then 'viral'
        else 'posterior'
    end
$function$;

comment on function bandit_internal.thompson_rule(text, numeric, boolean, double precision, double precision) is
    'Returns the rule of the policy thompson for a generator: testing, pinned, unproven, failing (with probability 0.95), viral (with probability 0.9) or posterior.';

revoke all on function bandit_internal.thompson_rule(text, numeric, boolean, double precision, double precision) from public;
grant execute on function bandit_internal.thompson_rule(text, numeric, boolean, double precision, double precision) to bandit_operator, bandit_reader;
