/** What a figure of the summary means, in as many words as fit under it. */
export const methodStatement =
  'Savings are an estimate: the recorded usage of each successful task at the prices of the baseline, minus the same usage at ' +
  'the prices of the provider that ran it, both as in force when the task started. Failed tasks and tasks without a known ' +
  'price claim no saving. Prices are list or contract prices, not invoices.';
