// Take-over files in the stand-in server: reads simple CSV, proposes columns by name, rehearses and runs.
import { fields } from './customers.mjs';
import * as people from './people.mjs';
import { now, refuse, start_job, state } from './state.mjs';

const similar = {
  surname: 'name',
  last_name: 'name',
  nachname: 'name',
  achternaam: 'name',
  given_name: 'first_name',
  vorname: 'first_name',
  voornaam: 'first_name',
  plz: 'postcode',
  zipcode: 'postcode',
  zip: 'postcode',
  ort: 'town',
  city: 'town',
  suburb: 'town',
  dob: 'birth_date',
  date_of_birth: 'birth_date',
  mail: 'email',
  'e-mail': 'email',
  kundennummer: 'number',
  address_1: 'street',
  street_number: 'house_number',
};

function split(line, separator) {
  const cells = [''];
  let quoted = false;
  for (const sign of line) {
    if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) cells.push('');
    else cells[cells.length - 1] += sign;
  }
  return cells.map((cell) => cell.trim());
}

function shape(file) {
  const lines = file.text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter(Boolean);
  const separator = file.dialect.separator ?? [';', '\t', ','].find((one) => lines[0].includes(one)) ?? ',';
  file.dialect.separator = separator;
  file.headings = split(lines[0], separator);
  file.rows = lines.slice(1).map((line) => split(line, separator));
  file.columns = file.headings.map((heading, place) => {
    const plain = heading.toLowerCase();
    const exact = fields.find((field) => field.name === plain)?.name;
    const given = file.mapping[heading];
    const field = given !== undefined ? given || null : (exact ?? similar[plain] ?? null);
    return {
      heading,
      sample: file.rows.slice(0, 3).map((row) => row[place] ?? ''),
      field,
      score: exact || given ? 100 : field ? 75 : 0,
    };
  });
  return file;
}

const public_import = ({ text: _t, rows, headings: _h, mapping: _m, ...file }) => ({
  ...file,
  rows_estimate: rows.length,
  fields: fields.filter((field) => !field.read_only).map(({ name, required }) => ({ name, required })),
  mappings: [...state.mappings.keys()],
});

/// Whoever has the same name and first name, among the customers or further up in the file.
function similar_to(values, line, seen) {
  const key = `${values.name}*${values.first_name ?? ''}`;
  const points = { last_name: 17, first_name: 14 };
  if (seen.has(key)) return { number: null, line: seen.get(key), name: key.replace('*', ', '), score: 82, points };
  seen.set(key, line);
  const found = values.first_name ? people.search(key, 1)[0]?.record : undefined;
  if (!found || found.name !== values.name || found.first_name !== values.first_name) return undefined;
  return { number: found.number, line: null, name: `${found.name}, ${found.first_name}`, score: 91, points };
}

function outcome(file) {
  const mapped = file.columns.map((column, place) => [column.field, place]).filter(([field]) => field);
  const result = { new: 0, changed: 0, unchanged: 0, refused: 0, duplicates: 0, created: {}, sample: [] };
  const seen = new Map();
  file.rows.forEach((row, index) => {
    const values = Object.fromEntries(mapped.map(([field, place]) => [field, row[place] ?? '']));
    const known = values.number ? people.search(`#${values.number}`, 1)[0]?.record : undefined;
    const issues = values.name ? [] : [{ field: 'name', message: 'Der Name fehlt.' }];
    const differences = known
      ? Object.entries(values)
          .filter(([name, value]) => value !== '' && String(known[name] ?? '') !== value)
          .map(([field, after]) => ({ field, before: known[field] ?? null, after }))
      : [];
    const similar = issues.length || known ? undefined : similar_to(values, index + 2, seen);
    const of_known = differences.length ? 'changed' : 'unchanged';
    const kind = issues.length ? 'refused' : known ? of_known : similar ? 'duplicate' : 'new';
    result[kind === 'duplicate' ? 'duplicates' : kind] += 1;
    if (result.sample.length < 40)
      result.sample.push({
        line: index + 2,
        state: kind,
        values,
        differences,
        issues,
        ...(similar ? { similar } : {}),
      });
  });
  return result;
}

