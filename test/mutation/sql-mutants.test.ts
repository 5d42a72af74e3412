import { expect, test } from '@jest/globals';
import { describeFault, plantFault } from '../../mutation/sql/fault.ts';
import { faultsOf } from '../../mutation/sql/mutants.ts';

const planted = (text: string) =>
  faultsOf(text).map((fault) => plantFault(text, fault).replaceAll(/\s+/g, ' ').trim());

test.each([
  ['select a < 1', ['select a <= 1', 'select a < 2', 'select a < 0']],
  ['select a >= b', ['select a > b']],
  ['select a <> b', ['select a = b']],
  ['select 0.99', ['select 1.00', 'select 0.98']],
  ['select 0', ['select 1']],
  ['select 1e12', ['select 1e13', 'select 1e11']],
  ['select a * b + c', ['select a / b + c', 'select a * b - c']],
  ['select a.*, count(*), -b', []],
  ['select -1', ['select -2', 'select -0']],
  ["select interval '3 hours'", ["select interval '4 hours'"]],
  ["select '3' -- 4 < 5\n/* and 6 */", []],
  ['select $1::numeric(24, 12), :name', []],
  ['select coalesce(sum(a), b)', ['select sum(a)']],
  ['select count(a)', ['select count(*)']],
  ['select min(a), greatest(b, c)', ['select max(a), greatest(b, c)', 'select min(a), least(b, c)']],
  ['select sum(a) filter (where b)', ['select sum(a) filter (where true)']],
  ['select distinct a', ['select a']],
  ['select distinct on (a) a', []],
  ['select from a left join b using (c)', ['select from a join b using (c)']],
  ['select a order by b desc', ['select a order by b asc']],
  ['select a is null', ['select a is not null']],
  ['select a is not distinct from b', ['select a is distinct from b']],
  ['as not materialized (select)', []],
  ['create or replace function a() language sql set jit = off', []],
  ['update a set b = c where d', ['update a set b = c where true']],
  ['select case when a then b end', ['select case when true then b end']],
  [
    'select from a where not b and (c or d)',
    [
      'select from a where b and (c or d)',
      'select from a where true and (c or d)',
      'select from a where not b',
      'select from a where not b and (c )',
    ],
  ],
  ['select from a where b or c', ['select from a where false or c', 'select from a where b']],
  [
    'select from a where b between 2 and c group by d',
    [
      'select from a where true group by d',
      'select from a where (b > 2 and b <= c) group by d',
      'select from a where (b >= 2 and b < c) group by d',
      'select from a where b between 3 and c group by d',
      'select from a where b between 1 and c group by d',
    ],
  ],
  [
    'select from a where b = :c and d',
    [
      'select from a where b <> :c and d',
      'select from a where (b = :c or true) and d',
      'select from a where b = :c',
    ],
  ],
  [
    'select from a where b or c = $1',
    [
      'select from a where false or c = $1',
      'select from a where b or (c = $1 and false)',
      'select from a where b or c <> $1',
    ],
  ],
  ['delete from a where b\n-- @name next\nselect c', ['delete from a where true -- @name next select c']],
  ['insert into a select on conflict do nothing', []],
  [
    'do $$ begin if a and b then return; end if; end $$',
    ['do $$ begin if true and b then return; end if; end $$', 'do $$ begin if a then return; end if; end $$'],
  ],
])('%s', (text, expected) => {
  expect(planted(text).toSorted()).toEqual([...expected].toSorted());
});

test('a fault is described by its line, also where it goes over several', () => {
  const text = 'select\n  a as b,\n  c\nwhere d\n  and e = f -- g\n  and h';
  expect(faultsOf(text).map((fault) => describeFault(text, fault))).toEqual([
    'where ⟦d → true⟧',
    '⟦and e = f → ⟧ -- g',
    'and e ⟦= → <>⟧ f -- g',
    '⟦and h → ⟧',
  ]);
});
