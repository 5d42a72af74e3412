import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { anchor } from '../../lib/constructs/alarm.ts';
import type { StageName } from '../../lib/stage.ts';
import { alarmsOf, compositesOf } from '../alarms/template-alarms.ts';
import { resourcesOf, templatesOf } from './synthesized.ts';

const runbook = await readFile(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => anchor(heading ?? ''));
/** Has no consequence: says that a schedule has begun. */
const isOfSchedule = ({ id }: { readonly id: string }) => /Happened[0-9A-F]{8}$/.test(id);

describe.each<StageName>(['dev', 'prod'])('the alarms of %s', (stage) => {
  const told = async () => [
    ...(await alarmsOf(stage)).filter((alarm) => !isOfSchedule(alarm)),
    ...(await compositesOf(stage)),
  ];

  test('say how soon, what they mean for people, and where to read on', async () => {
    for (const { description } of await told()) {
      const [, impact, heading] =
        /^\[(?:now|today|week)\] (.{20,}\.) Runbook: docs\/runbook\.md#([\w-]+)/.exec(description) ?? [];
      expect(impact).toBeDefined();
      expect(headings).toContain(heading);
      // More is refused by CloudWatch; what is not known before the deployment is shorter than how it stands here.
      expect(description.length).toBeLessThan(1_024);
    }
  });

  test('of a function lead to its logs', async () => {
    const functions = (await alarmsOf(stage)).filter(
      (alarm) =>
        !isOfSchedule(alarm) &&
        Object.values(alarm.metrics).some(({ namespace }) => /^(?:Payback|AWS\/Lambda)$/.test(namespace)),
    );
    expect(functions.length).toBeGreaterThan(50);
    for (const { description } of functions) expect(description).toContain('#logsV2:log-groups/log-group/');
  });

  test('reach somebody, alone or as part of others, also when they are over', async () => {
    const composites = await compositesOf(stage);
    for (const alarm of await alarmsOf(stage)) {
      const isPart = composites.some(({ rule }) => rule.includes(`"${alarm.id}"`));
      // Takes new code back; the rates of the objectives tell people.
      if (alarm.id.startsWith('FrontDoorServerErrors')) continue;
      expect([alarm.id, alarm.actions.length]).toEqual([alarm.id, isPart ? 0 : 1]);
      expect(alarm.okActions).toEqual(alarm.actions);
    }
    for (const { actions, okActions } of composites) {
      expect(actions).toHaveLength(1);
      expect(okActions).toEqual(actions);
    }
  });

  test('leave no heading of the runbook without an alarm', async () => {
    const linked = new Set(
      (await told()).map(({ description }) => /runbook\.md#([\w-]+)/.exec(description)?.[1]),
    );
    expect(linked).toEqual(new Set(headings));
  });

  test('are silent while the database cannot be reached, where that raises them', async () => {
    const composites = await compositesOf(stage);
    expect(composites.length).toBeGreaterThan(10);
    const down = (await alarmsOf(stage)).find(({ id }) => id.startsWith('DatabaseAlarmsDown'))?.id;
    for (const { suppressor } of composites) expect(JSON.stringify(suppressor)).toContain(down);
  });

  test('are all on the dashboard of who is on call', async () => {
    const { service } = await templatesOf(stage);
    const [dashboard] = Object.values(service.findResources('AWS::CloudWatch::Dashboard'));
    const body = JSON.stringify(dashboard);
    const missing = (await told()).filter(({ id, actions }) => actions.length > 0 && !body.includes(id));
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  test('have a chart beside them of how many look at figures', async () => {
    const { service } = await templatesOf(stage);
    const body = JSON.stringify(service.findResources('AWS::CloudWatch::Dashboard'));
    for (const name of ['OrganizationsLooking', 'PeopleLooking', 'FiguresLoaded']) {
      expect(body).toContain(`${name}\\",\\"service\\",\\"payback-${stage}-vitals`);
    }
  });

  test('of what is unusual look at a band of three deviations, on the side that is bad', async () => {
    const { service } = await templatesOf(stage);
    const anomalies = resourcesOf(service, 'AWS::CloudWatch::Alarm', {
      ThresholdMetricId: z.string().optional(),
      ComparisonOperator: z.string(),
      EvaluationPeriods: z.number(),
      TreatMissingData: z.string(),
      Metrics: z.array(z.looseObject({ Id: z.string(), Expression: z.string().optional() })).default([]),
    }).flatMap(([id, { ThresholdMetricId: band, Metrics: metrics, ...alarm }]) =>
      band === undefined
        ? []
        : [{ ...alarm, id: id.slice(0, -13), band: metrics.find(({ Id }) => Id === band)?.Expression }],
    );
    expect(anomalies).toEqual([
      {
        id: 'IngestThroughput',
        ComparisonOperator: 'LessThanLowerThreshold',
        EvaluationPeriods: 4,
        TreatMissingData: 'ignore',
        band: expect.stringMatching(/^ANOMALY_DETECTION_BAND\(\w+, 3\)$/),
      },
      {
        id: 'VitalsCost',
        ComparisonOperator: 'GreaterThanUpperThreshold',
        EvaluationPeriods: 3,
        TreatMissingData: 'notBreaching',
        band: expect.stringMatching(/^ANOMALY_DETECTION_BAND\(\w+, 3\)$/),
      },
    ]);
  });

  test('have no name of an organization', async () => {
    const names = (await alarmsOf(stage)).flatMap(({ metrics }) =>
      Object.values(metrics).flatMap(({ dimensions }) => Object.keys(dimensions)),
    );
    const allowed = 'ApiId DBClusterIdentifier FunctionName ProxyName QueueName Role Stage service'.split(
      ' ',
    );
    expect(new Set(names).difference(new Set(allowed))).toEqual(new Set());
  });
});
