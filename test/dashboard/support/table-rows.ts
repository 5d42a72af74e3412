import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../../support/eventually.ts';

/** The texts of a table's rows, once it has one. */
export async function tableRows(page: Page, name: string): Promise<string[]> {
  const rows = page.getByRole('group', { name, exact: true }).locator('tbody tr');
  await rows.first().waitFor();
  return rows.allTextContents();
}

/** Expects a table's rows to become these: they are loaded after the page, and again after each change. */
export async function expectRows(page: Page, name: string, expected: readonly unknown[]): Promise<void> {
  let shown: string[] = [];
  await eventually(async () => {
    shown = await tableRows(page, name);
    return matches(shown, expected) || undefined;
  }).catch(() => undefined);
  expect(shown).toEqual(expected);
}

function matches(shown: readonly string[], expected: readonly unknown[]): boolean {
  try {
    expect(shown).toEqual(expected);
    return true;
  } catch {
    return false;
  }
}
