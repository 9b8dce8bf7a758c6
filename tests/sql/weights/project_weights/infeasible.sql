-- tests/sql/weights/project_weights/infeasible.sql: weights that cannot sum to one are refused, with what would help.
begin;
select plan(10);

prepare weights(text[], numeric[], numeric[], numeric) as select sum(w.weight) from bandit_internal.project_weights($1, $2, $3, $4) as w;
create function pg_temp.refusal(p_names text[], p_scores numeric[], p_fixed numeric[], p_min_weight numeric) returns text language plpgsql as $$
declare
    v_hint text;
begin
    perform bandit_internal.project_weights(p_names, p_scores, p_fixed, p_min_weight);
    return 'none';
exception
    when sqlstate 'WT012' then
        get stacked diagnostics v_hint = pg_exception_hint;
        return v_hint;
end
$$;

select throws_ok($$execute weights('{a,b,c}', '{1,1,1}', '{null,null,null}', 0.3334)$$, 'WT012', 'the fixed weights leave no valid share for the others', 'three times 0.3334 is too much');
select is(pg_temp.refusal('{a,b,c}', '{1,1,1}', '{null,null,null}', 0.3334), 'release a pin, or lower min_weight to at most 0.3333', '0.3333 would do');
select is(pg_temp.refusal('{a,b,c}', '{1,1,1}', '{null,null,null}', 0.3333), 'none', 'and does');
select is(pg_temp.refusal('{a,b,c}', '{1,1,null}', '{null,null,0.65}', 0.2), 'release a pin, or lower min_weight to at most 0.1750', 'beside a pin of 0.65 two share 0.35');
select is(pg_temp.refusal('{a,b,c}', '{1,1,null}', '{null,null,0.65}', 0.175), 'none', 'exactly');
select is(pg_temp.refusal('{a,b,c}', '{1,1,null}', '{null,null,0.9999}', 0.02), 'lower or release a pin', '0.0001 is not enough for two at any floor');
select is(pg_temp.refusal('{a,b}', '{1,null}', '{null,1}', 0.02), 'lower or release a pin', 'nor is nothing for one');
select is(pg_temp.refusal('{a,b,c}', '{1,null,null}', '{null,0.6,0.5}', 0.02), 'lower or release a pin', 'nor less than nothing');
select is(pg_temp.refusal('{a,b}', '{null,null}', '{0.5,0.4999}', 0.02), 'release a pin or enable a generator, so that one is free to take up the rest', 'pins that leave something over need somebody to take it');
select is(pg_temp.refusal('{}', '{}', '{}', 0.02), 'release a pin or enable a generator, so that one is free to take up the rest', 'and so does an account without any generator in play');

select * from finish();
rollback;
