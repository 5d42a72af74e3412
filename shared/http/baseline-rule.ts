import { z } from 'zod';
import { mustBe } from './schemas.ts';

export const rule = z
  .enum(
    ['message', 'requested_model', 'label', 'task_type', 'organization'],
    mustBe('one of message, requested_model, label, task_type, organization'),
  )
  .meta({
    description:
      'What the baseline is for. Of an execution the first that exists in this order applies, whether it has a price or not: ' +
      "the one that its message names (accepted while this rule is in force), the requested model, the one of a label's value, of " +
      'the task type, of the organization.',
  });
