import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  checkProfile,
  ProfileError,
  profileSchemaFile,
  readProfile,
} from '../../../../src/main/settings/profile-file.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const nexudus = {
  kind: 'nexudus',
  baseUrl: 'https://spaces.nexudus.com',
  businessId: 1234,
  username: 'kiosk@harbour.example',
};
const spacebring = {
  kind: 'spacebring',
  baseUrl: 'https://api.spacebring.com',
  networkId: '4e7a0001-0000-4000-8000-000000000001',
  locationId: '10ca7103-0000-4000-8000-000000000001',
  clientId: 'harbour-works',
};
const site = { name: 'Harbour Works', timeZone: 'Europe/Lisbon' };
const base = { site, provider: nexudus };

/** The lines of the message about a profile, without the first. */
function problems(json: unknown): string[] {
  try {
    checkProfile(json, 'p.json');
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    const [first, ...lines] = error.message.split('\n');
    expect(first).toBe('The profile p.json cannot be used:');
    return lines.map((line) => line.trim());
  }
  throw new Error('The profile was taken');
}

describe('a profile', () => {
  it('needs a site, a time zone and a provider; the rest is filled in', () => {
    expect(checkProfile(base, 'p.json')).toEqual({
      site: { ...site, languages: ['en'] },
      provider: nexudus,
      walkIn: { phone: 'optional', asksHost: false, hostSeconds: 90 },
      offers: ['check-in', 'booking', 'sign-out', 'contact', 'call'],
      idleSeconds: 60,
      retentionHours: 24,
    });
  });

  it('may be that of the issue, a Spacebring one, a demo', () => {
    const terms = { version: '2026-01', text: { en: '…' } };
    for (const provider of [
      nexudus,
      spacebring,
      { kind: 'demo', of: 'nexudus' },
      { kind: 'demo', of: 'spacebring' },
    ]) {
      const json = {
        $schema: 'x',
        site,
        provider,
        walkIn: { phone: 'required', company: 'optional', terms },
      };
      expect(checkProfile(json, 'p.json').provider).toEqual(provider);
    }
  });

  it.each([
    ['https://spaces.nexudus.com/', 'https://spaces.nexudus.com'],
    ['https://proxy.example/nexudus/', 'https://proxy.example/nexudus'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:1', 'http://localhost:1'],
    ['http://[::1]:1', 'http://[::1]:1'],
  ])('takes the address %s', (baseUrl, kept) => {
    expect(checkProfile({ site, provider: { ...nexudus, baseUrl } }, 'p').provider).toMatchObject({
      baseUrl: kept,
    });
  });
});

describe('a share of an account', () => {
  it.each([nexudus, spacebring])('may be that of any of its kiosks ($kind)', (provider) => {
    for (const share of [
      { kiosks: 1, kiosk: 1 },
      { kiosks: 1000, kiosk: 1000 },
    ])
      expect(checkProfile({ site, provider: { ...provider, share } }, 'p').provider).toEqual({
        ...provider,
        share,
      });
  });
});

describe('what is wrong with a profile', () => {
  const addressRemedy =
    'The https address of the provider, such as https://spaces.nexudus.com; http only for this machine, such as http://127.0.0.1:8080.';
  const kiosksRemedy = 'How many kiosks use this account, 1 to 1000; the same on each of them.';
  const kioskRemedy = 'Which of them this one is, from 1 to kiosks; another on each of them.';
  const at = (provider: object) => ({ site, provider: { ...nexudus, ...provider } });
  const inWalkIn = (walkIn: unknown) => ({ ...base, walkIn });

  it.each<[unknown, string]>([
    [null, 'profile: is null, not an object.'],
    [[], 'profile: is an array, not an object.'],
    [
      { provider: nexudus },
      'site: is missing. The place: name, timeZone and, if you like, country and languages.',
    ],
    [
      { ...base, site: { timeZone: 'Europe/Lisbon' } },
      'site.name: is missing. The name that visitors know the place by.',
    ],
    [
      { ...base, site: { ...site, name: ' ' } },
      'site.name: is empty. The name that visitors know the place by.',
    ],
    [
      { ...base, site: { ...site, timeZone: 'Lisbon' } },
      'site.timeZone: is not a time zone. An IANA name such as Europe/Lisbon; times are shown in it whatever the device is set to.',
    ],
    [
      { ...base, site: { ...site, timeZone: '+01:00' } },
      'site.timeZone: is not a time zone. An IANA name such as Europe/Lisbon; times are shown in it whatever the device is set to.',
    ],
    [
      { ...base, site: { ...site, country: 'Portugal' } },
      'site.country: is not a country. Two capital letters (ISO 3166-1) such as PT: how a phone number without a country code is read.',
    ],
    [
      { ...base, site: { ...site, languages: ['en', 'en'] } },
      'site.languages: names a language twice. Any of en, ar, each once; a visitor meets the first.',
    ],
    [
      { ...base, site: { ...site, languages: ['en', 'xx'] } },
      'site.languages.1: is "xx". Any of en, ar, each once; a visitor meets the first.',
    ],
    [
      { ...base, site: { ...site, languages: [] } },
      'site.languages: is empty. Any of en, ar, each once; a visitor meets the first.',
    ],
    [
      { site },
      'provider: is missing. Where arrivals go: an object whose kind is nexudus, spacebring or demo.',
    ],
    [
      { site, provider: { kind: 'other' } },
      'provider.kind: is "other". Where arrivals go: an object whose kind is nexudus, spacebring or demo.',
    ],
    [
      { site, provider: { kind: 'demo', of: 'other' } },
      'provider.of: is "other". Which provider the embedded server plays: nexudus or spacebring.',
    ],
    [
      at({ businessId: '1234' }),
      'provider.businessId: is a string, not a number. The Id of the location (Business) in Nexudus, such as 1234.',
    ],
    [
      at({ businessId: 1.5 }),
      'provider.businessId: is not a whole number. The Id of the location (Business) in Nexudus, such as 1234.',
    ],
    [
      at({ businessId: 0 }),
      'provider.businessId: is not above 0. The Id of the location (Business) in Nexudus, such as 1234.',
    ],
    [
      at({ username: undefined }),
      'provider.username: is missing. The e-mail address of the kiosk’s own admin account in Nexudus.',
    ],
    [
      at({ baseUrl: 'http://spaces.nexudus.com' }),
      `provider.baseUrl: is plain http. ${addressRemedy}`,
    ],
    [
      at({ baseUrl: 'http://127.0.0.1.evil.example' }),
      `provider.baseUrl: is plain http. ${addressRemedy}`,
    ],
    [
      at({ baseUrl: 'spaces.nexudus.com' }),
      `provider.baseUrl: is not a web address. ${addressRemedy}`,
    ],
    [at({ baseUrl: 'file:///etc' }), `provider.baseUrl: is not a web address. ${addressRemedy}`],
    [
      at({ baseUrl: 'https://a.example/?b' }),
      `provider.baseUrl: has a part after ? or #. ${addressRemedy}`,
    ],
    [
      at({ colour: 'red' }),
      'provider.colour: is not a setting. Known here: kind, baseUrl, businessId, username, customer, share.',
    ],
    [
      at({ share: { kiosks: 1001, kiosk: 1 } }),
      `provider.share.kiosks: is above 1000. ${kiosksRemedy}`,
    ],
    [at({ share: { kiosk: 1 } }), `provider.share.kiosks: is missing. ${kiosksRemedy}`],
    [at({ share: { kiosks: 3 } }), `provider.share.kiosk: is missing. ${kioskRemedy}`],
    [
      at({ share: { kiosks: 3, kiosk: 1.5 } }),
      `provider.share.kiosk: is not a whole number. ${kioskRemedy}`,
    ],
    [
      at({ share: { kiosks: 3, kiosk: 4 } }),
      `provider.share.kiosk: is above share.kiosks. ${kioskRemedy}`,
    ],
    [
      at({ share: { kiosks: 3, kiosk: 1, of: 3 } }),
      'provider.share.of: is not a setting. Known here: kiosks, kiosk.',
    ],
    [
      { site, provider: { ...spacebring, networkId: 'no' } },
      'provider.networkId: is not a UUID. The id of the network in Spacebring, a UUID.',
    ],
    [
      { ...base, colour: 'red' },
      'colour: is not a setting. Known here: site, provider, walkIn, offers, idleSeconds, retentionHours.',
    ],
    [
      { ...base, site: { ...site, colour: 'red' } },
      'site.colour: is not a setting. Known here: name, timeZone, country, languages.',
    ],
    [
      inWalkIn({ colour: 'red' }),
      'walkIn.colour: is not a setting. Known here: phone, company, terms, asksHost, hostSeconds.',
    ],
    [
      inWalkIn({ hostSeconds: 9 }),
      'walkIn.hostSeconds: is below 10. Whole seconds, 10 to 900, that a visitor waits for the host’s answer before reception takes over.',
    ],
    [
      { ...base, offers: ['check-in', 'lunch'] },
      'offers.1: is "lunch". What visitors can do besides walking in, as far as the provider can: any of check-in, booking, sign-out, contact, call.',
    ],
    [
      { ...base, offers: ['call', 'call'] },
      'offers: names one twice. What visitors can do besides walking in, as far as the provider can: any of check-in, booking, sign-out, contact, call.',
    ],
    [
      { site, provider: { ...spacebring, oauth: {} } },
      'provider.oauth.redirectUri: is missing. The redirect address that Spacebring has registered for you, letter by letter, such as https://harbour.example/vestibule; http only for this machine, such as http://127.0.0.1:8080.',
    ],
    [
      { site, provider: { ...spacebring, oauth: { redirectUri: 'http://harbour.example/' } } },
      'provider.oauth.redirectUri: is plain http. The redirect address that Spacebring has registered for you, letter by letter, such as https://harbour.example/vestibule; http only for this machine, such as http://127.0.0.1:8080.',
    ],
    [
      inWalkIn({ phone: 'maybe' }),
      'walkIn.phone: is "maybe". Whether to ask for a phone number: required, optional or hidden.',
    ],
    [
      inWalkIn({ terms: { version: '1', text: { en: 'x', fr: 'y' } } }),
      'walkIn.terms.text.fr: is not a setting. Known here: en, ar.',
    ],
    [
      inWalkIn({ terms: { version: '1', text: { en: ' ' } } }),
      'walkIn.terms.text.en: is empty. The wording in this language.',
    ],
    [
      inWalkIn({ terms: { version: '1', text: { en: 'x' }, colour: 1 } }),
      'walkIn.terms.colour: is not a setting. Known here: version, text.',
    ],
    [
      { ...base, idleSeconds: 0 },
      'idleSeconds: is below 1. Whole seconds without a touch, 1 to 3600, before the kiosk asks whether anybody is there.',
    ],
    [
      { ...base, idleSeconds: '60' },
      'idleSeconds: is a string, not a number. Whole seconds without a touch, 1 to 3600, before the kiosk asks whether anybody is there.',
    ],
  ])('%j', (json, message) => {
    expect(problems(json)).toEqual([message]);
  });

  it('is said of everything at once', () => {
    const lines = problems({
      site: { name: '' },
      provider: { ...nexudus, businessId: -1 },
      walkIn: { a: 1, b: 2 },
    });
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'site.name',
      'site.timeZone',
      'provider.businessId',
      'walkIn.a',
      'walkIn.b',
    ]);
  });

  it('a company that is required on Spacebring, or on a demo of it', () => {
    for (const provider of [spacebring, { kind: 'demo', of: 'spacebring' }])
      expect(problems({ site, provider, walkIn: { company: 'required' } })[0]).toMatch(
        /^walkIn\.company: cannot be required on Spacebring.* use hidden, or leave it out/,
      );
    expect(checkProfile({ ...base, walkIn: { company: 'required' } }, 'p').walkIn.company).toBe(
      'required',
    );
  });

  it('terms that are missing in the first language', () => {
    const json = {
      ...base,
      site: { ...site, languages: ['ar', 'en'] },
      walkIn: { terms: { version: '1', text: { en: 'x' } } },
    };
    expect(problems(json)[0]).toMatch(
      /^walkIn\.terms\.text\.ar: is missing, though it is the first of site\.languages/,
    );
  });
});

