import type { z } from 'zod';
import { type Call, isJson, parsed, type Reply } from '../loopback.ts';
import { type FieldError, told } from './wire.ts';

export type Checked<T> = { readonly value: T } | { readonly errors: readonly FieldError[] };

/** The JSON value that a call carries, or the refusal of what is none. */
export function jsonOf({ headers, body }: Call): { given: unknown } | { refusal: Reply } {
  if (!isJson(headers))
    return { refusal: told(415, 'The request entity must be application/json.') };
  const given = parsed(body);
  return typeof given === 'object' && given !== null
    ? { given }
    : { refusal: told(400, 'The request is invalid.') };
}

/** What is wrong with each field, as Nexudus says it. */
export function checked<T>(schema: z.ZodType<T>, given: unknown): Checked<T> {
  const result = schema.safeParse(given);
  if (result.success) return { value: result.data };
  const values = Object(given) as Readonly<Record<string, unknown>>;
  const errors = result.error.issues.map(({ path, message }) => {
    const name = String(path[0] ?? '');
    return { AttemptedValue: values[name] ?? null, Message: message, PropertyName: name };
  });
  return { errors };
}
