import { daysAgo } from '../../support/retention.ts';

/** What the test knows of an execution, because it has sent it. Its organization's days are those of UTC. */
export interface Sent {
  readonly id: string;
  /** Its reporting day, YYYY-MM-DD. */
  readonly day: string;
  readonly user: string;
  readonly provider: string;
  readonly tokens: number;
  readonly success: boolean;
}

/** What was asked for that changes figures, in the order in which it takes effect. Prices are of a token, in picodollars. */
export type Asked =
  | { readonly kind: 'price'; readonly price: bigint }
  | { readonly kind: 'void'; readonly id: string; readonly executions: readonly string[] }
  | { readonly kind: 'restore'; readonly id: string };

export const FIRST_PRICE = 1_234_567n;
export const BASELINE_PRICE = 7_654_321n;

/** The measures of a provider's day, exactly; costs in picodollars. */
type Figures = Readonly<Record<(typeof measures)[number], bigint>>;
export const measures = [
  'executions',
  'successful',
  'total_tokens',
  'actual_cost',
  'baseline_cost',
  'failed_cost',
] as const;

export const dayOf = (age: number): string => daysAgo(age).slice(0, 10);

/** An independent account of one organization: what it should show after so many of the requests, and nothing of the product. */
export class Ledger {
  readonly sent: Sent[] = [];
  readonly asked: Asked[] = [];

  /** The price after so many requests, and by which void each execution is out that does not count. */
  after(requests: number): { readonly price: bigint; readonly voidOf: ReadonlyMap<string, string> } {
    let price = FIRST_PRICE;
    const voidOf = new Map<string, string>();
    for (const each of this.asked.slice(0, requests)) {
      if (each.kind === 'price') price = each.price;
      else if (each.kind === 'void') {
        for (const id of each.executions) if (!voidOf.has(id)) voidOf.set(id, each.id);
      } else for (const [id, by] of voidOf) if (by === each.id) voidOf.delete(id);
    }
    return { price, voidOf };
  }

  counted(day: string, requests: number): readonly Sent[] {
    const { voidOf } = this.after(requests);
    return this.sent.filter((each) => each.day === day && !voidOf.has(each.id));
  }

  /** By provider; a provider of which nothing counts is not among them. */
  figures(day: string, requests: number): ReadonlyMap<string, Figures> {
    const { price } = this.after(requests);
    const byProvider = new Map<string, Figures>();
    for (const each of this.counted(day, requests)) {
      const before = byProvider.get(each.provider);
      const own = figuresOf(each, price);
      byProvider.set(each.provider, before ? added(before, own) : own);
    }
    return byProvider;
  }

  /** Days of one decision end in one state: the first from `least` on that is that of all of them; undefined: none is. */
  stateOf(
    shown: ReadonlyMap<string, ReadonlyMap<string, Figures>>,
    days: readonly string[],
    least: number,
  ): number | undefined {
    for (let requests = least; requests <= this.asked.length; requests += 1) {
      if (days.every((day) => isSame(this.figures(day, requests), shown.get(day) ?? new Map()))) {
        return requests;
      }
    }
    return undefined;
  }
}

/** What one token costs of each provider that has a price. */
export const costOf = ({ provider, tokens }: Sent, price: bigint): bigint | undefined =>
  provider === 'fast'
    ? BigInt(tokens) * price
    : provider === 'slow'
      ? BigInt(tokens) * BASELINE_PRICE
      : undefined;

function figuresOf(sent: Sent, price: bigint): Figures {
  const cost = costOf(sent, price);
  const isCompared = sent.success && cost !== undefined;
  return {
    executions: 1n,
    successful: sent.success ? 1n : 0n,
    total_tokens: BigInt(sent.tokens),
    actual_cost: isCompared ? cost : 0n,
    baseline_cost: isCompared ? BigInt(sent.tokens) * BASELINE_PRICE : 0n,
    failed_cost: sent.success ? 0n : (cost ?? 0n),
  };
}

const added = (left: Figures, right: Figures): Figures => ({
  executions: left.executions + right.executions,
  successful: left.successful + right.successful,
  total_tokens: left.total_tokens + right.total_tokens,
  actual_cost: left.actual_cost + right.actual_cost,
  baseline_cost: left.baseline_cost + right.baseline_cost,
  failed_cost: left.failed_cost + right.failed_cost,
});

const isSame = (left: ReadonlyMap<string, Figures>, right: ReadonlyMap<string, Figures>): boolean =>
  left.size === right.size &&
  [...left].every(([provider, figures]) =>
    measures.every((measure) => figures[measure] === right.get(provider)?.[measure]),
  );
