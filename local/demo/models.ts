import type { Tariff } from './bill.ts';

/** What the simulated routing service knows of a model: its estimates are based on it, the costs never are. */
export interface Model {
  readonly provider: string;
  readonly model: string;
  /** Dollars, as the routing service believes them to be. */
  readonly perRequest: number;
  readonly perMillionInput: number;
  readonly perMillionOutput: number;
  /** Duration against that of the baseline. */
  readonly pace: number;
  /** Share of its runs that fail. */
  readonly failures: number;
  /** What the router's version that sends work there knows of usage. */
  readonly reports: 'sums' | 'classes' | 'everything';
  readonly hearsAndSees?: true;
  /** What the router knows of the bill; absent: nothing. */
  readonly tariff?: Tariff;
}

const copilot: Model = {
  provider: 'github_copilot',
  model: 'gpt-5.3-codex',
  perRequest: 0.04,
  perMillionInput: 0,
  perMillionOutput: 0,
  pace: 0.8,
  failures: 0.035,
  reports: 'sums',
};
const copilotMini: Model = {
  ...copilot,
  model: 'gpt-5-mini',
  perRequest: 0.01,
  pace: 0.6,
  failures: 0.055,
};
/** What the organization would use without routing: its baseline. */
export const codex: Model = {
  provider: 'openai_codex',
  model: 'gpt-5-codex',
  perRequest: 0,
  perMillionInput: 0.55,
  perMillionOutput: 10,
  pace: 1,
  failures: 0.03,
  reports: 'classes',
};
const codexMini: Model = {
  ...codex,
  model: 'gpt-5-mini',
  perMillionInput: 0.11,
  perMillionOutput: 2,
  pace: 0.6,
  failures: 0.055,
};
const gemini: Model = {
  ...codex,
  provider: 'google_code_assist',
  model: 'gemini-2.5-pro',
  perMillionOutput: 9,
  pace: 0.9,
  failures: 0.035,
};
const geminiFlash: Model = {
  ...gemini,
  model: 'gemini-2.5-flash',
  perMillionInput: 0.14,
  perMillionOutput: 2.5,
  pace: 0.4,
  failures: 0.06,
  hearsAndSees: true,
};
/** Cheap and rarely asked for. The lists of prices that Payback compares do not agree on it. */
const deepseek: Model = {
  ...codex,
  provider: 'deepseek',
  model: 'deepseek-chat',
  perMillionInput: 0.14,
  perMillionOutput: 0.42,
  pace: 1.1,
  failures: 0.07,
};
/** It charges for writing its cache, more where that is kept for an hour, and for searching the web. */
const claude: Model = {
  ...codex,
  provider: 'anthropic',
  model: 'claude-sonnet-4-5',
  perMillionInput: 1.6,
  perMillionOutput: 15,
  pace: 0.9,
  failures: 0.025,
  reports: 'everything',
  tariff: {
    input: 300,
    cacheRead: 30,
    cacheWrite: 375,
    cacheWrite1h: 600,
    output: 1_500,
    searches: 1_000,
    longest: 200_000,
    rounding: 'none',
  },
};
/** By way of a gateway, whose bills have whole cents. */
export const claudeHaiku: Model = {
  ...claude,
  model: 'claude-haiku-4-5',
  perMillionInput: 0.55,
  perMillionOutput: 5,
  pace: 0.45,
  failures: 0.05,
  tariff: {
    input: 100,
    cacheRead: 10,
    cacheWrite: 125,
    cacheWrite1h: 200,
    output: 500,
    searches: 1_000,
    longest: Infinity,
    rounding: 'up to a cent',
  },
};
/** A model that the organization tries out on its own machines, and that nobody has given a price. */
export const pilot: Model = {
  provider: 'in_house',
  model: 'coder-pilot',
  perRequest: 0,
  perMillionInput: 0,
  perMillionOutput: 0,
  pace: 1.6,
  failures: 0.09,
  reports: 'sums',
};

export interface Strategy {
  readonly name: string;
  readonly reasoning: string;
  readonly models: readonly (readonly [Model, number])[];
}

/** How often each strategy is asked for, and where it sends the work. */
export const strategies: readonly (readonly [Strategy, number])[] = [
  [
    {
      name: 'cost_optimized',
      reasoning: 'Lowest estimated cost among the providers whose expected quality is sufficient.',
      models: [
        [copilot, 12],
        [copilotMini, 14],
        [codex, 26],
        [codexMini, 17],
        [gemini, 14],
        [geminiFlash, 16],
        [deepseek, 1],
      ],
    },
    78,
  ],
  [
    {
      name: 'quality_first',
      reasoning: 'Highest expected quality; the estimated cost decides between equals.',
      models: [
        [copilot, 15],
        [codex, 45],
        [gemini, 20],
        [claude, 20],
      ],
    },
    13,
  ],
  [
    {
      name: 'fastest',
      reasoning: 'Shortest estimated duration among the providers whose expected quality is sufficient.',
      models: [
        [copilotMini, 24],
        [codexMini, 24],
        [geminiFlash, 44],
        [claudeHaiku, 8],
      ],
    },
    9,
  ],
];

/** One of each provider, for what a decision was made against. */
export const alternatives: readonly Model[] = [copilot, codex, gemini];
