/** A way in which what Payback runs on fails, and the one test that shows what then happens. */
interface Fault {
  readonly fault: string;
  readonly file: string;
  readonly test: string;
}

/** Every fault that is planned for. Those that need no queue are tested where what they are about is. */
export const FAULTS: readonly Fault[] = [
  {
    fault: 'the database is killed under load, and started again',
    file: 'test/faults/database-killed.test.ts',
    test: 'a database that is killed under load, and started again, has what it had committed and gets the rest',
  },
  {
    fault: 'connections are ended while idle',
    file: 'test/faults/idle-connections-ended.test.ts',
    test: 'connections that are ended while nothing happens cost no message a delivery',
  },
  {
    fault: 'a connection is ended in a transaction',
    file: 'test/faults/transaction-ended.test.ts',
    test: 'a session that is ended in the middle of a transaction is begun anew, within the same delivery',
  },
  {
    fault: 'sockets are half open',
    file: 'test/faults/half-open-sockets.test.ts',
    test: 'a network that falls silent, while idle and before a commit, of which no side is told',
  },
  {
    fault: 'the answer of a commit is lost',
    file: 'test/faults/ambiguous-commit.test.ts',
    test: 'a commit whose answer is lost is found to be done, within the same delivery',
  },
  {
    fault: 'no connection is left',
    file: 'test/faults/connections-exhausted.test.ts',
    test: 'without a connection to be had, messages wait in the queue, and nobody has to help them',
  },
  {
    fault: 'the server takes no writes',
    file: 'test/faults/read-only.test.ts',
    test: 'a writer that takes no writes any more, as after a failover, is left as soon as there is another',
  },
  {
    fault: 'a deadlock',
    file: 'test/faults/deadlock.test.ts',
    test: 'a deadlock that PostgreSQL ends costs no message a delivery',
  },
  {
    fault: 'a function is killed before its commit',
    file: 'test/faults/killed-before-commit.test.ts',
    test: 'a function that is killed before its commit has stored nothing, and all of it comes again',
  },
  {
    fault: 'a function is killed after its commit',
    file: 'test/faults/killed-after-commit.test.ts',
    test: 'what a killed function had committed comes again, and counts once',
  },
  {
    fault: 'the time of a function is up inside a batch',
    file: 'test/faults/timeout.test.ts',
    test: 'what the time of a function does not allow, because a lock is held, goes back to the queue',
  },
  {
    fault: 'visibility expires in the middle of a run',
    file: 'test/faults/visibility-expired.test.ts',
    test: 'messages that come again while they are being stored are stored once',
  },
  {
    fault: 'a message that can never be stored',
    file: 'test/faults/poison.test.ts',
    test: 'what can never be stored becomes a dead letter, alone, after its receives',
  },
  {
    fault: 'a message that no invocation survives',
    file: 'test/lambdas/ingest/outages.test.ts',
    test: 'of a message at %i that no invocation survives, the others get rid before it is a dead letter',
  },
  {
    fault: 'a batch fails as a whole',
    file: 'test/faults/whole-batch-fails.test.ts',
    test: 'a function that cannot even begin loses nothing of its batches',
  },
  {
    fault: 'messages are shuffled, late and repeated',
    file: 'test/faults/any-order.test.ts',
    test: 'shuffled, repeated, refused and months late, beside folds, every message counts once (%i)',
  },
  {
    fault: 'two schedulers',
    file: 'test/faults/two-at-once.test.ts',
    test: 'two folds, two recalculations and two retentions at once do their work once',
  },
  {
    fault: 'migrators race',
    file: 'test/lambdas/migrate/migrate.test.ts',
    test: 'deployers that race end with one schema',
  },
  {
    fault: 'a migrator is killed',
    file: 'test/lambdas/migrate/migrate.test.ts',
    test: 'a deployer that is killed leaves nothing half-done, and the next one goes on',
  },
  {
    fault: 'old code on the new schema',
    file: 'test/faults/other-version.test.ts',
    test: 'the code stores all on the new schema, as it must for the minutes of a deployment',
  },
  {
    fault: 'new code on the old schema',
    file: 'test/faults/other-version.test.ts',
    test: 'the schema makes new code give messages back, or serves it: none is lost until the migration is done ($schema)',
  },
  {
    fault: 'many of these, one after another',
    file: 'test/faults/mix.test.ts',
    test: 'of a random mix of faults, nothing is lost, nothing is there twice and every figure is right',
  },
];
