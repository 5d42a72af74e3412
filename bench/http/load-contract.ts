import * as z from 'zod';

/** Somebody whose dashboard is open. */
const client = z.object({ token: z.string(), organization_id: z.string() });
export type Client = z.infer<typeof client>;

/** What the process that makes the load is told, one after the other. */
export const command = z.discriminatedUnion('do', [
  z.object({ do: z.literal('open'), api_url: z.string(), clients: z.array(client) }),
  /** So many requests a second, whether the ones before are answered or not. */
  z.object({ do: z.literal('poll'), per_second: z.number(), seconds: z.number(), etags: z.boolean() }),
  /** As many as are answered, so many of them at the same time. */
  z.object({ do: z.literal('press'), at_once: z.number(), seconds: z.number(), etags: z.boolean() }),
  /** Another address instead, to know what the load itself takes. */
  z.object({ do: z.literal('bare'), api_url: z.string(), at_once: z.number(), seconds: z.number() }),
]);
export type Command = z.infer<typeof command>;

export const outcome = z.object({
  requests: z.number(),
  seconds: z.number(),
  unchanged: z.number(),
  /** What went wrong, and how often. */
  errors: z.record(z.string(), z.number()),
  /** Milliseconds from when each was due until its last byte. */
  p50: z.number(),
  p95: z.number(),
  longest: z.number(),
  open_sockets: z.number(),
  hints: z.number(),
});
export type Outcome = z.infer<typeof outcome>;
