// Parameters, captions, choice lists, number ranges and base data of the stand-in server.
import { choices, log_change } from './customers.mjs';
import { refuse, state } from './state.mjs';

const kinds = ['private', 'company', 'agency', 'prospect'];
const none = { de: '', nl: '', en: '' };
const words = (text) => ({ de: text, nl: text, en: text });
const numbered = (name, count) => Array.from({ length: count }, (_, i) => `${name}${i + 1}`);
const own = { code1: 'Clubkarte', status1: 'Stammgast', status2: 'Vereinsmitglied', status5: 'Presse' };
const fields_of_kind = ['window', 'code1', 'code2', ...numbered('free', 5), ...numbered('status', 32)];
const caption = (kind, field) => ({
  name: `caption_${kind ? `${kind}_` : ''}${field}`,
  type: 'captions',
  value: own[field] ? words(own[field]) : none,
  default: none,
  field,
  ...(kind ? { kind } : {}),
});
const yes_no = (name, value) => ({ name, type: 'yes_no', value, default: value });
const set = {
  version: 1,
  groups: [
    {
      name: 'entry',
      parameters: [
        yes_no('first_letters_capital', true),
        yes_no('ask_missing_address', true),
        yes_no('ask_missing_email', false),
        { name: 'locked_fields', type: 'fields', value: [], default: [] },
      ],
    },
    {
      name: 'documents',
      parameters: [
        { name: 'print_copies', type: 'integer', value: 1, default: 1, least: 0, most: 9 },
        { name: 'sender_line', type: 'text', value: '', default: '' },
      ],
    },
    ...kinds.map((kind) => ({
      name: `captions_${kind}`,
      parameters: fields_of_kind.map((field) => caption(kind, field)),
    })),
    { name: 'captions_other', parameters: numbered('passport_free', 5).map((field) => caption('', field)) },
  ],
};
const all = () => set.groups.flatMap((group) => group.parameters);
const ranges = kinds.flatMap((kind, place) =>
  ['customer', 'debtor'].map((target, second) => ({
    id: place * 2 + second + 1,
    version: 1,
    kind,
    target,
    start: 100_001 + place * 200_000,
    gap_search: false,
    same_as_customer: target === 'debtor',
    propose: true,
  })),
);
const lists = new Map();
const list_of = (name) => {
  if (!lists.has(name)) {
    const [de, nl, en] = ['de', 'nl', 'en'].map((language) => choices(language)[name]);
    const entries = de.map(({ code, label }, place) => ({
      code,
      kind: 'all',
      position: place + 1,
      label_de: label,
      label_nl: nl[place].label,
      label_en: en[place].label,
      hidden: false,
      used: place === 0,
    }));
    lists.set(name, { name, version: 1, entries });
  }
  return lists.get(name);
};
const base = {
  postcodes: [{ id: 1, version: 1, country: 'DE', postcode: '50667', town: 'Köln' }],
  banks: [
    { id: 1, version: 1, country: 'DE', bank_code: '37040044', bic: 'COBADEFFXXX', name: 'Commerzbank', town: 'Köln' },
  ],
  operators: [{ id: 1, version: 1, code: 'AGVER', name: 'Agenturabrechnung', remark: null }],
  destinations: [{ id: 1, version: 1, code: 'PMI', name: 'Mallorca', country: 'ES' }],
  'letter-templates': [{ id: 1, version: 1, name: 'Dank', subject: 'Vielen Dank', text: 'Danke, {first_name}!' }],
};
function undoable(user, undo) {
  const event = log_change('settings_changed', 1, {}, {}, user);
  state.events[event - 1].undo = undo;
  return event;
}
const base_of = (what) => base[what] ?? refuse(404, 'Unbekannt');

export const settings = {
  'GET /captions': ({ query }) => ({
    json: {
      ...Object.fromEntries(
        all()
          .filter((one) => one.type === 'captions' && (!one.kind || one.kind === (query.get('kind') ?? 'private')))
          .map((one) => [one.field, one.value.de || null]),
      ),
      mandatory: [],
      locked: all().find((one) => one.name === 'locked_fields').value,
      listed: [],
      absent: [],
      code1_length: 40,
    },
  }),
  'GET /parameters': () => ({ json: set, version: set.version }),
  'PATCH /parameters': ({ body, version, user }) => {
    if (version !== set.version) refuse(412, 'Die Einstellungen wurden inzwischen geändert.');
    const [[name, value]] = Object.entries(body);
    const parameter = all().find((one) => one.name === name) ?? refuse(422, 'Unbekannt');
    const before = parameter.value;
    const put = (next) => {
      parameter.value = next;
      set.version += 1;
    };
    put(value ?? parameter.default);
    return { json: { ...set, change_event: undoable(user, () => put(before)) }, version: set.version };
  },
  'GET /number-ranges': () => ({ json: { ranges } }),
  'PUT /number-ranges/:kind/:target': ({ kind, target, body, user }) => {
    const range = ranges.find((one) => one.kind === kind && one.target === target);
    const before = { ...range };
    Object.assign(range, body, { version: range.version + 1 });
    const undo = () => Object.assign(range, before, { version: range.version + 1 });
    return { json: { ...range, change_event: undoable(user, undo) }, version: range.version };
  },
  'GET /choice-lists': () => ({
    json: { lists: ['mailing_kind', 'payment_kind', 'payment_term', 'title'].map(list_of) },
  }),
  'PUT /choice-lists/:name': ({ name, body, user }) => {
    const list = list_of(name);
    const before = list.entries;
    const put = (entries) => Object.assign(list, { entries, version: list.version + 1 });
    put(body.entries.map((entry, place) => ({ ...entry, position: place + 1, used: Boolean(entry.used) })));
    return { json: { ...list, change_event: undoable(user, () => put(before)) }, version: list.version };
  },
  'GET /base-data/:what': ({ what, query }) => {
    const wanted = (query.get('q') ?? '').toLowerCase();
    const rows = base_of(what).filter((row) => Object.values(row).join(' ').toLowerCase().includes(wanted));
    return { json: { count: rows.length, rows } };
  },
  'POST /base-data/:what': ({ what, body, user }) => {
    const rows = base_of(what);
    const row = { id: rows.length + 1, version: 1, ...body };
    rows.push(row);
    const undo = () => rows.splice(rows.indexOf(row), 1);
    return { status: 201, json: { ...row, change_event: undoable(user, undo) } };
  },
  'PATCH /base-data/:what/:id': ({ what, id, body, user }) => {
    const row = base_of(what).find((one) => one.id === id) ?? refuse(404, 'Unbekannt');
    const before = { ...row };
    Object.assign(row, body, { version: row.version + 1 });
    return { json: { ...row, change_event: undoable(user, () => Object.assign(row, before)) }, version: row.version };
  },
  'DELETE /base-data/:what/:id': ({ what, id, user }) => {
    const rows = base_of(what);
    const [row] = rows.splice(
      rows.findIndex((one) => one.id === id),
      1,
    );
    return { json: { change_event: undoable(user, () => rows.push(row)) } };
  },
};
