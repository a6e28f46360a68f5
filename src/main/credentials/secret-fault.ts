/**
 * What is wrong with a secret before it is stored, with the remedy, or undefined.
 * A password may hold anything that is one line: spaces at its ends and other control characters stay.
 */
export function secretFault(secret: string): string | undefined {
  if (secret === '') return 'The secret is empty. Give it on one line.';
  if (/[\r\n]/.test(secret))
    return 'The secret has more than one line. Give it on one line, with at most one line break after it.';
  // libsecret takes C strings: everything after a NUL would be lost in silence.
  if (secret.includes('\0'))
    return 'The secret has a NUL character in it, which no keychain keeps. Give it as plain text.';
  return undefined;
}
