import type * as z from 'zod';
import type { erasureRecord } from '../contract.ts';
import type { ErasureRow } from './erasure.statement.ts';

export const presentErasure = (row: ErasureRow): z.input<typeof erasureRecord> => ({
  ...row,
  status: row.finished_at === null ? 'running' : 'completed',
});
