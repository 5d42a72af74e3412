import type { AlarmOf, MetricOf } from '../../template-alarms.ts';
import type { Minute } from './calls.ts';
import type { Outcome, Published } from './captured.ts';

/**
 * What AWS publishes of itself, as far as alarms look at it, made of what a run came to. This is the only place where that is assumed;
 * the rest is what functions have written.
 *
 * - Lambda: each call is an invocation, and an error where the function threw or its thread ended. What is throttled is neither.
 * - API Gateway (HTTP): each request counts, `5xx` is 1 of those that were answered with 500 and above (a function that threw is
 *   500), and `Latency` is how long the answer took here. Of sockets: what {@link AT_REST} says.
 * - SQS: what was deleted in the minute; what is left of all minutes is visible. The oldest message grows older by a minute each minute,
 *   until it is received for the third time: from then on SQS leaves it out (three minutes of visibility: at the sixth minute).
 *   Of a dead-letter queue, what is in it here.
 * - Aurora and RDS Proxy: what {@link AT_REST} says.
 */
const AT_REST: Readonly<Record<string, number>> = {
  'AWS/ApiGateway IntegrationError': 0,
  'AWS/RDS ACUUtilization': 40,
  'AWS/RDS AuroraReplicaLagMaximum': 20,
  'AWS/RDS CPUUtilization WRITER': 30,
  'AWS/RDS CPUUtilization READER': 30,
  'AWS/RDS DatabaseConnectionsBorrowLatency': 500,
  'AWS/RDS DatabaseConnectionsCurrentlySessionPinned': 0,
};

/** Minutes after which a message that is never deleted has been received three times. */
const THIRD_RECEIVE = 6;

export type AwsModel = ReturnType<typeof awsModel>;

/**
 * @param alarms whose metrics say under which dimensions AWS publishes
 * @param functions names of functions by their logical ids
 */
export function awsModel(alarms: readonly AlarmOf[], functions: ReadonlyMap<string, string>) {
  const metrics = alarms.flatMap((alarm) => Object.values(alarm.metrics));
  const of = (namespace: string, name: string, is: (metric: MetricOf) => boolean = () => true) => {
    const found = metrics.filter((each) => each.namespace === namespace && each.name === name && is(each));
    return [...new Map(found.map((each) => [JSON.stringify(each.dimensions), each.dimensions])).values()];
  };
  const values = (
    dimensions: readonly MetricOf['dimensions'][],
    namespace: string,
    name: string,
    value: number,
  ) => dimensions.map((each): Published => ({ namespace, name, dimensions: each, value }));
  const nameOfFunction = ({ dimensions }: MetricOf) =>
    functions.get(/"Ref":"(\w+)"/.exec(dimensions['FunctionName'] ?? '')?.[1] ?? '');
  const isDead = ({ dimensions }: MetricOf) => /DeadLetter/.test(dimensions['QueueName'] ?? '');

  const lambda = new Map(
    [...functions.values()].map((name) => [
      name,
      ['Invocations', 'Errors', 'Throttles'].map((metric) => ({
        metric,
        dimensions: of('AWS/Lambda', metric, (each) => nameOfFunction(each) === name),
      })),
    ]),
  );
  const api = ['Count', '5xx', 'Latency'].map((name) => ({ name, dimensions: of('AWS/ApiGateway', name) }));
  const deleted = of('AWS/SQS', 'NumberOfMessagesDeleted');
  const visible = of('AWS/SQS', 'ApproximateNumberOfMessagesVisible', (each) => !isDead(each));
  const dead = of('AWS/SQS', 'ApproximateNumberOfMessagesVisible', isDead);
  const age = of('AWS/SQS', 'ApproximateAgeOfOldestMessage');
  const rest = Object.keys(AT_REST).map((key) => {
    const [namespace = '', name = '', role] = key.split(' ');
    const dimensions = of(namespace, name, (each) => role === undefined || each.dimensions['Role'] === role);
    return { key, namespace, name, dimensions };
  });

  return {
    ofCall(name: string, { failure, isThrottled }: Outcome): readonly Published[] {
      const value: Readonly<Record<string, boolean>> = {
        Invocations: isThrottled !== true,
        Errors: isThrottled !== true && failure !== undefined,
        Throttles: isThrottled === true,
      };
      return (lambda.get(name) ?? []).flatMap(({ metric, dimensions }) =>
        values(dimensions, 'AWS/Lambda', metric, Number(value[metric])),
      );
    },
    ofRequest({ status, milliseconds }: Minute['requests'][number]): readonly Published[] {
      const value: Readonly<Record<string, number>> = {
        Count: 1,
        '5xx': status >= 500 ? 1 : 0,
        Latency: milliseconds,
      };
      return api.flatMap(({ name, dimensions }) =>
        values(dimensions, 'AWS/ApiGateway', name, value[name] ?? 0),
      );
    },
    /** @param minutes since it began to be so */
    ofQueue({ sent, failed, isOne, dead: letters }: Minute, minutes: number): readonly Published[] {
      const left = isOne ? failed : failed * (minutes + 1);
      const isLeftOut = isOne && minutes >= THIRD_RECEIVE;
      const oldest = failed === 0 || isLeftOut ? 0 : 60 * Math.min(minutes + 1, THIRD_RECEIVE);
      return [
        ...values(deleted, 'AWS/SQS', 'NumberOfMessagesDeleted', sent - failed),
        ...values(visible, 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', left),
        ...values(dead, 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', letters),
        ...values(age, 'AWS/SQS', 'ApproximateAgeOfOldestMessage', oldest),
      ];
    },
    /** @param others where they are not at rest */
    ofRest(others: Readonly<Record<string, number>>): readonly Published[] {
      for (const key of Object.keys(others))
        if (!(key in AT_REST)) throw new Error(`Nothing looks at ${key}.`);
      return rest.flatMap(({ key, namespace, name, dimensions }) =>
        values(dimensions, namespace, name, others[key] ?? AT_REST[key] ?? 0),
      );
    },
  };
}
