/** What base64 stands for, a character for each byte; empty where it is none. Of Node and of browsers. */
export function decodedBase64(word: string): string {
  try {
    return atob(word.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return '';
  }
}
