// Gathers every texts.json (the modules' and the browser's own) and writes compiled/words/PART.LANGUAGE.json as parsed
// messages, so that no parser runs in the browser, also in the pseudo-language "xx" (+40 % length, shows forgotten
// strings), and the type of all keys. Refuses a key that stands in two files, a missing language and a message that
// cannot be read. Of the program's words only those come along that the browser looks up itself (may_be_looked_up); all
// others arrive ready in the user's language.
import { globSync } from './files.mjs';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const languages = ['de', 'nl', 'en'];
/// Which part of the words a key of a file belongs to; shell/words.ts loads them. A folder of modules/ is a part of its
/// own, and so are ui/lists and ui/forms. `records` are the program's words for fields and codes, `parameters` those for what a house can set.
function part_of(file) {
  const [room, folder, module] = file.split('/');
  if (room === 'src') return module === 'parameters' ? 'parameters' : 'records';
  return file === 'ui/texts.json' ? 'frame' : folder === 'modules' ? module : folder;
}

const problems = [];
const words = new Map();
const own_files = [
  join(here, '..', 'texts.json'),
  ...['modules', 'lists', 'forms'].flatMap((folder) => globSync(join(here, '..', folder), 'texts.json')),
];
for (const file of [...globSync(join(root, 'src'), 'texts.json'), ...own_files]) {
  let content;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (reason) {
    problems.push(`${relative(root, file)}: ${reason.message}`);
    continue;
  }
  for (const [key, text] of Object.entries(content)) {
    if (words.has(key)) problems.push(`${key} stands in ${relative(root, file)} and ${words.get(key).file}`);
    for (const language of languages) if (!text[language]) problems.push(`${key}: no ${language}`);
    words.set(key, { ...text, file: relative(root, file) });
  }
}

// A small table of what the compiled form needs: locations are dropped, they only serve error messages.
function compile(key, text) {
  try {
    const tree = parse(text, { captureLocation: false, shouldParseSkeletons: true, requiresOtherClause: true });
    return tree.length === 1 && tree[0].type === TYPE.literal ? tree[0].value : tree;
  } catch (reason) {
    problems.push(`${key}: ${reason.message} in "${text}"`);
    return text;
  }
}

const code = ['api', 'forms', 'lists', 'modules', 'parts', 'shell']
  .flatMap((folder) => ['.ts', '.tsx'].flatMap((ending) => globSync(join(here, '..', folder), ending)))
  .filter((file) => !file.endsWith('_test.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const keys_named = new Set([...code.matchAll(/['"`]([a-z_]+\.[\w.:-]+)['"`]/g)].map(([, key]) => key));
const beginnings_named = [...code.matchAll(/`([a-z_]+\.[\w.-]*)\$\{/g)].map(([, beginning]) => beginning);
const tables = new Set(
  [...readFileSync(join(root, 'schema.sql'), 'utf8').matchAll(/CREATE TABLE (\w+)/g)].map(([, table]) => table),
);

/// The browser's own words; the program's that its code names, whole or by their beginning (`permission.${name}`); and what
/// RECORD.FIELD and its codes are called, which forms and the history look up by the names that they are told. Such a word
/// is told as it stands, never filled in.
function may_be_looked_up(key, file, message) {
  if (file.startsWith('ui/') || keys_named.has(key)) return true;
  if (typeof message !== 'string') return false;
  return beginnings_named.some((beginning) => key.startsWith(beginning)) || tables.has(key.split('.')[0]);
}

const accents = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', A: 'Á', E: 'É', I: 'Í', O: 'Ó', U: 'Ú' };
function lengthen(tree) {
  if (typeof tree === 'string') {
    const filling = '~'.repeat(Math.max(1, Math.ceil(tree.length * 0.4)));
    return `[${tree.replace(/[aeiouAEIOU]/g, (letter) => accents[letter])}${filling}]`;
  }
  return tree.map((part) => {
    if (part.type === TYPE.literal) return { ...part, value: lengthen(part.value) };
    if (part.options) {
      const options = {};
      for (const [name, option] of Object.entries(part.options))
        options[name] = { ...option, value: lengthen(option.value) };
      return { ...part, options };
    }
    return part;
  });
}

const keys = [];
const parts = {};
for (const key of [...words.keys()].sort()) {
  const { file, ...text } = words.get(key);
  const messages = Object.fromEntries(languages.map((language) => [language, compile(key, text[language] ?? '')]));
  if (!may_be_looked_up(key, file, messages.de)) continue;
  keys.push(key);
  const part = (parts[part_of(file)] ??= { de: {}, nl: {}, en: {}, xx: {} });
  for (const language of languages) part[language][key] = messages[language];
  part.xx[key] = lengthen(part.en[key]);
}
if (problems.length) {
  console.error(problems.join('\n'));
  process.exit(1);
}
const out = join(here, '..', 'compiled');
rmSync(join(out, 'words'), { recursive: true, force: true });
mkdirSync(join(out, 'words'), { recursive: true });
for (const [part, catalogues] of Object.entries(parts)) {
  for (const [language, catalogue] of Object.entries(catalogues))
    writeFileSync(join(out, 'words', `${part}.${language}.json`), JSON.stringify(catalogue));
}
const own = keys.filter((key) => words.get(key).file.startsWith('ui'));
writeFileSync(
  join(out, 'keys.ts'),
  `// Made by scripts/texts.mjs. Own: keys of ui/**/texts.json, checked at every use. Others come from the modules.\n`
    + `export type OwnKey =\n${own.map((key) => `  | '${key}'`).join('\n')};\n`
    + `export type Part = ${Object.keys(parts)
      .map((part) => `'${part}'`)
      .join(' | ')};\n`,
);
console.log(`texts: ${keys.length} keys in ${languages.length} languages and ${Object.keys(parts).length} parts`);