const find = (id) => state.imports[id - 1] ?? refuse(404, 'Diese Übernahme gibt es nicht.');

export const imports = {
  'GET /imports': () => ({
    imports: state.imports
      .filter((file) => file.result)
      .map(({ id, what, file_name, created_at, result, change_event }) => ({
        id,
        what,
        file_name,
        created_at,
        result,
        change_event,
      }))
      .reverse(),
  }),
  'POST /imports': ({ query, raw }) => {
    const file = {
      id: state.imports.length + 1,
      what: query.get('what'),
      file_name: query.get('file_name'),
      bytes: raw.length,
      dialect: { encoding: 'utf-8', header: true, quote: '"', decimal: '.' },
      options: {},
      mapping: {},
      text: raw.toString('utf8'),
      created_at: now(),
    };
    if (!file.text.trim()) refuse(422, 'Die Datei ist leer.', { issues: [] });
    state.imports.push(shape(file));
    return { status: 201, json: public_import(file) };
  },
  'PATCH /imports/:id': ({ id, body }) => {
    const file = find(id);
    Object.assign(file.dialect, body.dialect);
    Object.assign(file.mapping, body.mapping, state.mappings.get(body.use_mapping)?.mapping);
    Object.assign(file.options, body.options);
    return public_import(shape(file));
  },
  'POST /imports/:id/previews': ({ id }) =>
    start_job('import_preview', `Probelauf ${find(id).file_name}`, find(id).rows.length || 1, 600, () => ({
      result: outcome(find(id)),
    })),
  'POST /imports/:id/runs': ({ id, user }) => {
    const file = find(id);
    return start_job('import', `Übernahme ${file.file_name}`, file.rows.length || 1, 1200, () => {
      const result = outcome(file);
      for (const row of result.sample.filter((one) => one.state === 'new')) {
        const number = people.new_id();
        people.put({
          kind: 'private',
          ...row.values,
          id: number,
          version: 1,
          number: 10_000 + number - 1,
          created_at: now(),
          changed_at: now(),
          matchcode: `${row.values.name}*${row.values.first_name ?? ''}`,
        });
      }
      state.events.push({
        id: state.events.length + 1,
        at: now(),
        by: user.display_name,
        kind: 'import',
        customer: 1,
        undone_by: null,
        undo_of: null,
        may_undo: true,
        changes: [],
      });
      file.result = result;
      file.change_event = state.events.length;
      return { result: { ...result, sample: undefined, change_event: file.change_event } };
    });
  },
  'GET /imports/:id/refused': ({ id }) => ({
    file: 'abgelehnt.csv',
    content: `line,column,value,reason\n${outcome(find(id))
      .sample.filter((row) => row.state === 'refused')
      .map((row) => `${row.line},name,,Der Name fehlt.`)
      .join('\n')}\n`,
  }),
  'GET /imports/:id/duplicates': ({ id }) => ({
    file: 'dubletten.csv',
    content: `line,similar_customer,similar_line,score\n${outcome(find(id))
      .sample.filter((row) => row.similar)
      .map(({ line, similar }) => `${line},${similar.number ?? ''},${similar.line ?? ''},${similar.score}`)
      .join('\n')}\n`,
  }),
  'GET /import-mappings/:name': ({ name }) => state.mappings.get(name) ?? refuse(404, 'Diese Zuordnung gibt es nicht.'),
  'PUT /import-mappings/:name': ({ name, body }) => {
    state.mappings.set(name, body);
    return body;
  },
  'DELETE /import-mappings/:name': ({ name }) => {
    state.mappings.delete(name);
    return { status: 204 };
  },
};
