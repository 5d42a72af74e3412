import { waitForUpdate } from '@pydantic/genai-prices';
import { z } from 'zod';
import { feedSchema, type FeedProvider } from './feed-schema.ts';

const TIMEOUT_MS = 30_000;
/** The feed has about 1.5 MB. */
const MOST_BYTES = 32 * 1024 * 1024;
const LONGEST_REASON = 1_000;

/** Asked for at once: the library hands out whatever data it holds active, and model names replace them. */
const bundled = waitForUpdate();

/** A feed, or why what came is none. */
export interface ReadFeed {
  /** Where it came from, without what may be secret of an address. */
  readonly source: string;
  readonly content: readonly FeedProvider[] | { readonly refusal: string };
}

/** Where feeds may come from: over TLS, or from this machine. */
export const feedUrl = z
  .url({ protocol: /^https?$/ })
  .transform((url) => new URL(url))
  .refine(
    ({ protocol, hostname }) => protocol === 'https:' || ['127.0.0.1', 'localhost'].includes(hostname),
    'must begin with https:// unless it is on 127.0.0.1 or localhost',
  );

/**
 * Reads the feed at `url`, or the data that the library brings along.
 * @throws Error when the address cannot be reached in time or does not answer with 200
 */
export async function readFeed(url: URL | undefined): Promise<ReadFeed> {
  if (url === undefined) return { source: 'bundled', content: parse(await bundled) };
  const source = url.origin + url.pathname;
  const text = await download(url, source);
  if (text === undefined) {
    return { source, content: { refusal: `malformed: longer than ${MOST_BYTES} bytes` } };
  }
  return { source, content: parseJson(text) };
}

/** @returns undefined when there is too much of it */
async function download(url: URL, source: string): Promise<string | undefined> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new Error(`The price feed ${source} answers with status ${response.status}.`);
  }
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseJson(text: string): ReadFeed['content'] {
  try {
    return parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return { refusal: 'malformed: not JSON' };
    throw error;
  }
}

function parse(data: unknown): ReadFeed['content'] {
  const { success, data: providers, error } = feedSchema.safeParse(data);
  if (success) return providers;
  return { refusal: `malformed: ${z.prettifyError(error)}`.slice(0, LONGEST_REASON) };
}
