import { Logger } from '@aws-lambda-powertools/logger';
import { redactText } from '../redaction/redact.ts';
import { databaseErrorFacts } from './database-error.ts';

/** The log of a function. Whatever is written to it is redacted, errors and what they carry included. */
export function createLogger(): Logger {
  return new Logger({
    jsonReplacerFn: (_key: string, value: unknown) => {
      if (value instanceof Error) return databaseErrorFacts(value) ?? value;
      return typeof value === 'string' ? redactText(value) : value;
    },
  });
}
