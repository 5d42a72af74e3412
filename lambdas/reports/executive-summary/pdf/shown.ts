import { shownIn } from '../../../../shared/shown/shown.ts';

/** The page is in English, whoever asks for it. */
export const shown = shownIn('en-US');
