// A million made-up customers without memory: each is computed from its place in the order of names. What was created,
// changed or deleted since the start stands beside them in small lists.
export const total = Number(process.env.MOCK_CUSTOMERS ?? 1_000_000);

const ends = [
  'mann',
  'meier',
  'berg',
  'feld',
  'hoff',
  'bach',
  'stein',
  'brink',
  'dijk',
  'veld',
  'huis',
  'horst',
  'kamp',
  'wald',
  'ler',
  'ner',
  'ing',
  'sen',
  'mark',
  'haus',
];
const starts = [
  'Acker',
  'Alten',
  'Bauer',
  'Birken',
  'Bosch',
  'Brand',
  'Dahl',
  'Eich',
  'Fisch',
  'Gärtner',
  'Hansen',
  'Immen',
  'Jäger',
  'Koch',
  'Linden',
  'Müller',
  'Neu',
  'Oster',
  'Rosen',
  'Schmier',
];
const fixed = [
  'Müller',
  'Muller',
  'Schmidt',
  'de Vries',
  'Jansen',
  'Weber',
  'Bakker',
  'Visser',
  'Smit',
  'Fischer',
  'Schneider',
  'Huber',
  'Gruber',
  'Peeters',
  'Maes',
  'Zimmermann',
];
const first = [
  'Anna',
  'Anneke',
  'Annika',
  'Bernd',
  'Birgit',
  'Carla',
  'Christian',
  'Daan',
  'Dörte',
  'Elke',
  'Emma',
  'Erik',
  'Femke',
  'Frank',
  'Gerda',
  'Hannah',
  'Hendrik',
  'Ingrid',
  'Jan',
  'Johanna',
  'Jürgen',
  'Karin',
  'Klaus',
  'Lars',
  'Lena',
  'Lotte',
  'Maria',
  'Markus',
  'Matthias',
  'Nele',
  'Nora',
  'Oliver',
  'Otto',
  'Petra',
  'Pieter',
  'Ralf',
  'Renate',
  'Sabine',
  'Sofie',
  'Stefan',
  'Sven',
  'Thea',
  'Thomas',
  'Ursula',
  'Uwe',
  'Vera',
  'Willem',
  'Wolfgang',
  'Yvonne',
  'Zoë',
];
const streets = [
  'Hauptstraße',
  'Bahnhofstraße',
  'Lindenweg',
  'Dorpsstraat',
  'Kerkstraat',
  'Am Markt',
  'Ringstraße',
  'Stationsweg',
];
const towns = [
  ['DE', '50667', 'Köln'],
  ['DE', '10115', 'Berlin'],
  ['NL', '1012', 'Amsterdam'],
  ['NL', '3511', 'Utrecht'],
  ['AT', '1010', 'Wien'],
  ['BE', '2000', 'Antwerpen'],
  ['CH', '8001', 'Zürich'],
  ['DE', '20095', 'Hamburg'],
];

