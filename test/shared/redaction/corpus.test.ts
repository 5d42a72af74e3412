import { expect, test } from '@jest/globals';
import { redactName, redactText } from '../../../shared/redaction/redact.ts';
import { harmless } from './corpus/harmless.ts';
import { labelled } from './corpus/labelled.ts';
import { placed } from './corpus/placed.ts';
import { tokens } from './corpus/tokens.ts';

const secrets = [...tokens, ...labelled, ...placed];
const texts = Object.values(harmless).flat();
const percent = (part: number, whole: number) => ((100 * part) / whole).toFixed(1);

/** Nothing of a secret is left that would help to guess it: not its beginning, not its end. */
const isLeft = (secret: string, kept: string) =>
  kept.includes(secret.slice(0, Math.max(4, secret.length / 2))) ||
  kept.includes(secret.slice(-Math.max(4, secret.length / 2)));

test('of the secrets of the corpus at least 98% are found', () => {
  const missed = secrets.filter(({ text, secret }) => isLeft(secret, redactText(text)));
  const found = secrets.length - missed.length;
  console.info(`recall: ${found} of ${secrets.length} secrets, ${percent(found, secrets.length)}%`);
  expect(secrets.length).toBeGreaterThanOrEqual(150);
  expect(missed.length <= secrets.length * 0.02 ? [] : missed).toEqual([]);
});

test('of the harmless texts of the corpus at most 2% change', () => {
  const changed = texts.filter((text) => redactText(text) !== text || redactName(text) !== text);
  console.info(
    `false positives: ${changed.length} of ${texts.length} texts, ${percent(changed.length, texts.length)}%`,
  );
  expect(texts.length).toBeGreaterThanOrEqual(150);
  expect(
    changed.length <= texts.length * 0.02
      ? []
      : changed.map((text) => [text, redactText(text), redactName(text)]),
  ).toEqual([]);
});
