/** What the words of the dashboard mean, in the order of its help page. */
export const glossary = {
  savings: {
    name: 'savings',
    meaning:
      'Baseline cost minus actual cost of the same recorded usage, over successful tasks with both costs known. Tasks that cost more than their baseline count as negative savings.',
  },
  baseline: {
    name: 'the baseline',
    meaning:
      'The provider and model that the organization would have used without routing. Each task is priced as if it had run there.',
  },
  'actual-cost': {
    name: 'actual cost',
    meaning: 'Recorded usage of the tasks times the prices that were in force when each of them started.',
  },
  'failed-cost': {
    name: 'cost of failed tasks',
    meaning:
      'Paid for tasks that failed. It is part of neither cost nor savings, so that it improves neither.',
  },
  'uncompared-cost': {
    name: 'uncompared cost',
    meaning:
      'Paid for successful tasks whose baseline cost is not known. It is part of neither cost nor savings.',
  },
  coverage: {
    name: 'coverage',
    meaning:
      'How many of the tasks have both costs known. The others are unpriced: listed with the reason, never counted as $0.',
  },
  'baseline-rule': {
    name: 'rules for baselines',
    meaning:
      'Which baseline a task is compared with: the first that exists of the one that its message names, the requested model, the one of a label, of the task type, and of the organization. Each rule holds for a range of time.',
  },
  'price-basis': {
    name: 'the basis of costs',
    meaning:
      'Most costs are based on a price of the exact model. Others are based on a price found by a prefix of its name (inferred), on one for any model of the provider, or on what the provider reported.',
  },
  'price-source': {
    name: 'price sources',
    meaning:
      "Which provider's public price list applies to a provider's name that has none of its own: OpenAI Codex is billed by the list of OpenAI.",
  },
  'price-factor': {
    name: 'factors',
    meaning:
      'What a provider sells as a percentage of its standard prices: batches at half the price, a region at a tenth more. A factor multiplies the prices for tokens of the same scope, and holds for a range of time.',
  },
  rejection: {
    name: 'a rejected message',
    meaning:
      'A message of a routing service that can never be accepted, such as one without a start time. Its task counts in no figure until it is sent again, corrected.',
  },
  projection: {
    name: 'projected annual savings',
    meaning:
      'A run rate: savings of the complete days of this range, divided by those days, times 365. Today and days before the first figures do not count. Hidden with fewer than 7 such days.',
  },
  change: {
    name: 'the change',
    meaning:
      'Savings of this range minus those of the period it is compared with: for this month the same days of the previous month, otherwise the equally long range before.',
  },
  trend: {
    name: 'the trend',
    meaning:
      'Bars: savings of each day. Line: their sum since the start of the range. Both axes begin at zero; today is not over yet.',
  },
  'success-rate': { name: 'success rate', meaning: 'Successful tasks divided by all finished tasks.' },
  percentile: {
    name: 'a percentile',
    meaning: 'p95: 95 of 100 tasks took no longer than this. Within 1% of the exact value.',
  },
  'optimal-provider': {
    name: 'the best-value provider',
    meaning:
      'Lowest cost per successful task (failed runs are paid for too) among providers with at least 30 tasks of this type whose success rate is within two points of the best.',
  },
  'routing-decision': {
    name: 'a routing decision',
    meaning:
      'What the routing service sent along with a task: the provider it chose, its alternatives, and what it expected of cost and time.',
  },
  'estimate-bias': {
    name: 'the bias of an estimate',
    meaning:
      'The mean of actual minus estimated, in percent of what was paid (or of the time taken). Too low: tasks cost or take more than expected. Errors in opposite directions cancel out.',
  },
  'estimate-error': {
    name: 'the error of an estimate',
    meaning:
      'The mean distance between estimate and outcome, in percent of what was paid (or of the time taken). Errors do not cancel out.',
  },
  'best-choice': {
    name: 'a best choice',
    meaning:
      'A decision with no alternative that was estimated to cost less than what was paid. Counted among decisions with a known cost and an estimate of an alternative.',
  },
  'promised-savings': {
    name: 'promised savings',
    meaning:
      'What the routing service expected to save with its decisions. Realized is what the same tasks did save by the stated method.',
  },
  'what-if': {
    name: 'the what-if comparison',
    meaning:
      'The recorded usage of successful tasks at the prices of another provider, as they were in force when each started. It assumes the same usage: another model may have needed more or fewer tokens. For a rule: only the tasks that it is for and no earlier rule is. Nothing is stored.',
  },
  'active-users': {
    name: 'active users',
    meaning: 'Different people who ran at least one task. Only a keyed hash of their identity is stored.',
  },
  adoption: {
    name: 'adoption',
    meaning:
      'Share of tasks that came with a routing decision, and share routed by the strategy cost_optimized.',
  },
  'disputed-price': {
    name: 'a disputed price',
    meaning:
      'A list price that another public list contradicts by more than 10%. It is charged as it is in force, and both values are shown.',
  },
  'rate-card': {
    name: 'a rate card',
    meaning:
      'All prices of one scope. The most specific scope that has a price wins, whole: contract before list, then the model before any model, then the task type before any.',
  },
  'context-tier': {
    name: 'a context tier',
    meaning:
      'A price for long inputs. It replaces the lower one of its unit for the whole task once its input is longer than that.',
  },
  'in-force': {
    name: 'the time in force',
    meaning:
      'Tasks that start within it are charged this price: from its start up to, but not including, its end. Days begin at midnight UTC.',
  },
  known: {
    name: 'the time known',
    meaning:
      'From when until when Payback considered this price right. A correction ends that for the wrong price, and keeps it here.',
  },
  recalculation: {
    name: 'a recalculation',
    meaning:
      'Prices again the stored tasks that a change of prices or baseline affects, and updates every total with them.',
  },
  restated: {
    name: 'a restated month',
    meaning: 'A month whose figures have changed. A closed one was already over, and may have been reported.',
  },
  'same-mix': {
    name: 'the same mix',
    meaning:
      'Each task type is compared with how long that type takes on the baseline provider, so that easy work does not look like fast work. Only types with at least 30 tasks there are compared.',
  },
  'optimal-routing': {
    name: 'optimal routing',
    meaning:
      'Share of routing decisions with no alternative that was estimated to cost less than what was paid. Only decisions that came with estimates are judged.',
  },
  'cached-tokens': {
    name: 'a cached token',
    meaning:
      'Input that the provider had kept from an earlier request and usually charges less for. Cached tokens are part of the input; where they have a price of their own they are taken out of it, so that none is charged twice.',
  },
  'recorded-cost': {
    name: 'the recorded cost',
    meaning:
      'The cost as it is stored and counted in every total. The sum above is computed now; the two differ only until a pending recalculation is done.',
  },
} as const satisfies Record<string, { readonly name: string; readonly meaning: string }>;

export type Term = keyof typeof glossary;
