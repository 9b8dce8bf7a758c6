-- The four roles of the product. Roles belong to the cluster, not to one database's migration history, so this runs
-- on every deployment, before the migrations, and creates only what is absent. Two databases of one cluster may be
-- deployed at the same moment: losing that race is as good as finding the role there.

do $do$
declare
    v_role text;
begin
    foreach v_role in array array['bandit_owner', 'bandit_bot', 'bandit_operator', 'bandit_reader'] loop
        if to_regrole(v_role) is null then
            begin
                execute format('create role %I nologin', v_role);
            exception
                when duplicate_object or unique_violation then
                    raise notice 'role % was created by another session', v_role;
            end;
        end if;
    end loop;
end
$do$;
