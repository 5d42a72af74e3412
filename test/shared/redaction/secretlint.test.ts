import { expect, test } from '@jest/globals';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { redactText } from '../../../shared/redaction/redact.ts';
import { labelled } from './corpus/labelled.ts';
import { placed } from './corpus/placed.ts';
import { tokens } from './corpus/tokens.ts';

/** What secretlint's rules, which others keep, find in a text: the parts of it. */
async function found(content: string): Promise<readonly string[]> {
  const { messages } = await lintSource({
    source: { filePath: 'text.txt', content, contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] },
    },
  });
  return messages.map(({ range: [from, to] }) => content.slice(from, to));
}

// One text for each: a rule that is added there, and finds something of the corpus, is tested from then on.
test('what secretlint finds in the corpus, and more, is redacted', async () => {
  const texts = [...tokens, ...labelled, ...placed].map(({ text }) => text);
  const before = await Promise.all(texts.map(found));
  expect(before.filter((parts) => parts.length > 0).length).toBeGreaterThan(25);
  const after = await Promise.all(texts.map((text) => found(redactText(text))));
  expect(after.flat()).toEqual([]);
});
