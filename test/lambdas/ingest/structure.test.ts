import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { structureOf } from '../../../lambdas/ingest/structure.ts';

test.each<[unknown, unknown]>([
  [
    { a: 1, b: 'x', c: true, d: null },
    { a: 'number', b: 'string', c: 'boolean', d: 'null' },
  ],
  [
    { list: [{ a: 1 }, 2], empty: [] },
    { list: ['list of 2', { a: 'number' }], empty: 'list of 0' },
  ],
  ['text', 'string'],
  [[], 'list of 0'],
  [{ 'bob@example.org': 1 }, { '[email]': 'number' }],
  [{ ['k'.repeat(60)]: 1 }, { ['k'.repeat(50)]: 'number' }],
])('the structure of %j is %j', (json, structure) => {
  expect(structureOf(json)).toEqual(structure);
});

test('nothing that was said is in a structure, and no structure is long', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 20 }), fc.array(fc.string(), { maxLength: 200 }), (json, keys) => {
      const said = {
        json,
        data: { text: 'mona', wide: Object.fromEntries(keys.map((key) => [key, { json, keys }])) },
      };
      const text = JSON.stringify(structureOf(said));
      expect(text).not.toContain('mona');
      expect(text.length).toBeLessThanOrEqual(4_000);
    }),
  );
});

test.each([
  [40, 2],
  [20, 3],
  [200, 2],
  [6, 6],
])('what is %d fields wide at each of %d levels is cut to its upper ones', (width, levels) => {
  const wide = (level: number): unknown =>
    level === 0
      ? 'mona'
      : Object.fromEntries(
          Array.from({ length: width }, (_, index) => [`a field of number ${index}`, wide(level - 1)]),
        );
  expect(JSON.stringify(structureOf(wide(levels))).length).toBeLessThanOrEqual(4_000);
});

test('what is nested without end ends', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
  expect(JSON.stringify(structureOf(deep)).length).toBeLessThan(500);
});
