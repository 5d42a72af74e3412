/** Shorter ids, and short numbers, are found in texts that do not mean the person. */
const SHORTEST = 3;
const SHORTEST_NUMBER = 6;

/** Takes the external id of a message's person out of a text of the message. */
export function userRemover(userId: string | null | undefined): (text: string) => string {
  if (userId == null) return (text) => text;
  const isTold = userId.length >= (/^\d+$/.test(userId) ? SHORTEST_NUMBER : SHORTEST);
  if (!isTold) return (text) => text;
  return (text) => (text.includes(userId) ? text.replace(wholeWord(userId), '[user]') : text);
}

const wholeWord = (word: string) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}_])${word.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)}(?![\\p{L}\\p{N}_])`,
    'gu',
  );
