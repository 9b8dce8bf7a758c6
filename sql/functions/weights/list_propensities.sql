-- list_propensities: what a choice is drawn from, for a bot to keep for times when the database is unavailable.
--
-- For choices without a context: weights by context are used only by choices that the database makes. Where the account chooses in
-- blocks, the draw of the present block takes the place of a post's own draw until the block ends.

create or replace function bandit.list_propensities(
    p_account_id bigint default null   -- null: the current account
) returns table (
    experiment_arm text,
    generator_name text,
    weight         numeric,
    propensity     numeric,
    upper_edge     double precision,
    choice_edge    double precision,
    block_draw     double precision,
    block_ends_at  timestamptz
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id   bigint := bandit_internal.resolve_account(p_account_id);
    v_propensities bandit_internal.propensity[] := bandit_internal.derive_propensities(v_account_id);
    v_block        record;
begin
    select b.draw, b.ends_at
    into v_block
    from bandit_internal.current_block(v_account_id, bandit_internal.block_length(v_account_id), bandit.clock()) as b;

    return query
    select p.arm, p.generator_name, g.weight::numeric, p.propensity, p.upper_edge, p.choice_edge, v_block.draw, v_block.ends_at
    from unnest(v_propensities) as p
    join bandit.generator_weights as g
        on g.account_id = v_account_id
       and g.generator_name = p.generator_name
    where p.context_number = 0
    order by p.choice_edge, p.arm collate "C", p.generator_name collate "C";
end
$function$;

comment on function bandit.list_propensities(bigint) is
    'Returns the propensities (0 to 1) of every arm and generator in the order of the draw: a draw u chooses the first row with u < choice_edge, or within a given arm the first with u < upper_edge. block_draw: the draw of all posts until block_ends_at; NULL: every post has its own. Unknown account: WT001.';

revoke all on function bandit.list_propensities(bigint) from public;
grant execute on function bandit.list_propensities(bigint) to bandit_bot, bandit_operator, bandit_reader;