describe('a secret in a profile', () => {
  it.each([
    [
      'password',
      { site, provider: { ...nexudus, password: 'hunter2' } },
      'provider.password',
      'nexudus.password',
    ],
    [
      'clientSecret',
      { site, provider: { ...spacebring, clientSecret: 'hunter2' } },
      'provider.clientSecret',
      'spacebring.client-secret',
    ],
    [
      'client_secret',
      { site, provider: { kind: 'demo', of: 'spacebring' }, client_secret: 'hunter2' },
      'client_secret',
      'spacebring.client-secret',
    ],
    [
      'apiKey',
      { ...base, walkIn: { apiKey: { deep: 'hunter2' } } },
      'walkIn.apiKey',
      'nexudus.password',
    ],
    ['access-token', [{ 'access-token': 'hunter2' }], '0.access-token', 'nexudus.password'],
  ])('%s is refused with the command to use, and not repeated', (_, json, path, name) => {
    const [line, ...others] = problems(json);
    expect(line).toBe(
      `${path}: a secret does not belong in a profile. Take it out and run: npm run credentials -- set ${name} --profile p.json`,
    );
    expect(others).toEqual([]);
  });

  it('in an address is not repeated either', () => {
    const [line] = problems({
      site,
      provider: { ...nexudus, baseUrl: 'https://me:hunter2@spaces.nexudus.com' },
    });
    expect(line).toMatch(/^provider\.baseUrl: has a user name or a password in it\./);
    expect(line).not.toContain('hunter2');
  });
});

