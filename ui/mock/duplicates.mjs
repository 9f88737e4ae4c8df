// Probable duplicates of the stand-in server: a coarse comparison, enough to walk every screen. Words as the program
// would say them.
import * as people from './people.mjs';
import { as_hit } from './customers.mjs';
import { now, refuse, start_job } from './state.mjs';

const said = {
  name: ['gleicher Nachname', 'zelfde achternaam', 'same last name'],
  first_name: ['gleicher Vorname', 'zelfde voornaam', 'same first name'],
  first_name_like: ['Vorname klingt gleich', 'voornaam klinkt gelijk', 'first name sounds alike'],
  address: ['gleiche Anschrift', 'zelfde adres', 'same address'],
  postcode: ['gleiche Postleitzahl', 'zelfde postcode', 'same postcode'],
  birth_date: ['gleiches Geburtsdatum', 'zelfde geboortedatum', 'same date of birth'],
  birth_date_not: ['anderes Geburtsdatum', 'andere geboortedatum', 'different date of birth'],
  email: ['gleiche E-Mail-Adresse', 'zelfde e-mailadres', 'same e-mail address'],
  phone: ['gleiche Telefonnummer', 'zelfde telefoonnummer', 'same phone number'],
};
const word = (key, language) => said[key][{ de: 0, nl: 1, en: 2 }[language] ?? 0];
const fold = (text) => people.fold(text ?? '').replaceAll(' ', '');
const digits = (text) =>
  String(text ?? '')
    .replace(/\D/g, '')
    .slice(-7);

function reasons(typed, found, language) {
  const points = [];
  const add = (field, value, key = field) => points.push({ field, points: value, text: word(key, language) });
  if (fold(typed.name) === fold(found.name)) add('name', 28);
  if (typed.first_name && found.first_name) {
    if (fold(typed.first_name) === fold(found.first_name)) add('first_name', 22);
    else if (fold(typed.first_name)[0] === fold(found.first_name)[0]) add('first_name', 9, 'first_name_like');
  }
  const street = (one) => fold(one.street).replace(/str(asse|aat)?$/, 'str');
  if (typed.postcode && typed.postcode === found.postcode)
    if (street(typed) && street(typed) === street(found)) add('street', 26, 'address');
    else add('postcode', 11);
  if (typed.birth_date && found.birth_date)
    if (typed.birth_date === found.birth_date) add('birth_date', 20);
    else add('birth_date', -14, 'birth_date_not');
  if (typed.email && fold(typed.email) === fold(found.email)) add('email', 18);
  const phones = (one) =>
    ['phone_private', 'phone_mobile', 'phone_business'].map((name) => digits(one[name])).filter(Boolean);
  if (phones(typed).some((one) => phones(found).includes(one))) add('phone_private', 15, 'phone');
  return points;
}

const score_of = (points) =>
  Math.max(
    0,
    Math.min(
      100,
      points.reduce((sum, one) => sum + one.points, 20),
    ),
  );
const compared = [
  'first_name',
  'name',
  'street',
  'house_number',
  'postcode',
  'town',
  'birth_date',
  'email',
  'phone_private',
];
const apart = new Set();
const pair_key = (a, b) => [a, b].sort((x, y) => x - y).join('-');

function check(typed, language) {
  const rows = people.list({ filter: typed.name, order: 'name', direction: 'asc', offset: 0, limit: 3000 }).rows;
  const candidates = rows
    .filter((one) => one.id !== typed.id && !apart.has(pair_key(one.id, typed.id ?? 0)))
    .map((found) => ({ found, points: reasons(typed, found, language) }))
    .map(({ found, points }) => ({
      customer: as_hit({ record: found, matched: 'name' }),
      found,
      points,
      score: score_of(points),
    }))
    .filter(({ score }) => score >= 75)
    .sort((a, b) => b.score - a.score)
    .slice(0, 10)
    .map(({ found, ...candidate }) => ({
      ...candidate,
      differs: compared
        .filter((field) => typed[field] && found[field] && String(typed[field]) !== String(found[field]))
        .map((field) => ({ field, typed: typed[field], found: found[field] })),
    }));
  return { candidates, looked_at: rows.length, complete: rows.length < 3000 };
}

