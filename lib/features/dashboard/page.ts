import { createHash } from 'node:crypto';

/** The file that every page is. */
export const PAGE = 'index.html';

/** The script that the page begins with, and only that one. */
const START = /<script id="start">([\s\S]*?)<\/script>/;
const CONFIG = /(<script type="application\/json" id="config">)(<\/script>)/;

export interface PageParts {
  /** The script that the page begins with. */
  readonly start: string;
  /** Address of the style sheet that the application begins with. */
  readonly styles: string;
}

/**
 * The page that every address of the dashboard is.
 * @throws Error where it has no place for something, or a script would end before its end
 */
export function pageOf(template: string, { start, styles }: PageParts): string {
  if (/<\/script|<!--/i.test(start)) throw new Error('The script of the page contains what ends it in HTML.');
  const withStart = replaced(template, START, `<script id="start">${start}</script>`);
  return replaced(withStart, /%STYLES%/, styles);
}

/** The page with what the deployment tells it, which is no script and needs no leave to run. */
export const withConfig = (page: string, config: Readonly<Record<string, string>>): string =>
  replaced(page, CONFIG, (_, opening: string, closing: string) => opening + JSON.stringify(config) + closing);

/** How a content security policy names the page's own script. */
export function startHash(page: string): string {
  const [, start] = START.exec(page) ?? [];
  if (start === undefined) throw new Error('The page has no script of its own.');
  return `'sha256-${createHash('sha256').update(start).digest('base64')}'`;
}

function replaced(
  page: string,
  place: RegExp,
  by: string | ((match: string, opening: string, closing: string) => string),
): string {
  if (!place.test(page)) throw new Error(`The page has no ${place.source}.`);
  // A function: in a text, $ would stand for something.
  return page.replace(place, typeof by === 'string' ? () => by : by);
}
