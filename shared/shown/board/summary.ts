import type { Covered } from '../figures.ts';
interface DayRange {
  readonly start: string;
  readonly end: string;
}

/** What of the executive summary its words are of. */
export interface BoardSummary {
  readonly tasks: number;
  readonly successful_tasks: number;
  readonly failed_tasks: number;
  readonly uncompared_cost: number;
  readonly failed_cost: number | null;
  readonly total_savings: number | null;
  readonly coverage: Covered & { readonly unpriced: number };
  readonly exact: {
    readonly total_savings: string | null;
    readonly total_cost: string | null;
    readonly baseline_cost: string | null;
    readonly failed_cost: string | null;
    readonly uncompared_cost: string;
  };
  readonly baselines: readonly { readonly provider: string; readonly model: string | null }[];
  readonly change: { readonly exact: { readonly savings: string } } | null;
  readonly preceding_period: DayRange & { readonly exact: { readonly total_savings: string | null } };
  readonly projection: {
    readonly days: number;
    readonly exact: { readonly annual_savings: string };
  } | null;
  readonly time: {
    readonly tasks: number;
    readonly exact: {
      readonly avg_duration_ms: string | null;
      readonly baseline_avg_duration_ms: string | null;
      readonly change_percentage: string | null;
      readonly hours_saved: string | null;
    };
    readonly task_types: readonly { readonly task_type: string; readonly included: boolean }[];
  };
  readonly routing: { readonly judged: number; readonly optimal: number };
  readonly best_performer: { readonly provider: string; readonly contenders: number } | null;
  readonly most_cost_efficient: { readonly provider: string; readonly contenders: number } | null;
  readonly providers: readonly {
    readonly provider: string;
    readonly tasks: number;
    readonly successful_tasks: number;
    readonly compared_tasks: number;
    readonly exact: { readonly savings: string | null; readonly baseline_cost: string | null };
  }[];
}

/** Fewer are an anecdote: of baseline tasks of a type, and of a provider's tasks. */
export const FEWEST_TASKS = 30;

export interface BoardFact {
  readonly label: string;
  readonly value: string;
  /** What the value is based on, or why there is none. */
  readonly aside: string;
  readonly isLoss: boolean;
}
