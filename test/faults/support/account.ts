import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Random } from '../../../local/demo/random.ts';
import { body } from '../../support/messages.ts';
import { messageCounts } from '../../support/message-counts.ts';
import { drift } from '../../support/reconcile.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { picodollars } from '../../support/picodollars.ts';

const DAY_MS = 86_400_000;
/** As the constraint of {@link poisonable} knows it. */
const POISON = 'poison';

/** No row with the task of a poisoned message can be stored: PostgreSQL refuses it however often it comes. */
export const poisonable = ({ admin }: TestDatabase) =>
  admin.query(`alter table task_executions add constraint poison check (task_id <> '${POISON}')`);

interface Sent {
  readonly organizationId: string;
  readonly tokens: bigint;
}

/**
 * What a test has sent, and what has to become of it: an account of its own that shares nothing with the product.
 * Prices are of a token, in picodollars.
 */
export class Account {
  price = 123_457n;
  readonly baselinePrice = 12_345_679n;
  readonly #organizationIds: readonly string[];
  readonly #random: Random;
  readonly #executions = new Map<string, Sent>();
  readonly #bodies: string[] = [];
  #repeated = 0;
  #refused = 0;
  #poisoned = 0;

  constructor(organizationIds: readonly string[], random: Random) {
    this.#organizationIds = organizationIds;
    this.#random = random;
  }

  get sent(): number {
    return this.#executions.size + this.#repeated + this.#refused + this.#poisoned;
  }

  /** Messages of new executions of the last days, or as many days ago as told. */
  executions(count: number, daysAgo = 0): string[] {
    return this.#times(count, () => {
      const id = randomUUID();
      const organizationId = this.#random.pick(this.#organizationIds);
      const tokens = Math.floor(this.#random.between(1, 90_000));
      this.#executions.set(id, { organizationId, tokens: BigInt(tokens) });
      const message = this.#message({ organization_id: organizationId, tokens_used: tokens }, id, daysAgo);
      this.#bodies.push(message);
      return message;
    });
  }

  /** The same executions in other messages. */
  repetitions(count: number): string[] {
    this.#repeated += count;
    return this.#times(count, () => this.#random.pick(this.#bodies));
  }

  /** What can never be accepted. */
  refused(count: number): string[] {
    this.#refused += count;
    const [organization_id] = this.#organizationIds;
    return this.#times(count, () =>
      this.#random.pick([
        () => 'no json',
        () => this.#message({ organization_id: randomUUID() }),
        () => this.#message({ organization_id, tokens_used: -1 }),
        () => this.#message({ organization_id }, randomUUID(), 4_000),
      ])(),
    );
  }

  /** What fails whenever it is stored. */
  poisoned(count: number): string[] {
    this.#poisoned += count;
    const [organization_id] = this.#organizationIds;
    return this.#times(count, () => this.#message({ organization_id, task_id: POISON }));
  }

  /**
   * Nothing is lost and nothing is there twice, in the rows, in the counts and in every figure, and every cost is right to the
   * last decimal.
   * @param again how many messages came again after they had been committed; any number unless given
   */
  async check(database: TestDatabase, deadLetters: number, again?: number): Promise<void> {
    const { admin } = database;
    const { rows } = await admin.query<{ row: [string, string, string, string] }>(
      `select jsonb_build_array(id, organization_id, actual_cost::text, baseline_cost::text) as row
       from task_executions order by id`,
    );
    const { rows: refused } = await admin.query<{ count: number }>(
      'select count(*)::integer as count from ingest_rejections',
    );
    const counts = await messageCounts(database);
    const rejected = refused[0]?.count ?? -1;

    const stored = rows.map(({ row: [id, organizationId, cost, baseline] }) => [
      id,
      organizationId,
      picodollars(cost),
      picodollars(baseline),
    ]);
    assert.deepEqual(stored, this.#expected());
    assert.deepEqual({ rejected, deadLetters }, { rejected: this.#refused, deadLetters: this.#poisoned });
    assert.equal(this.sent, rows.length + this.#repeated + rejected + deadLetters);

    assert.equal(counts.received, counts.stored + counts.repeated + counts.rejected);
    assert.deepEqual([counts.stored, counts.rejected], [rows.length, rejected]);
    if (again === undefined) assert.ok(counts.repeated >= this.#repeated);
    else assert.equal(counts.repeated, this.#repeated + again);
    assert.deepEqual(await drift(database, 'current_measures'), []);
  }

  #expected(): unknown[] {
    return [...this.#executions]
      .map(([id, { organizationId, tokens }]) => [
        id,
        organizationId,
        tokens * this.price,
        tokens * this.baselinePrice,
      ])
      .sort(([left], [right]) => (String(left) < String(right) ? -1 : 1));
  }

  #times<Made>(count: number, make: () => Made): Made[] {
    return Array.from({ length: count }, make);
  }

  #message(fields: object, id: string = randomUUID(), daysAgo = 0): string {
    const random = this.#random;
    const start = Date.now() - (daysAgo + random.between(0.01, 3)) * DAY_MS;
    const duration = Math.floor(random.between(0, 100_000));
    const data = {
      user_id: random.pick(['ann', 'bob', 'cy']),
      provider: 'fast',
      model: random.pick([null, 'm']),
      task_type: random.pick(['code_generation', 'debugging']),
      success: random.share() > 0.2,
      start_time: new Date(start - duration).toISOString(),
      end_time: new Date(start).toISOString(),
      tokens_used: 1_000,
      input_tokens: null,
      cache_read_tokens: null,
      cache_write_tokens: null,
      output_tokens: null,
      ...(random.share() > 0.5
        ? { routing_decision: { chosen_provider: 'fast', routing_strategy: 'cost_optimized' } }
        : {}),
      ...fields,
    };
    return JSON.stringify(body(data, { id }));
  }
}