const scan = { latest: null };
const groups = [];
function make_groups() {
  groups.length = 0;
  for (let place = 0; place < 137; place++) {
    const size = place % 9 === 4 ? 3 : 2;
    const ids = Array.from({ length: size }, (_, step) => 1 + ((place * 7919 + step) % people.total));
    groups.push({ id: place + 1, ids, state: 'open' });
  }
}

function group_view({ id, ids }, language) {
  const records = ids.map((one) => people.find(one)).filter(Boolean);
  const pairs = records.flatMap((a, i) =>
    records.slice(i + 1).map((b) => {
      const points = reasons(a, b, language);
      return { a: a.id, b: b.id, score: score_of(points), points };
    }),
  );
  const members = records.map((record) => ({
    ...as_hit({ record, matched: 'name' }),
    birth_date: record.birth_date,
    version: record.version,
  }));
  return { id, score: Math.max(0, ...pairs.map((pair) => pair.score)), customers: members, pairs };
}

const features = ['last_name', 'first_name', 'birth_date', 'postcode', 'town', 'street', 'email', 'phone'];
const rules = { version: 1, threshold: 85, features: Object.fromEntries(features.map((name) => [name, true])) };

export const mark_done = (ids) => {
  for (const group of groups) if (group.ids.filter((one) => !ids.includes(one)).length < 2) group.state = 'done';
};

export const duplicates = {
  'POST /duplicates/check': ({ body, language }) => check(body, language),
  'POST /duplicates/pairs/distinct': ({ body }) => {
    if (body.customers?.length < 2) refuse(422, 'Zwei Kunden gehören dazu.');
    body.customers.forEach((a, i) => body.customers.slice(i + 1).forEach((b) => apart.add(pair_key(a, b))));
    for (const group of groups) if (group.ids.every((one) => body.customers.includes(one))) group.state = 'done';
    return { change_event: null };
  },
  'DELETE /duplicates/pairs/distinct': ({ query }) => {
    const ids = query.getAll('customers').map(Number);
    ids.forEach((a, i) => ids.slice(i + 1).forEach((b) => apart.delete(pair_key(a, b))));
    for (const group of groups) if (group.ids.every((one) => ids.includes(one))) group.state = 'open';
    return { change_event: null };
  },
  'POST /duplicates/scans': () =>
    start_job('duplicates.scan', 'Dubletten suchen', people.total, 4000, () => {
      make_groups();
      scan.latest = {
        id: (scan.latest?.id ?? 0) + 1,
        at: now(),
        customers: people.total,
        pairs: groups.length + 30,
        groups: groups.length,
        threshold: rules.threshold,
        complete: true,
      };
      return { result: scan.latest };
    }),
  'GET /duplicates/scans/latest': () => ({ json: scan.latest }),
  'GET /duplicates/groups': ({ query, language }) => {
    const rows = groups.filter((one) => one.state === (query.get('state') ?? 'open'));
    const [offset, limit] = [Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 50)];
    return { count: rows.length, rows: rows.slice(offset, offset + limit).map((one) => group_view(one, language)) };
  },
  'GET /duplicates/rules': () => ({ json: rules, version: rules.version }),
  'PUT /duplicates/rules': ({ body }) => {
    Object.assign(rules, body, { version: rules.version + 1 });
    return { json: rules, version: rules.version };
  },
  'POST /duplicates/rules/preview': ({ body, language }) => {
    const on = Object.values(body.features).filter(Boolean).length;
    if (!groups.length) make_groups();
    const sample = groups.slice(0, 3).map((one) => group_view(one, language));
    return { customers: people.total, pairs: 40 * on, groups: 31 * on, complete: true, sample };
  },
};
