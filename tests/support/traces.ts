import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files under a folder in which any of these words can be read, in either of the encodings that programs use. */
export function traces(folder: string, words: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return words.some(
        (word) =>
          bytes.includes(Buffer.from(word, 'utf8')) || bytes.includes(Buffer.from(word, 'utf16le')),
      );
    });
}
