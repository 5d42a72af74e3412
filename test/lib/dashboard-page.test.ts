import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pageOf, startHash, withConfig } from '../../lib/features/dashboard/page.ts';

const template = await readFile(path.join(import.meta.dirname, '../../dashboard/index.html'), 'utf8');
const start = "console.log('$& $1')";
const page = pageOf(template, { start, styles: '/assets/main-1.css' });

describe('the page of the dashboard', () => {
  test('begins with its script, before the styles that would delay it', () => {
    expect(page).toContain(`<script id="start">${start}</script>`);
    expect(page.indexOf(start)).toBeLessThan(page.indexOf('href="/assets/main-1.css"'));
  });

  test('names that script for the content security policy, and nothing else with it', () => {
    expect(startHash(page)).toBe(`'sha256-${createHash('sha256').update(start).digest('base64')}'`);
    expect(startHash(withConfig(page, { client_id: 'other' }))).toBe(startHash(page));
    expect(startHash(page.replace('log', 'warn'))).not.toBe(startHash(page));
  });

  test('holds what the deployment tells it, as it is', () => {
    const told = { client_id: 'a$&b', queue_url: 'https://sqs/"x"' };
    const [, text = ''] = /id="config">(.*?)<\/script>/.exec(withConfig(page, told)) ?? [];
    expect(JSON.parse(text)).toEqual(told);
  });

  test.each(['a</script>b', 'a</SCRIPT b', 'a<!--b'])('cannot have the script %s', (script) => {
    expect(() => pageOf(template, { start: script, styles: '' })).toThrow('ends it in HTML');
  });

  test('has to have a place for each', () => {
    expect(() => pageOf('<html>', { start, styles: '' })).toThrow('The page has no <script');
    expect(() => withConfig('<html>', {})).toThrow('The page has no (<script');
    expect(() => startHash('<html>')).toThrow('no script of its own');
  });
});
