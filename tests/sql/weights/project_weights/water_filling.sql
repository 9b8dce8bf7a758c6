-- tests/sql/weights/project_weights/water_filling.sql: none under the floor, the others in proportion, what is fixed exact.
begin;
select plan(10);

prepare weights(text[], numeric[], numeric[], numeric) as select w.generator_name, w.weight from bandit_internal.project_weights($1, $2, $3, $4) as w order by 1;

select results_eq($$execute weights('{a,b,c}', '{3,1,1}', '{null,null,null}', 0.02)$$, $$values ('a', 0.6), ('b', 0.2), ('c', 0.2)$$, 'in proportion where nobody is under the floor');
select results_eq($$execute weights('{a,b,c}', '{300,100,100}', '{null,null,null}', 0.02)$$, $$values ('a', 0.6), ('b', 0.2), ('c', 0.2)$$, 'whatever the scale');
-- In proportion b and c would get 0.05; held at 0.1 they leave 0.8.
select results_eq($$execute weights('{a,b,c}', '{18,1,1}', '{null,null,null}', 0.1)$$, $$values ('a', 0.8), ('b', 0.1), ('c', 0.1)$$, 'who is under the floor is lifted to it');
-- In proportion c is under 0.2 (0.16) and b is not (0.24). Held at 0.2 c leaves 0.8, of which b gets 0.8 x 24/84 = 0.228571.. and a 0.571428..
select results_eq($$execute weights('{a,b,c}', '{60,24,16}', '{null,null,null}', 0.2)$$, $$values ('a', 0.5714), ('b', 0.2286), ('c', 0.2)$$, 'what lifts one is taken from the others');
-- With b 21: 0.8 x 21/81 = 0.2074..; with b 20: 0.2 exactly; with b 19: 0.8 x 19/79 = 0.1924.., under the floor now that c is lifted.
select results_eq($$execute weights('{a,b,c}', '{61,19,16}', '{null,null,null}', 0.2)$$, $$values ('a', 0.6), ('b', 0.2), ('c', 0.2)$$, 'and may push one more under it');
select results_eq($$execute weights('{a,b,c,d}', '{0,0,0,0}', '{null,null,null,null}', 0.02)$$, $$values ('a', 0.25), ('b', 0.25), ('c', 0.25), ('d', 0.25)$$, 'no score at all: equal shares');
select results_eq($$execute weights('{a,b,c}', '{0,1e-30,0}', '{null,null,null}', 0.02)$$, $$values ('a', 0.02), ('b', 0.96), ('c', 0.02)$$, 'the least score is more than none');
select results_eq($$execute weights('{a,b,c,d}', '{9,null,1,null}', '{null,0.3,null,0.0001}', 0.1)$$, $$values ('a', 0.5999), ('b', 0.3), ('c', 0.1), ('d', 0.0001)$$, 'fixed ones are exact, also under the floor');
select results_eq($$execute weights('{a,b}', '{null,null}', '{0.3,0.7}', 0.1)$$, $$values ('a', 0.3), ('b', 0.7)$$, 'all may be fixed, if they sum to one');
select results_eq($$execute weights('{a,b,c}', '{5,1,9}', '{null,null,null}', 0.3333)$$, $$values ('a', 0.3333), ('b', 0.3333), ('c', 0.3334)$$, 'the highest floor leaves one 0.0001, for the highest score');

select * from finish();
rollback;
