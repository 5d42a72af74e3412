import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { openApiDocument } from '../../lib/openapi.ts';

const written: unknown = JSON.parse(
  await readFile(new URL('../../docs/openapi.json', import.meta.url), 'utf8'),
);

const operations = z
  .object({
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          operationId: z.string(),
          security: z.array(z.unknown()).optional(),
          responses: z.record(z.string(), z.unknown()),
        }),
      ),
    ),
  })
  .transform(({ paths }) => Object.values(paths).flatMap((path) => Object.values(path)))
  .parse(written);

test('docs/openapi.json is what the contracts say; if not: npm run documents', () => {
  expect(written).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});

test('each operation has a name of its own', () => {
  expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);
});

test('an operation that asks for a token says what happens without one', () => {
  for (const { security, responses } of operations) {
    expect('401' in responses).toBe(security === undefined);
  }
});

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(written).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
    ([, path]) => path ?? '',
  );
  expect(references.length).toBeGreaterThan(0);
  for (const path of references) expect(written).toHaveProperty(path.split('/'));
});
