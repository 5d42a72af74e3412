/** What was asked before the application had loaded. */
interface EarlyAnswer {
  /** The token that it was asked with: an answer is for nobody else. */
  readonly token: string;
  readonly response: Promise<Response>;
}

/** By the address that was asked, in which organization, range and provider are. */
export type EarlyAnswers = Map<string, EarlyAnswer>;

/** What the first pages do not ask for at once, they ask for anew. */
const KEPT_MS = 10_000;

let kept: EarlyAnswers = new Map();

/** Of them the first requests of the application take their answers. */
export function keepEarlyAnswers(answers: EarlyAnswers): void {
  kept = answers;
  setTimeout(() => answers.clear(), KEPT_MS);
}

/**
 * The first attempt of a request, if it has been made already: whatever came of it, it is used once.
 * @returns undefined when it has to be made now
 */
export function takeEarlyAnswer(address: string, token: string): Promise<Response> | undefined {
  const answer = kept.get(address);
  kept.delete(address);
  return answer?.token === token ? answer.response : undefined;
}