export const fold = (text) =>
  String(text ?? '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();

const surnames = [...new Set([...fixed, ...starts.flatMap((start) => ends.map((end) => start + end))])]
  .sort((a, b) => (fold(a) < fold(b) ? -1 : 1))
  .slice(0, 400);
while (surnames.length < 400) surnames.push(`Zz${surnames.length}`);
const per_surname = total / surnames.length;
const per_pair = per_surname / first.length;
const step = 7919;
let inverse = 1;
for (let guess = 1n; guess < BigInt(total); guess += 1n)
  if ((guess * BigInt(step)) % BigInt(total) === 1n) {
    inverse = Number(guess);
    break;
  }

const number_of = (rank) => 10_000 + Number((BigInt(rank) * BigInt(step)) % BigInt(total));
export const rank_of_number = (number) => Number((BigInt(number - 10_000) * BigInt(inverse)) % BigInt(total));

/// Id of the customer at a place of the original order: its place plus one.
export function original(rank) {
  const surname = surnames[Math.floor(rank / per_surname)];
  const given = first[Math.floor((rank % per_surname) / per_pair)];
  const [country, postcode, town] = towns[(rank * 31) % towns.length];
  const number = number_of(rank);
  const prefix = surname.startsWith('de ') ? 'de' : null;
  const name = prefix ? surname.slice(3) : surname;
  const company = rank % 41 === 7;
  return {
    id: rank + 1,
    version: 1,
    number,
    debtor_number: number,
    kind: company ? 'company' : 'private',
    category: rank % 3 ? null : 'A',
    first_contact_on: `20${10 + (rank % 15)}-0${1 + (rank % 9)}-1${rank % 9}`,
    created_at: '2024-03-01T09:00:00Z',
    changed_at: `2026-0${1 + (rank % 9)}-1${rank % 9}T1${rank % 9}:30:00Z`,
    matchcode: `${name}*${given}`.toUpperCase(),
    salutation: given.endsWith('a') || given.endsWith('e') ? 'Frau' : 'Herr',
    title: rank % 29 ? null : 'Dr.',
    first_name: given,
    name_prefix: prefix,
    name,
    addition: company ? 'GmbH & Co. KG' : null,
    letter_salutation: `Sehr geehrte Damen und Herren`,
    street: streets[rank % streets.length],
    house_number: String(1 + (rank % 120)),
    house_number_suffix: rank % 17 ? null : 'a',
    postcode,
    town,
    country,
    code1: rank % 11 ? null : `C${rank % 900}`,
    phone_private: `+49 221 555 0${String(rank % 1000).padStart(3, '0')}`,
    phone_mobile: null,
    email: `${fold(given).replace(/ /g, '')}.${fold(name).replace(/ /g, '')}${rank % 97}@example.org`,
    birth_date: `19${50 + (rank % 49)}-0${1 + (rank % 9)}-2${rank % 9}`,
    gender: given.endsWith('a') || given.endsWith('e') ? 'female' : 'male',
    language: country === 'NL' ? 'nl' : 'de',
    last_purchase_on: rank % 5 ? `2026-0${1 + (rank % 9)}-0${1 + (rank % 9)}` : null,
    booking_block: rank % 53 === 5,
    hidden_in_search: false,
  };
}

const key = (record) =>
  `${fold([record.name_prefix, record.name].filter(Boolean).join(' '))}\u0001${fold(record.first_name)}\u0001${String(record.number).padStart(9, '0')}`;
const surname_keys = surnames.map(fold);
const first_keys = first.map(fold);

const beside = new Map(); // id -> record, changed or created since the start
const gone = new Set();
let next_id = total + 1;
let extras = []; // records of `beside` in the order of names
let hidden = []; // original ranks that no longer stand at their place
const rebuild = () => {
  extras = [...beside.values()].filter((record) => !gone.has(record.id)).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  hidden = [...new Set([...beside.keys(), ...gone])]
    .filter((id) => id <= total)
    .map((id) => id - 1)
    .sort((a, b) => a - b);
};

export const find = (id) =>
  gone.has(id) ? undefined : (beside.get(id) ?? (id >= 1 && id <= total ? original(id - 1) : undefined));
export const find_even_gone = (id) => beside.get(id) ?? original(id - 1);
export function put(record) {
  beside.set(record.id, record);
  gone.delete(record.id);
  rebuild();
}
export function remove(id) {
  beside.set(id, find(id));
  gone.add(id);
  rebuild();
}
export function restore(record) {
  gone.delete(record.id);
  put(record);
}
export const new_id = () => next_id++;
export const changed_lately = () => [...extras].sort((a, b) => (a.changed_at < b.changed_at ? 1 : -1));

/// Original ranks that match "surname prefix" or "surname*first": a few runs.
function runs_of(filter) {
  if (!filter) return [[0, total]];
  const [last, given] = filter.split('*').map(fold);
  const runs = [];
  surname_keys.forEach((surname, s) => {
    const begin = s * per_surname;
    if (given !== undefined && given !== '') {
      if (!surname.startsWith(last)) return;
      first_keys.forEach((one, f) => {
        if (one.startsWith(given)) runs.push([begin + f * per_pair, begin + (f + 1) * per_pair]);
      });
    } else if (surname.startsWith(last)) runs.push([begin, begin + per_surname]);
    else if (last.startsWith(`${surname} `))
      first_keys.forEach((one, f) => {
        if (`${surname} ${one}`.startsWith(last)) runs.push([begin + f * per_pair, begin + (f + 1) * per_pair]);
      });
  });
  return runs;
}

const matches = (record, filter) => {
  if (!filter) return true;
  const [last, given] = filter.split('*').map(fold);
  return (
    fold([record.name_prefix, record.name].filter(Boolean).join(' ')).startsWith(last)
    && (!given || fold(record.first_name).startsWith(given))
  );
};

function view(filter) {
  const runs = runs_of(filter);
  const size = runs.reduce((sum, [from, to]) => sum + to - from, 0);
  const place = (rank) => {
    let sum = 0;
    for (const [from, to] of runs) {
      if (rank < from) return sum;
      if (rank < to) return sum + rank - from;
      sum += to - from;
    }
    return sum;
  };
  const out = hidden.filter((rank) => runs.some(([from, to]) => rank >= from && rank < to)).map(place);
  const rank_at = (index) => {
    let left = index;
    for (const [from, to] of runs) {
      if (left < to - from) return from + left;
      left -= to - from;
    }
    return -1;
  };
  const ins = extras
    .filter((record) => matches(record, filter))
    .map((record) => {
      let low = 0;
      let high = size;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (key(original(rank_at(middle))) < key(record)) low = middle + 1;
        else high = middle;
      }
      return { record, before: low - out.filter((one) => one < low).length };
    });
  ins.forEach((one, index) => {
    one.place = one.before + index;
  });
  const count = size - out.length + ins.length;
  const at = (offset) => {
    const here = ins.find((one) => one.place === offset);
    if (here) return here.record;
    let index = offset - ins.filter((one) => one.place < offset).length;
    for (const one of out) if (one <= index) index += 1;
    return original(rank_at(index));
  };
  return { count, at };
}

