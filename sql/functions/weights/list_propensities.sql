-- list_propensities: what a choice would be drawn from, for a bot to keep for the time when the database is away.
--
-- Of a choice of which no context is told; contexts are for choices that the database makes.

create or replace function bandit.list_propensities(
    p_account_id bigint default null   -- null: the current account
) returns table (
    experiment_arm text,
    generator_name text,
    weight         numeric,
    propensity     numeric,
    upper_edge     double precision,
    choice_edge    double precision
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
begin
    return query
    select d.arm, d.generator_name, g.weight::numeric, d.propensity::numeric, d.upper_edge, d.choice_edge
    from bandit_internal.derive_propensities(v_account_id) as d
    join bandit.generator_weights as g
        on g.account_id = v_account_id
       and g.generator_name = d.generator_name
    where d.context_number = 0
    order by d.choice_edge, d.arm collate "C", d.generator_name collate "C";
end
$function$;

comment on function bandit.list_propensities(bigint) is
    'Propensities (0 to 1) of every arm and generator in the order of the draw: the first row with u < choice_edge is chosen, within a given arm the first with u < upper_edge. Unknown account: WT001.';

revoke all on function bandit.list_propensities(bigint) from public;
grant execute on function bandit.list_propensities(bigint) to bandit_bot, bandit_operator, bandit_reader;
