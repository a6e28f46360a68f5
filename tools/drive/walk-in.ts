import type { Locator, Page } from 'playwright';

/** What a guest types. */
export interface Guest {
  readonly firstName: string;
  readonly lastName?: string;
  readonly email: string;
  readonly phone?: string;
  readonly company?: string;
}

/** What happens to each screen once it shows what it is about to be left with, such as a picture of it. */
export type Look = (
  screen: 'welcome' | 'you' | 'host' | 'confirm' | 'find' | 'result',
) => Promise<unknown>;

type Button =
  | 'Back'
  | 'Call reception'
  | 'Confirm'
  | 'Continue'
  | 'Done'
  | 'I am expected'
  | 'I do not have a code'
  | 'I do not have a host'
  | 'I have a booking'
  | 'Sign in'
  | 'Sign out'
  | 'Start over'
  | 'Wait at reception';

/** The kiosk's screens in English, as a person sees them: by what is written on them, never by their markup. */
export class WalkIn {
  readonly page: Page;
  readonly #look: Look;

  constructor(page: Page, look: Look = async () => {}) {
    this.page = page;
    this.#look = look;
  }

  button(name: Button): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  field(
    name:
      | 'First name'
      | 'Last name'
      | 'Full name'
      | 'Email'
      | 'Phone'
      | 'Company'
      | 'Enter your code'
      | 'Enter your code to sign out'
      | 'Which booking are you here for?'
      | 'Who are you here to see?',
  ): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  /** The result, whatever it says; `data-outcome` names it. */
  get result(): Locator {
    return this.page.locator('[data-outcome]');
  }

  outcome(outcome: 'sending' | 'recorded' | 'told' | 'already' | 'reception'): Locator {
    return this.page.locator(`[data-outcome=${outcome}]`);
  }

  /** From Welcome to Host. */
  async introduce(guest: Guest): Promise<void> {
    await this.button('Sign in').waitFor();
    await this.#look('welcome');
    await this.button('Sign in').click();
    await this.field('First name').fill(guest.firstName);
    if (guest.lastName !== undefined) await this.field('Last name').fill(guest.lastName);
    await this.field('Email').fill(guest.email);
    if (guest.phone !== undefined) await this.field('Phone').fill(guest.phone);
    if (guest.company !== undefined) await this.field('Company').fill(guest.company);
    await this.#look('you');
    await this.button('Continue').click();
  }

  /** From Host to Confirm, with a host of the directory. */
  async choose(host: string): Promise<void> {
    await this.field('Who are you here to see?').fill(host);
    await this.page.getByRole('option', { name: host, exact: true }).first().click();
    await this.#look('host');
    await this.button('Continue').click();
  }

  /** From Host to Confirm, while there is no directory to choose from. */
  async type(host: string): Promise<void> {
    await this.field('Who are you here to see?').fill(host);
    await this.button('Continue').click();
  }

  async confirm(): Promise<void> {
    await this.button('Confirm').waitFor();
    const terms = this.page.getByRole('checkbox', { name: 'I agree to the terms', exact: true });
    if (await terms.isVisible()) await terms.check();
    await this.#look('confirm');
    await this.button('Confirm').click();
  }

  /** From Welcome to what the kiosk says to somebody who has a code. */
  async visit(way: 'check-in' | 'sign-out', code: string): Promise<string> {
    const comes = way === 'check-in';
    await this.button(comes ? 'I am expected' : 'Sign out').click();
    await this.field(comes ? 'Enter your code' : 'Enter your code to sign out').fill(code);
    await this.#look('find');
    await this.button(comes ? 'Sign in' : 'Sign out').click();
    return this.said();
  }

  /** From Welcome to what the kiosk says to somebody who leaves, and has no code. */
  async signOut(name: string, email: string): Promise<string> {
    await this.button('Sign out').click();
    await this.button('I do not have a code').click();
    await this.field('Full name').fill(name);
    await this.field('Email').fill(email);
    await this.button('Sign out').click();
    return this.said();
  }

  /** From Welcome to what the kiosk says in the end. */
  async signIn(guest: Guest, host: string): Promise<string> {
    await this.introduce(guest);
    await this.choose(host);
    await this.confirm();
    return this.said();
  }

  /** The outcome, once it is no longer open. */
  async said(): Promise<string> {
    const settled = this.page.locator('[data-outcome]:not([data-outcome=sending])');
    await settled.waitFor();
    await this.#look('result');
    return (await settled.getAttribute('data-outcome')) ?? '';
  }

  async done(): Promise<void> {
    await this.button('Done').click();
    await this.button('Sign in').waitFor();
  }
}
