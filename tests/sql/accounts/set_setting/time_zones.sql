-- tests/sql/accounts/set_setting/time_zones.sql: a time zone is a name of the time zone database; offsets have a sign that misleads.
begin;
select plan(40);
set local bandit.account = 'zones';
select bandit.create_account('zones') as account_id \gset

select is(bandit.set_setting('time_zone', zone), stored, 'a name: ' || zone)
from (values ('Europe/Berlin', 'Europe/Berlin'), ('europe/berlin', 'Europe/Berlin'), ('UTC', 'UTC'), ('utc', 'UTC'), ('Etc/GMT-3', 'Etc/GMT-3'), ('etc/gmt+5', 'Etc/GMT+5'), ('America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'), ('EST5EDT', 'EST5EDT')) as n (zone, stored);

create function pg_temp.hint(p_zone text) returns text language plpgsql as $$
declare
    v_hint text;
begin
    perform bandit.set_setting('time_zone', p_zone);
    return 'accepted';
exception
    when sqlstate 'WT006' then
        get stacked diagnostics v_hint = pg_exception_hint;
        return v_hint;
end
$$;
select matches(pg_temp.hint(zone), '\m' || regexp_replace(name, '([+])', '\\\1') || '\M', format('%s is refused, and means %s', zone, name))
from (values ('UTC+3', 'Etc/GMT-3'), ('UTC-5', 'Etc/GMT+5'), ('GMT+2', 'Etc/GMT-2'), ('utc+03:00', 'Etc/GMT-3'), ('+3', 'Etc/GMT-3'), ('-05', 'Etc/GMT+5'), ('+05:30', 'Asia/Kolkata'), ('UTC+5:45', 'Asia/Kathmandu'), ('<+03>-3', 'Etc/GMT-3'), ('XYZ-3', 'Etc/GMT+3'), ('MSK+3', 'Etc/GMT-3'), ('EST5', 'Etc/GMT+5'), ('UTC + 3', 'Etc/GMT-3'), ('UTC+0', 'UTC'), ('Etc/UTC+3', 'Etc/GMT-3')) as n (zone, name);

select isnt(pg_temp.hint(zone), 'accepted', 'refused: ' || left(zone, 30))
from unnest(array['PST', 'IST', 'Mars/Olympus', '', ' ', 'UTC+99', 'UTC+3:99', 'localtime', 'posixrules', 'Factory', '3', 'EST5EDT,M3.2.0,M11.1.0', repeat('UTC+3', 100000)]) as zone;
select matches(pg_temp.hint('Europe/Berln'), '\mEurope/Berlin\M', 'a name with a slip is suggested');
select is(s.value, 'EST5EDT', 'the setting is kept') from bandit.settings as s where s.account = 'zones' and s.setting = 'time_zone';
set local statement_timeout = '5s';
select throws_ok(format($$select bandit.set_setting('time_zone', %L)$$, repeat('x', 1000000)), 'WT006', null, 'quick for a name of any length');
select throws_like($$select bandit.set_setting('time_zone', 'UTC+3')$$, '%''UTC+3'' is not a value for time_zone%', 'the value is named');

select * from finish();
rollback;
