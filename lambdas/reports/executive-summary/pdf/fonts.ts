import regular from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf';
import semiBold from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf';
import anyAscii from 'any-ascii';
import { coverageOf } from './font-coverage.ts';

/** Inter: Latin, Greek and Cyrillic. PDFKit embeds of each what the page uses. */
export const fonts = { regular, semiBold };
export type Weight = keyof typeof fonts;

const covered = coverageOf(regular);

/**
 * Text of any script in characters that the fonts have: others are transliterated, 株式会社 becomes ZhuShiHuiShe. It is
 * never an empty box.
 */
export function writable(text: string): string {
  let written = '';
  for (const character of text.normalize('NFC')) {
    if (/\s/.test(character)) written += ' ';
    else if (!/\p{C}/u.test(character) && covered(character.codePointAt(0) ?? 0)) written += character;
    // It leaves control characters as they are.
    else written += anyAscii(character).replaceAll(/[^ -~]/g, '');
  }
  return written.replaceAll(/ {2,}/g, ' ').trim() || '?';
}
