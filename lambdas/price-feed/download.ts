import * as z from 'zod';

const TIMEOUT_MS = 30_000;
/** The feed has about 1.5 MB, LiteLLM's list about 2 MB. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Where lists may come from: over TLS, or from this machine. */
export const feedUrl = z
  .url({ protocol: /^https?$/ })
  .transform((url) => new URL(url))
  .refine(
    ({ protocol, hostname }) => protocol === 'https:' || ['127.0.0.1', 'localhost'].includes(hostname),
    'must begin with https:// unless it is on 127.0.0.1 or localhost',
  );

/** JSON, or why it is none. */
export type Downloaded = { readonly source: string } & (
  { readonly data: unknown; readonly modifiedOn: string | undefined } | { readonly refusal: string }
);

/**
 * Reads JSON at an address.
 * @returns with the day of `last-modified`, where it is told
 * @throws Error when the address cannot be reached in time or does not answer with 200
 */
export async function download(url: URL): Promise<Downloaded> {
  const source = url.origin + url.pathname;
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new Error(`The price feed ${source} answers with status ${response.status}.`);
  }
  const text = await textOf(response.body);
  if (text === undefined) return { source, refusal: `malformed: longer than ${MOST_BYTES} bytes` };
  try {
    const data: unknown = JSON.parse(text);
    return { source, data, modifiedOn: dayOf(response.headers.get('last-modified')) };
  } catch (error) {
    if (error instanceof SyntaxError) return { source, refusal: 'malformed: not JSON' };
    throw error;
  }
}

/** @returns undefined when there is too much of it */
async function textOf(body: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function dayOf(lastModified: string | null): string | undefined {
  const time = Date.parse(lastModified ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10);
}
