/** Shorter ids, and short numbers, are found in texts that do not mean the person. */
const SHORTEST = 3;
const SHORTEST_NUMBER = 6;

/** Takes the external id of a message's person out of a text of the message, in whatever case it is written there. */
export function userRemover(userId: string | null | undefined): (text: string) => string {
  if (userId == null) return (text) => text;
  const isTold = userId.length >= (/^\d+$/.test(userId) ? SHORTEST_NUMBER : SHORTEST);
  if (!isTold) return (text) => text;
  const lowerCase = IS_ASCII.test(userId) ? userId.toLowerCase() : undefined;
  let word: RegExp | undefined;
  return (text) => {
    // Most texts do not have it, and looking in them costs more by the expression. Beyond ASCII letters fold in other ways.
    const isSafe = lowerCase !== undefined && IS_ASCII.test(text) && !text.toLowerCase().includes(lowerCase);
    if (isSafe) return text;
    word ??= wholeWord(userId);
    return text.replace(word, '[user]');
  };
}

const IS_ASCII = /^\p{ASCII}*$/u;

const wholeWord = (word: string) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}_])${word.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)}(?![\\p{L}\\p{N}_])`,
    'giu',
  );
