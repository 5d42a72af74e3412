import { createContext, Script } from 'node:vm';
import { isRaised, type Values } from '../../evaluate.ts';
import type { AlarmOf, CompositeOf } from '../../template-alarms.ts';

/** Alarms of a stage, with who is told of them. */
export interface Alarms {
  readonly alarms: readonly AlarmOf[];
  readonly composites: readonly CompositeOf[];
}

export const nameOf = ({ id }: { readonly id: string }): string => id.replace(/(?:Alarm)?[0-9A-F]{8}$/, '');

/**
 * What people are told of in a time, one notification a line: how soon, the heading of the runbook, and the alarms behind it.
 * @param step seconds from one look to the next
 */
export function told(
  { alarms, composites }: Alarms,
  published: Values,
  from: number,
  to: number,
  step: number,
): readonly string[] {
  const evaluated = alarms.filter(({ threshold }) => threshold !== undefined);
  const byId = new Map(evaluated.map((alarm) => [alarm.id, alarm]));
  const lines = new Map<string, Set<string>>();
  const tell = (description: string, names: readonly string[]) => {
    const known = lines.get(headingOf(description)) ?? new Set();
    for (const name of names) known.add(name);
    lines.set(headingOf(description), known);
  };
  const groups = composites.map((composite) => ({ composite, ...silence(composite) }));
  for (let now = from; now <= to; now += step) {
    // Asked for where it matters: what has happened in a week only of what is missed.
    const known = new Map<string, boolean>();
    const raised = (id: string): boolean => {
      const alarm = byId.get(id);
      if (alarm === undefined) return false;
      const is = known.get(id) ?? isRaised(alarm, published, now);
      known.set(id, is);
      return is;
    };
    for (const alarm of evaluated) {
      if (alarm.actions.length > 0 && raised(alarm.id)) tell(alarm.description, [nameOf(alarm)]);
    }
    for (const { composite, isTold } of groups) {
      if (isTold(raised, now)) {
        const parts = evaluated.filter(({ id }) => isAbout(composite, id) && raised(id)).map(nameOf);
        tell(composite.description, parts);
      }
    }
  }
  return [...lines].map(([heading, names]) => `${heading}: ${[...names].sort().join(', ')}`).sort();
}

/** Whether it is one of its alarms that tell of something: that a schedule has run is none. */
export const isAbout = ({ rule }: CompositeOf, id: string): boolean =>
  rule.includes(`"${id}"`) && !/Happened[0-9A-F]{8}$/.test(id);

const headingOf = (description: string): string => {
  const [, severity = '', heading = ''] = /^\[(\w+)\].*runbook\.md#([\w-]+)/.exec(description) ?? [];
  return `[${severity}] ${heading}`;
};

type Raised = (id: string) => boolean;

/**
 * Whether an alarm on others tells of what it sees, by CloudWatch's documentation ("Alarm suppression"): it waits for its suppressor
 * before it tells for the first time, and is silent while that is raised and for a time after.
 */
function silence({ rule, suppressor, wait, extension }: CompositeOf) {
  const suppressedBy = /"(\w+)"/.exec(
    JSON.stringify(suppressor ?? '').replaceAll(/"(?:Fn::GetAtt|Arn|Ref)"/g, ''),
  )?.[1];
  const holds = holdsOf(rule);
  let since: number | undefined;
  let silentUntil = -Infinity;
  return {
    isTold: (raised: Raised, now: number): boolean => {
      const isSuppressing = suppressedBy !== undefined && raised(suppressedBy);
      if (isSuppressing) silentUntil = now + extension;
      if (!holds(raised)) {
        since = undefined;
        return false;
      }
      since ??= now;
      return !isSuppressing && now >= silentUntil && now - since >= (suppressedBy === undefined ? 0 : wait);
    },
  };
}

/** Reads `(ALARM("a") OR (ALARM("b") AND ALARM("c")))`. */
function holdsOf(rule: string): (raised: Raised) => boolean {
  let states: Raised = () => false;
  const context = createContext({ ALARM: (id: string) => states(id) });
  const script = new Script(rule.replaceAll(/\bOR\b/g, '||').replaceAll(/\bAND\b/g, '&&'));
  return (raised) => {
    states = raised;
    return script.runInContext(context) === true;
  };
}
