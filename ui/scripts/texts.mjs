// Gathers every texts.json (the modules' and the browser's own) and writes compiled/words/PART.LANGUAGE.json as parsed
// messages, so that no parser runs in the browser, also in the pseudo-language "xx" (+40 % length, shows forgotten
// strings), and the type of all keys. Refuses a key that stands in two files, a missing language and a message that
// cannot be read. Words that only the server says (prefixes below) stay out: they arrive ready in the user's language.
import { globSync } from './files.mjs';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const languages = ['de', 'nl', 'en'];
const server_only = [
  ...[
    'error.',
    'cli.',
    'command.',
    'log.',
    'problem.',
    'setting.',
    'warning.',
    'customer.warning_',
    'hangs.',
    'choice.',
    'debit.problem.',
    'dunning.',
    'ticket_paper.',
    'ticket_mail.',
  ],
  ...['imports.', 'merges.', 'letter.', 'renewals.', 'report.', 'events.', 'mail.', 'sending.', 'bulk.'],
];

/// Which part of the words a key of a file belongs to; shell/words.ts loads them. A folder of modules/ is a part of its
/// own, and so are ui/lists and ui/forms. `records` are the program's words for fields, codes and changes, `parameters` those for what a house can set.
function part_of(key, file) {
  const [room, folder, module] = file.split('/');
  if (key.startsWith('change.')) return 'records';
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

const keys = [...words.keys()].filter((key) => !server_only.some((prefix) => key.startsWith(prefix))).sort();
const parts = {};
for (const key of keys) {
  const part = (parts[part_of(key, words.get(key).file)] ??= { de: {}, nl: {}, en: {}, xx: {} });
  for (const language of languages) part[language][key] = compile(key, words.get(key)[language] ?? '');
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
