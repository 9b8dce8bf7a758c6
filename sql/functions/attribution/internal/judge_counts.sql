-- judge_counts: which follower counts are believed.
--
-- If the counts return within a week to the level before a contradiction, all counts in between are refused: a broken reading
-- can be repeated. Until then they are believed, except one out of all proportion, below a tenth or above ten times: it waits
-- for a second count that agrees with it or goes further. A first count that the next two contradict is refused.

create or replace function bandit_internal.judge_counts(
    p_times  timestamptz[],   -- when each of the n counts was read, ascending
    p_counts bigint[]         -- the n counts; none is null
) returns boolean[]
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_window     constant interval := bandit_internal.count_window();
    v_is_good    boolean[] := array_fill(true, array[cardinality(p_counts)]);
    v_count      bigint;
    v_level      bigint := p_counts[1];   -- the last count that is believed
    v_agreeing   integer := 0;            -- number of counts at this level
    v_former     bigint;                  -- the level before the last contradiction
    v_left       integer;                 -- number of the first count that contradicts v_former
    v_waiting    integer;                 -- number of a count that waits for a second one
begin
    for v_number in 1 .. cardinality(p_counts) loop
        v_count := p_counts[v_number];

        if p_times[v_number] - p_times[v_left] <= v_window and not bandit_internal.counts_contradict(v_count, v_former) then
            v_is_good[v_left : v_number - 1] := array_fill(false, array[v_number - v_left]);
            v_left := null;
        elsif bandit_internal.counts_contradict(v_count, v_level) then
            if v_left is null or v_waiting is null and v_agreeing > 1 then
                v_former := v_level;
                v_left := v_number;
            end if;
            if bandit_internal.confirms_count(v_count, p_counts[v_waiting], v_level) then
                v_is_good[v_waiting] := true;
                v_level := p_counts[v_waiting];
                if v_waiting = 2 then
                    v_is_good[1] := false;
                    v_left := null;
                end if;
            end if;
            if 10 * least(v_count, v_level) < greatest(v_count, v_level) and bandit_internal.counts_contradict(v_count, v_level) then
                v_is_good[v_number] := false;
                v_waiting := v_number;
                continue;
            end if;
        end if;

        v_agreeing := case when bandit_internal.counts_contradict(v_count, v_level) then 1 else v_agreeing + 1 end;
        v_level := v_count;
        v_waiting := null;
    end loop;
    return v_is_good;
end
$function$;

comment on function bandit_internal.judge_counts(timestamptz[], bigint[]) is
    'Returns whether each of n follower counts is believed, see counts_contradict. Internal.';

revoke all on function bandit_internal.judge_counts(timestamptz[], bigint[]) from public;
grant execute on function bandit_internal.judge_counts(timestamptz[], bigint[]) to bandit_operator, bandit_reader;
