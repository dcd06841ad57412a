/**
 * Splits the words of an instruction; quotes group, a backslash takes the next character as it is.
 *
 * @throws Error when a quote is left open, naming the line.
 */
export function splitWords(text: string, line: number): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '\\' && quote !== "'" && index + 1 < text.length) {
      index += 1;
      word = (word ?? '') + text.charAt(index);
    } else if (quote !== '') {
      if (character === quote) quote = '';
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== '') throw new Error(`Dockerfile line ${line}: the quote ${quote} is never closed`);
  if (word !== undefined) words.push(word);
  return words;
}
