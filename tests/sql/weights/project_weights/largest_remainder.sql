-- tests/sql/weights/project_weights/largest_remainder.sql: four decimals that sum to exactly one.
begin;
select plan(7);

prepare weights(text[], numeric[], numeric[], numeric) as select w.generator_name, w.weight from bandit_internal.project_weights($1, $2, $3, $4) as w order by w.generator_name collate "C";

select results_eq($$execute weights('{c,b,a}', '{1,1,1}', '{null,null,null}', 0.02)$$, $$values ('a', 0.3334), ('b', 0.3333), ('c', 0.3333)$$, 'a third each: the rest goes to the first name');
select results_eq($$execute weights('{aa,aB,b}', '{1,1,1}', '{null,null,null}', 0.02)$$, $$values ('aB', 0.3334), ('aa', 0.3333), ('b', 0.3333)$$, 'in byte order');
-- 2/3, 2/9, 1/9: 6666.66, 2222.22, 1111.11 leave one, for the first.
select results_eq($$execute weights('{c,b,a}', '{6,2,1}', '{null,null,null}', 0.02)$$, $$values ('a', 0.1111), ('b', 0.2222), ('c', 0.6667)$$, 'the largest remainder is rounded up');
-- 5000.25, 2500.25, 2499.5 leave one, for the third, though it is the smallest.
select results_eq($$execute weights('{a,b,c}', '{0.500025,0.250025,0.24995}', '{null,null,null}', 0.02)$$, $$values ('a', 0.5), ('b', 0.25), ('c', 0.25)$$, 'also where it is that of the smallest');
-- 2000.5, 3000.5, 4999 leave one.
select results_eq($$execute weights('{a,b,c}', '{0.20005,0.30005,0.4999}', '{null,null,null}', 0.02)$$, $$values ('a', 0.2), ('b', 0.3001), ('c', 0.4999)$$, 'equal remainders: the higher score first');
-- 1/6 each of 0.9999: 1666.5 each leave three.
select results_eq($$execute weights('{d,a,e,b,f,c,x}', '{1,1,1,1,1,1,null}', '{null,null,null,null,null,null,0.0001}', 0.02)$$, $$values ('a', 0.1667), ('b', 0.1667), ('c', 0.1667), ('d', 0.1666), ('e', 0.1666), ('f', 0.1666), ('x', 0.0001)$$, 'equal scores: by name');
select is(sum(w.weight), 1.0000, 'two hundred of them too')
from (select array_agg('g' || n) as names, array_agg(sqrt(n)) as scores, array_agg(null::numeric) as fixed from generate_series(1, 200) as n) as a
cross join lateral bandit_internal.project_weights(a.names, a.scores::numeric[], a.fixed, 0.002) as w;

select * from finish();
rollback;
