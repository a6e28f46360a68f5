import type { Community, Person } from '../people/people.ts';

/** The one location. */
export const BUSINESS_ID = 1234;
export const BUSINESS_NAME = 'Harbour Works';

/** Nexudus, REST API, Get businesses; the time zone is a Windows one behind an Id, not an IANA name. */
export const business = {
  Id: BUSINESS_ID,
  UniqueId: '5f0c7a52-61b5-4a7e-9f0e-0d5b6f3c1234',
  Name: BUSINESS_NAME,
  WebAddress: 'harbourworks',
  RootLocationId: null,
  SimpleTimeZoneId: 2013,
  SpaceWebsiteLanguageCulture: 'en-GB',
  CountryId: 1172,
  CountryName: 'Portugal',
  CurrencyId: 3006,
  CurrencyCode: 'EUR',
  Address: 'Rua da Cintura do Porto 12, Lisboa',
  Phone: '+351210000000',
  EmailContact: 'hello@harbour.example',
  TermsAndConditions: null,
  PrivacyPolicyUrl: null,
  LogoFileName: null,
  NexIoBannerImageFileName: null,
  CreatedOn: '2021-03-01T09:00:00Z',
  UpdatedOn: '2025-06-02T08:30:00Z',
  UpdatedBy: 'owner@harbour.example',
  IsNew: false,
  SystemId: null,
};

const FIRST_COWORKER = 1_400_000;
export const coworkerId = (person: Person): number => FIRST_COWORKER + person.number;

/**
 * Nexudus, REST API, Get coworkers: rows hold far more than a kiosk may keep, and leave arrays to the single read.
 */
function coworker(person: Person) {
  const company = person.company?.title ?? null;
  const id = coworkerId(person);
  return {
    Id: id,
    UniqueId: `0c0ffee0-0000-4000-8000-${String(id).padStart(12, '0')}`,
    CoworkerType: 1,
    FullName: person.fullName,
    Email: person.email,
    CompanyName: company,
    BillingName: company ?? person.fullName,
    BillingEmail: person.email,
    MobilePhone: person.phone,
    LandLine: null,
    Position: null,
    BusinessArea: null,
    NickName: null,
    AvatarFileName: null,
    ProfileIsPublic: false,
    Active: person.standing === 'current',
    DateOfBirth: `${person.born}T00:00:00Z`,
    AccessPincode: person.accessPin,
    AccessCardId: null,
    InvoicingBusinessId: BUSINESS_ID,
    InvoicingBusinessName: BUSINESS_NAME,
    SimpleTimeZoneId: business.SimpleTimeZoneId,
    CountryId: business.CountryId,
    Businesses: null,
    Teams: null,
    TeamNames: company,
    CreatedOn: '2024-01-08T09:00:00Z',
    UpdatedOn: '2025-06-02T08:30:00Z',
    UpdatedBy: 'owner@harbour.example',
    IsNew: false,
    SystemId: null,
    ToStringText: person.fullName,
  };
}
export type Coworker = ReturnType<typeof coworker>;

export type Directory = ReadonlyMap<number, Coworker>;

/** By Id, in its order. */
export const coworkers = (from: Community): Directory =>
  new Map(from.people.map((person) => [coworkerId(person), coworker(person)]));
