import * as z from 'zod';

const instant = z.iso.datetime();
const organizationId = z.guid();
/** The state of an organization's figures; a different one means that they may have changed. */
const state = z.string();

/** What the functions outside of the network ask of the registry, which is inside with the database. */
export const registryCommand = z.discriminatedUnion('command', [
  z.object({
    command: z.literal('connect'),
    /** Base64url. */
    ticket_hash: z.string(),
    connection_id: z.string(),
    now: instant,
  }),
  z.object({
    command: z.literal('look'),
    watch_id: z.string(),
    /** Set on the first look of a watch: it takes over from whichever there is. */
    begin: z.boolean(),
    now: instant,
  }),
  z.object({
    command: z.literal('settle'),
    announced: z.array(z.object({ organization_id: organizationId, state })),
    /** Ids of connections that no longer exist. */
    gone: z.array(z.string()),
  }),
]);
export type RegistryCommand = z.infer<typeof registryCommand>;

export const connected = z.object({
  outcome: z.enum(['connected', 'unknown_ticket', 'no_member', 'too_many_connections']),
  /** Whether a watch looks for changes. */
  watched: z.boolean(),
});
export type Connected = z.infer<typeof connected>;

const change = z.object({ organization_id: organizationId, state, connection_ids: z.array(z.string()) });
export type Change = z.infer<typeof change>;

export const look = z.object({
  /** `idle`: nobody is connected. `replaced`: another watch has taken over. */
  status: z.enum(['watching', 'idle', 'replaced']),
  changes: z.array(change),
  /** Connections of people who are no members any more. */
  left: z.array(z.string()).default([]),
  /** The recalculation last asked for, of those that no run has begun. */
  recalculation: z.guid().nullable().default(null),
});
type Look = z.infer<typeof look>;

/** Who is connected and what they were told. */
export interface Registry {
  /** Uses a ticket up and, if it may, registers the connection. */
  connect(request: {
    readonly ticketHash: Buffer;
    readonly connectionId: string;
    readonly now: Date;
  }): Promise<Connected>;
  /** Whom to tell of changes now, and whom to leave. What is not settled is given again, two seconds later at the earliest. */
  look(request: { readonly watchId: string; readonly begin: boolean; readonly now: Date }): Promise<Look>;
  /** Takes note of who was told what, and of connections that are no more. */
  settle(request: {
    readonly announced: readonly Announced[];
    readonly gone: readonly string[];
  }): Promise<void>;
}
type Announced = Pick<Change, 'organization_id' | 'state'>;
