import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** Spacebring, OpenAPI, components/requestBodies: the same in every creation. The e-mail address has no format. */
export const visitor = z.strictObject({
  email: z.string().min(1),
  name: z.string().min(1),
  phoneNumber: z.string().optional(),
  surname: z.string().optional(),
});
export type Visitor = z.output<typeof visitor>;

/** Visitors as users, which the vendor's `userRefVisitor` points to. */
export class VisitorUsers {
  readonly #ids = new Map<string, string>();

  /** By e-mail address: who comes twice is one user. */
  idOf({ email }: Visitor): string {
    const key = email.toLowerCase();
    const id = this.#ids.get(key) ?? randomUUID();
    this.#ids.set(key, id);
    return id;
  }
}