describe('a profile file', () => {
  const read = (content: string | Buffer) => {
    const file = join(tempFolder(), 'p.json');
    writeFileSync(file, content);
    return readProfile(file);
  };

  it('is read, also with a byte order mark', () => {
    expect(read(JSON.stringify(base)).provider).toEqual(nexudus);
    expect(read(`\uFEFF${JSON.stringify(base)}`).provider).toEqual(nexudus);
  });

  it('that is missing, or a folder, is said so', () => {
    const folder = tempFolder();
    expect(() => readProfile(join(folder, 'none.json'))).toThrow(
      /The profile .*none\.json cannot be read: ENOENT/,
    );
    expect(() => readProfile(folder)).toThrow(/cannot be read: EISDIR/);
  });

  it.each([
    '',
    '{',
    '{"provider": {"password": hunter2}}',
    '{"provider": {"password": "hunter2",}}',
    '{"provider": {"password": "hunter2"',
    "{'password': 'hunter2'}",
    '{"a": "hunter2\n"}',
    'hunter2',
  ])('that is not JSON is said so, without repeating it (%j)', (content) => {
    let message = '';
    try {
      read(content);
    } catch (error) {
      message = (error as Error).message;
      expect(error).toBeInstanceOf(ProfileError);
    }
    expect(message).toMatch(/^The profile .*p\.json is not JSON: ./);
    expect(message).not.toMatch(/unter/);
  });
});

describe('the published schema', () => {
  it('is what the kiosk checks with', () => {
    const published = new URL('../../../../resources/profile.schema.json', import.meta.url);
    expect(readFileSync(published, 'utf8')).toBe(profileSchemaFile());
  });
});
