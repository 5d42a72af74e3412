import type * as z from 'zod';
import { shareOf } from '../../../shared/shown/rounded.ts';
import type { messageCounts } from './contract.ts';

type Counts = Omit<z.input<typeof messageCounts>, 'rejected_share'>;

export const presentCounts = (counts: Counts): z.input<typeof messageCounts> => ({
  ...counts,
  rejected_share: shareOf(counts.rejected, counts.received),
});
