import os from 'node:os';
import { databaseSettings } from './database.ts';

/** What figures depend on, one fact a line. */
export function machineFacts(): string[] {
  const [cpu] = os.cpus();
  const load = os.loadavg().map((each) => each.toFixed(1));
  const settings = Object.entries(databaseSettings).map(([name, value]) => `${name} ${value}`);
  return [
    `${os.availableParallelism()} × ${cpu?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()}, Node ${process.versions.node}`,
    `load at the start: ${load.join(', ')} (of 1, 5 and 15 minutes)`,
    `PostgreSQL, durable as by default (fsync on), with ${settings.join(', ')}`,
  ];
}
