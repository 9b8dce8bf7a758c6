-- tests/sql/core/notify_event/size.sql: no message is too long for a notification.
begin;
select plan(3);

select bandit.create_account('notified') as account_id \gset
select lives_ok(format('select bandit_internal.notify_event(%s, now(), %L, repeat(%L, 100000), null, null)', :account_id, 'failing', message), format('100000 times U+%s', ascii(message)))
from unnest(array['x', chr(1), '🦉']) as message;

select * from finish();
rollback;
