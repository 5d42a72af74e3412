import * as z from 'zod';
import { stageFile } from './stage-file.ts';

/** The settings of a stage as JSON Schema, for editors. */
export function stageSchema() {
  return {
    title: 'Settings of a stage of Payback',
    description:
      'stages/<stage>.json: what an installation sets otherwise than it comes. docs/deploy.md explains each.',
    ...z.toJSONSchema(stageFile, { io: 'input' }),
  };
}
