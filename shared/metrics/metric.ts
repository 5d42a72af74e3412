/** A metric that a function publishes: its name in CloudWatch, and the unit that CloudWatch shows it in. */
export interface Metric {
  readonly name: string;
  readonly unit: 'Count' | 'Seconds' | 'Milliseconds' | 'Percent' | 'None';
}

export const count = (name: string): Metric => ({ name, unit: 'Count' });
