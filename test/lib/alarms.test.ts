import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { anchor } from '../../lib/constructs/alarm.ts';
import type { StageName } from '../../lib/stage.ts';
import { resourcesOf, templatesOf } from './synthesized.ts';

const runbook = await readFile(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => anchor(heading ?? ''));

describe.each<StageName>(['dev', 'prod'])('the alarms of %s', (stage) => {
  const alarms = async () => {
    const { service } = await templatesOf(stage);
    return resourcesOf(service, 'AWS::CloudWatch::Alarm', {
      AlarmDescription: z.string(),
      AlarmActions: z.array(z.unknown()),
      OKActions: z.array(z.unknown()),
    });
  };

  test('say what they mean for people and where to read on', async () => {
    for (const [, { AlarmDescription }] of await alarms()) {
      const [, impact, heading] = /^(.{20,}\.) Runbook: docs\/runbook\.md#(.+)$/.exec(AlarmDescription) ?? [];
      expect(impact).toBeDefined();
      expect(headings).toContain(heading);
    }
  });

  test('reach somebody, also when they are over', async () => {
    for (const [, { AlarmActions, OKActions }] of await alarms()) {
      expect(AlarmActions).toHaveLength(1);
      expect(OKActions).toEqual(AlarmActions);
    }
  });

  test('leave no heading of the runbook without an alarm', async () => {
    const linked = new Set((await alarms()).map(([, each]) => each.AlarmDescription.split('#')[1]));
    expect(linked).toEqual(new Set(headings));
  });
});
