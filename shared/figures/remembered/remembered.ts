import type { Transaction } from '../../database/database.ts';
import { Written } from '../../http/response.ts';
import { figuresState } from './state.statement.ts';

/** Of answers, in characters: a process of a function has 1 GB and hundreds of these of 10 kB each. */
const MOST_CHARACTERS = 8_000_000;

interface Answer {
  readonly state: string;
  readonly written: Written;
}

interface Read {
  readonly organizationId: string;
  readonly operation: string;
  /** All that decides about the answer besides the organization's figures: its parameters, what day it is, and where. */
  readonly asked: object;
  /** Whether it also tells by which rules baselines were chosen, which changes without a figure. */
  readonly tellsRules?: boolean;
}

/** What a read of figures answers. */
export type Remember = <Result>(
  transaction: Transaction,
  read: Read,
  answer: () => Promise<Result>,
) => Promise<Result | Written>;

/**
 * Answers of this process, kept as long as the figures that they are of are the same: who asks again costs a look at what
 * has changed, and who asks for what somebody else of the organization has asked for as well. Whether the caller may see them has
 * been decided before, by the transaction.
 *
 * The state is read before the figures: with those of a later state under it, it is one that nobody meets any more.
 */
export function rememberedAnswers(most = MOST_CHARACTERS): Remember {
  const answers = new Map<string, Answer>();
  let characters = 0;

  const sizeOf = (key: string) => key.length + (answers.get(key)?.written.body.length ?? 0);

  function forget(key: string): void {
    if (!answers.has(key)) return;
    characters -= sizeOf(key);
    answers.delete(key);
  }

  function keep(key: string, answer: Answer): void {
    forget(key);
    answers.set(key, answer);
    characters += sizeOf(key);
    // In the order of their last use.
    for (const oldest of answers.keys()) {
      if (characters <= most) break;
      forget(oldest);
    }
  }

  return async (transaction, { organizationId, operation, asked, tellsRules = false }, answer) => {
    const { state, has_rules: hasRules } = await figuresState.one(transaction, { organizationId });
    if (tellsRules && hasRules) return answer();
    const key = JSON.stringify([operation, organizationId, asked]);
    const known = answers.get(key);
    if (known?.state === state) {
      keep(key, known);
      return known.written;
    }
    const written = new Written(await answer());
    keep(key, { state, written });
    return written;
  };
}