export const count = (filter) => view(filter).count;

export function list({ filter, order, direction, offset, limit, start }) {
  if (order === 'number')
    return {
      offset,
      rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) =>
        original(rank_of_number(10_000 + (direction === 'desc' ? total - 1 - offset - i : offset + i))),
      ),
    };
  if (order === 'changed_at') {
    const lately = changed_lately();
    return {
      offset,
      rows: Array.from(
        { length: Math.min(limit, total - offset) },
        (_, i) => lately[offset + i] ?? original(((offset + i) * 97) % total),
      ),
    };
  }
  const rows = view(filter);
  let from = offset;
  if (start) {
    const wanted = fold(start.replace('*', ' '));
    const plain = (record) => key(record).replaceAll('\u0001', ' ');
    let low = 0;
    let high = rows.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (plain(rows.at(middle)) < wanted) low = middle + 1;
      else high = middle;
    }
    from = low;
  }
  const place = (index) => (direction === 'desc' ? rows.count - 1 - index : index);
  return {
    offset: from,
    rows: Array.from({ length: Math.max(0, Math.min(limit, rows.count - from)) }, (_, i) => rows.at(place(from + i))),
  };
}

export function search(text, limit) {
  const wanted = text.trim();
  const hits = (records, matched) =>
    records
      .filter(Boolean)
      .slice(0, limit)
      .map((record) => ({ record, matched }));
  if (/^#?\d{5,9}$/.test(wanted)) {
    const number = Number(wanted.replace('#', ''));
    const found = [...beside.values()].find((record) => record.number === number && !gone.has(record.id));
    return hits(
      [found ?? (number >= 10_000 && number < 10_000 + total ? find(rank_of_number(number) + 1) : undefined)],
      'number',
    );
  }
  if (wanted.startsWith('@') || wanted.includes('@'))
    return hits(
      list({ filter: wanted.replace('@', '').split(/[.@]/).reverse()[0], offset: 0, limit, direction: 'asc' }).rows,
      'email',
    );
  const rows = list({ filter: wanted, offset: 0, limit, direction: 'asc' }).rows;
  const exact = hits(rows, wanted.includes('*') ? 'matchcode' : 'name');
  if (exact.length >= limit || wanted.length < 5) return exact;
  const like = list({ filter: wanted.slice(0, 4), offset: 0, limit: 5, direction: 'asc' }).rows;
  const seen = new Set(exact.map(({ record }) => record.id));
  return [
    ...exact,
    ...hits(
      like.filter(({ id }) => !seen.has(id)),
      'similar',
    ),
  ].slice(0, limit);
}
