-- experiment_advice: what to do with an experiment.
--
-- Results are looked at again and again, and the more often, the likelier a probability passes 0.95 by chance. Before the planned
-- end the arm therefore needs 0.99. Harm needs no plan.

create or replace function bandit_internal.experiment_advice(
    p_probability_better double precision,   -- probability (0 to 1) that the arm is better; null: not known
    p_is_over            boolean,            -- whether the planned end has passed
    p_misses             boolean default false   -- whether the arm misses a guardrail
) returns text
language sql
immutable
parallel safe
as $function$
    select case
        when p_misses                                                                      then 'stop'
        when p_probability_better < 0.05                                                   then 'stop'
        when p_probability_better >= case when p_is_over then 0.95 else 0.99 end           then 'ship'
        when p_is_over                                                                     then 'stop'
        else 'keep going'
    end
$function$;

comment on function bandit_internal.experiment_advice(double precision, boolean, boolean) is
    'Returns the advice on an experiment: stop if the arm misses a guardrail or P(better) is below 0.05; ship if it is at least 0.99, or at least 0.95 after the planned end; otherwise keep going, and stop after the planned end.';

revoke all on function bandit_internal.experiment_advice(double precision, boolean, boolean) from public;
grant execute on function bandit_internal.experiment_advice(double precision, boolean, boolean) to bandit_operator, bandit_reader;
