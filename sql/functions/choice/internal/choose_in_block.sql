-- choose_in_block: the choice that all posts of a block share.
--
-- The first post of the block draws by the weights of that time, and the later ones have its generator and propensity, even if a run
-- moves the weights meanwhile. A generator that is no longer in play gives its place to the one at the draw now.

create or replace function bandit_internal.choose_in_block(
    p_account_id bigint,        -- the account
    p_hours      integer,       -- length of a block
    p_arm        text,          -- experiment arm; null: drawn, with the generator
    p_now        timestamptz    -- when the post is written
) returns table (
    arm            text,
    generator_name text,
    propensity     numeric,
    weight         numeric,
    run_id         bigint,
    policy         text,
    u              double precision,
    block_at       timestamptz
)
language plpgsql
rows 1
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_block record;
    v_drawn record;
    v_held  record;
begin
    select b.starts_at, b.draw
    into v_block
    from bandit_internal.current_block(p_account_id, p_hours, p_now) as b;

    select d.arm, d.generator_name, d.propensity
    into v_drawn
    from bandit.generator_propensities as d
    where d.account_id = p_account_id
      and d.context_number = 0
      and (p_arm is null and v_block.draw < d.choice_edge or d.arm = p_arm and v_block.draw < d.upper_edge)
    order by case when p_arm is null then d.choice_edge else d.upper_edge end
    limit 1;

    select c.generator_name, c.propensity
    into v_held
    from bandit.content_metadata as c
    where c.account_id = p_account_id
      and c.block_at = v_block.starts_at
      and c.experiment_arm = v_drawn.arm
      and exists (
          select 1
          from bandit.generator_propensities as d
          where d.account_id = p_account_id
            and d.context_number = 0
            and d.arm = v_drawn.arm
            and d.generator_name = c.generator_name
            and d.propensity > 0
      )
    order by c.created_at desc
    limit 1;

    return query
    select d.arm, d.generator_name, coalesce(v_held.propensity, d.propensity), g.weight, g.run_id, r.policy, v_block.draw, v_block.starts_at
    from bandit.generator_propensities as d
    join bandit.generator_weights as g
        on g.account_id = d.account_id
       and g.generator_name = d.generator_name
    left join bandit.optimization_runs as r
        on r.account_id = g.account_id
       and r.run_id = g.run_id
    where d.account_id = p_account_id
      and d.context_number = 0
      and d.arm = v_drawn.arm
      and d.generator_name = coalesce(v_held.generator_name, v_drawn.generator_name)
    for key share of g;
end
$function$;

comment on function bandit_internal.choose_in_block(bigint, integer, text, timestamptz) is
    'Returns the generator of the block at p_now with its arm, its propensity when the block drew it, the draw and the start of the block; locks the generator for key share. No row: it was renamed or removed meanwhile.';

revoke all on function bandit_internal.choose_in_block(bigint, integer, text, timestamptz) from public;
