import type { Community, Company, Person } from '../people/people.ts';

/** Ids are the same in every run; each kind has its own, so that one cannot pass for another. */
const uuid = (kind: string, number: number): string =>
  `${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const network = { id: uuid('4e7a0001', 1), title: 'Harbour Works' };

export const location = {
  id: uuid('10ca7103', 1),
  title: 'Harbour Works',
  address: 'Rua da Cintura do Porto 12, Lisboa',
  description: 'A coworking space by the water',
  email: 'hello@harbour.example',
  timezoneId: 'Europe/Lisbon',
  locale: 'en',
  currencyCode: 'EUR',
  networkRef: network.id,
  createDate: '2021-03-01T09:00:00.000Z',
};

const companyId = (company: Company): string => uuid('c0a9a117', company.number);

/** Spacebring, OpenAPI, components/schemas/company. */
function companyRecord(company: Company) {
  return {
    id: companyId(company),
    title: company.title,
    legalName: `${company.title}, Lda.`,
    locationRef: location.id,
    billingAddress: 'Rua da Cintura do Porto 12, Lisboa',
    taxId: `PT5${String(company.number).padStart(8, '0')}`,
    notes: 'Pays late in August.',
    metadata: {},
    credits: { expiring: 0, permanent: company.number },
    dayPasses: { expiring: 0 },
    createDate: '2023-09-04T08:00:00.000Z',
  };
}
export type CompanyRecord = ReturnType<typeof companyRecord>;

/**
 * Spacebring, OpenAPI, components/schemas/membership: nobody can be visited by its `id`, the host is `userRef`,
 * and one who was never approved, has left or is no member is in the list as well.
 */
function membershipRecord(person: Person) {
  const { number, standing, company } = person;
  const userRef = uuid('05e70001', number);
  return {
    id: uuid('3e3be701', number),
    userRef,
    user: {
      id: userRef,
      name: person.given,
      ...(person.family === undefined ? {} : { surname: person.family }),
      email: person.email,
      phoneNumber: person.phone,
    },
    ...(company ? { companyRef: companyId(company), companyRole: 'member' } : {}),
    role: 'member',
    type: standing === 'outsider' ? 'nonmember' : 'member',
    status: standing === 'applicant' ? 'requested' : 'approved',
    locationRef: location.id,
    notes: `Door code ${person.accessPin}`,
    metadata: {},
    credits: { expiring: 0, permanent: 10 },
    dayPasses: { expiring: 2 },
    createDate: '2024-01-08T09:00:00.000Z',
    ...(standing === 'former' ? { deleteDate: '2025-03-31T22:00:00.000Z' } : {}),
  };
}
export type MembershipRecord = ReturnType<typeof membershipRecord>;

/** Who signs in for the kiosk with OAuth2: an administrator of the location, and in no list of its members. */
export const reception: MembershipRecord = {
  ...membershipRecord({
    number: 0,
    given: 'Harbour',
    family: 'Reception',
    fullName: 'Harbour Reception',
    standing: 'current',
    email: 'reception@harbour.example',
    phone: '+351210000000',
    accessPin: '000000',
    born: '1990-01-01',
  }),
  role: 'admin',
};

export interface Directory {
  readonly companies: readonly CompanyRecord[];
  readonly memberships: readonly MembershipRecord[];
}

export const directoryOf = ({ companies, people }: Community): Directory => ({
  companies: companies.map(companyRecord),
  memberships: people.map(membershipRecord),
});

/** Everybody who can be visited. */
export const visitable = ({ memberships }: Directory): MembershipRecord[] =>
  memberships.filter((one) => one.type === 'member' && isCurrent(one));

/** Who may act or be asked for at the location; undefined for one who never could, or no longer can. */
export function memberOf(
  { memberships }: Directory,
  userRef: string,
): MembershipRecord | undefined {
  if (userRef === reception.userRef) return reception;
  const one = memberships.find((membership) => membership.userRef === userRef);
  return one && isCurrent(one) ? one : undefined;
}

const isCurrent = ({ status, deleteDate }: MembershipRecord): boolean =>
  status === 'approved' && deleteDate === undefined;
