import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Profile, profile, providerKind } from '#shared/domain/profile.ts';
import { vendorKinds, vendors } from '#shared/domain/vendors/vendors.ts';

/** A profile that cannot be used. Its message names each setting by its path, what is wrong and what would be right. */
export class ProfileError extends Error {
  override name = 'ProfileError';
}

/**
 * Reads a kiosk's profile.
 * @param file a JSON file as described by resources/profile.schema.json
 * @throws ProfileError
 */
export function readProfile(file: string): Profile {
  let source: string;
  try {
    source = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new ProfileError(`The profile ${file} cannot be read: ${(error as Error).message}`);
  }
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    throw new ProfileError(`The profile ${file} is not JSON: ${withoutQuote(error as Error)}.`);
  }
  return checkProfile(json, file);
}

/** What JSON.parse complains of, without the piece of the file that it quotes: a secret may stand there. */
function withoutQuote({ message }: Error): string {
  return message.replace(/,? (\.{3})?".*$/s, '');
}

/**
 * Checks what a profile says and fills in what it leaves out.
 * @param file what to call it in messages
 * @throws ProfileError
 */
export function checkProfile(json: unknown, file: string): Profile {
  const secrets = secretsIn(json).map((path) => `${path}: ${secretRefusal(json, file)}`);
  if (secrets.length > 0) throw new ProfileError(report(file, secrets));
  const checked = profile.safeParse(json);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.flatMap((issue) => explain(issue, json));
  throw new ProfileError(report(file, problems));
}

/** What is published as resources/profile.schema.json: the profile's form as JSON Schema, for editors. */
export function profileSchemaFile(): string {
  const schema = { title: 'Profile of a Vestibule kiosk', ...profileSchema() };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function profileSchema(): Setting {
  return z.toJSONSchema(profile, { io: 'input' });
}

function report(file: string, problems: string[]): string {
  return [`The profile ${file} cannot be used:`, ...problems.map((problem) => `  ${problem}`)].join(
    '\n',
  );
}

function explain(issue: z.core.$ZodIssue, json: unknown): string[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const known = settingsKnownAt(issue.path, json).join(', ');
    return issue.keys.map(
      (key) => `${[...issue.path, key].join('.')}: is not a setting. Known here: ${known}.`,
    );
  }
  const problem = problemOf(issue, valueAt(issue.path, json));
  const remedy = remedyAt(issue.path, json);
  return [`${path || 'profile'}: ${problem}.${remedy === undefined ? '' : ` ${remedy}.`}`];
}

function settingsKnownAt(path: readonly PropertyKey[], json: unknown): string[] {
  const setting = settingAt(path, json);
  const keys = asSetting(setting?.propertyNames)?.enum ?? Object.keys(setting?.properties ?? {});
  return keys.map(String).filter((key) => key !== '$schema');
}

/** What would be right: the description of the setting, or of the nearest one around it. */
function remedyAt(path: readonly PropertyKey[], json: unknown): string | undefined {
  const described = settingAt(path, json)?.description;
  return described ?? (path.length > 0 ? remedyAt(path.slice(0, -1), json) : undefined);
}

function problemOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'custom') return issue.message;
  if (value === undefined) return 'is missing';
  if (issue.code === 'invalid_type' && issue.expected !== 'int')
    return `is ${nameOf(value)}, not ${article(issue.expected)}`;
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union')
    return `is ${JSON.stringify(value)}`;
  return issue.message;
}

const article = (type: string) => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return article(Array.isArray(value) ? 'array' : typeof value);
}

function valueAt(path: readonly PropertyKey[], json: unknown): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    json,
  );
}

type Setting = z.core.JSONSchema.BaseSchema;

/** The published description of a setting, found by walking the schema along its path. */
function settingAt(path: readonly PropertyKey[], json: unknown): Setting | undefined {
  let setting: Setting | undefined = profileSchema();
  for (const [depth, key] of path.entries()) {
    const kind = (valueAt(path.slice(0, depth), json) as { kind?: unknown } | undefined)?.kind;
    setting =
      asSetting(choose(setting, kind)?.properties?.[String(key)]) ??
      asSetting(setting?.additionalProperties) ??
      asSetting(setting?.items);
  }
  const kind = (valueAt(path, json) as { kind?: unknown } | undefined)?.kind;
  return choose(setting, kind);
}

/** Of several forms, the one that the profile's `kind` names. */
function choose(setting: Setting | undefined, kind: unknown): Setting | undefined {
  const forms = setting?.oneOf ?? setting?.anyOf;
  return (
    forms?.map(asSetting).find((form) => asSetting(form?.properties?.kind)?.const === kind) ??
    setting
  );
}

function asSetting(schema: unknown): Setting | undefined {
  return typeof schema === 'object' && schema !== null ? (schema as Setting) : undefined;
}

const secretKey =
  /pass(word|wd|phrase|code)?$|secret|token|credential|api[-_]?key|private[-_]?key|totp|^pin$/i;

function secretsIn(json: unknown, path: string[] = []): string[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) =>
    secretKey.test(key) ? [[...path, key].join('.')] : secretsIn(value, [...path, key]),
  );
}

function secretRefusal(json: unknown, file: string): string {
  const provider = profile.shape.provider.safeParse((json as { provider?: unknown }).provider);
  const kind = provider.success
    ? providerKind(provider.data)
    : (json as { provider?: { kind?: unknown } }).provider?.kind;
  const vendor = vendorKinds.find((one) => one === kind) ?? vendorKinds[0];
  const [name] = vendors[vendor].secretNames;
  return `a secret does not belong in a profile. Take it out and run: npm run credentials -- set ${name} --profile ${file}`;
}
