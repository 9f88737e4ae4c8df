// Every screen asks for all the words it shows: what its script and everything it imports names is in one of its parts.
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const here = dirname(fileURLToPath(import.meta.url));
const catalogues = import.meta.glob<Record<string, unknown>>('./compiled/words/*.de.json', {
  eager: true,
  import: 'default',
});
const part_of = new Map(
  Object.entries(catalogues).flatMap(([file, words]) =>
    Object.keys(words).map((key) => [key, /([a-z_]+)\.de\.json$/.exec(file)![1]!]),
  ),
);

const is_type = /^import type\b|^export type\b/;
const imported = /^(?:import\b|export (?:type )?[{*])[^;]*?'(\.[^']+\.tsx?)'/gms;
const lazily = /\blazy\((?!\s*with_words)[^;]*?import\('(\.[^']+)'\)/gs;

/// A script with all it imports; what it loads later without words of its own belongs to it too.
function scripts_of(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || file.includes('/compiled/')) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const found of [...text.matchAll(imported), ...text.matchAll(lazily)])
    if (!is_type.test(found[0])) scripts_of(join(dirname(file), found[1]!), seen);
  return seen;
}

/// The parts of the words that a script names: whole keys, and all keys that begin like `ui.kind.${…}` (a bare
/// `ui.${…}` is only a last resort; what has another word behind it, word(`…${…}`, word(…)), does without).
function parts_named(file: string): Map<string, string> {
  const text = readFileSync(file, 'utf8');
  const named = new Map<string, string>();
  const keys = [...part_of.keys()];
  for (const [, key] of text.matchAll(/['"`]([a-z_]+\.[a-z0-9_.:-]+)['"`]/g))
    if (part_of.has(key!)) named.set(part_of.get(key!)!, key!);
  for (const [, start] of text.matchAll(/`((?!ui\.\$)[a-z_]+\.[a-z0-9_.]*)\$\{(?![^`]*`, word\()/g))
    for (const key of keys) if (key.startsWith(start!)) named.set(part_of.get(key)!, key);
  if (/word\([^)]*`\$\{/.test(text)) named.set('records', '${record}.${field}');
  return named;
}

const modules = import.meta.glob<string>('./modules/*/module.ts', { eager: true, query: '?raw', import: 'default' });
const list = (text: string) => [...text.matchAll(/'([a-z_]+)'/g)].map((part) => part[1]!);
const screens = Object.entries(modules).flatMap(([module, text]) => {
  const named_lists = new Map(
    [...text.matchAll(/const (\w+_words) = \[([^\]]*)\]/g)].map((one) => [one[1]!, list(one[2]!)]),
  );
  const loaded = text.matchAll(/with_words\(\s*([\w[\], ']+),\s*\(\) => import\('\.\/([^']+)'\)/g);
  return [...loaded].map(
    ([, parts, file]) => [join(dirname(module), file!), named_lists.get(parts!) ?? list(parts!)] as const,
  );
});

function missing_of(file: string, parts: readonly string[]): string[] {
  const given = new Set(['frame', ...parts]);
  return [...scripts_of(join(here, file))].flatMap((script) =>
    [...parts_named(script)]
      .filter(([part]) => !given.has(part))
      .map(([part, key]) => `${relative(here, script)}: ${key} is in ${part}`),
  );
}

describe('words', () => {
  it('finds the screens and their scripts', () => {
    expect(screens.length).toBeGreaterThan(10);
    expect(scripts_of(join(here, 'modules/customers/Profile.tsx')).size).toBeGreaterThan(60);
  });

  it.each(screens)('%s shows only what it asks for', (file, parts) => {
    expect(missing_of(file, parts)).toEqual([]);
  });

  it.each(['main.tsx', 'shell/Home.tsx', 'shell/KeyOverview.tsx', 'shell/Welcome.tsx'])(
    '%s shows only words of the frame',
    (file) => {
      expect(missing_of(file, [])).toEqual([]);
    },
  );
});
