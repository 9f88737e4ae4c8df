// Checks the size budgets of the browser part (gzip): first screen 200 kB, what a screen adds 60 kB, everything 600 kB,
// styles 30 kB. The first screen is what index.html names plus the home screen and the frame's words in one language;
// the words of German, the longest, stand for all.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'));
const size = (file) => statSync(join(dist, existsSync(join(dist, `${file}.gz`)) ? `${file}.gz` : file)).size;
const with_imports = (name, seen = new Set()) => {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const other of manifest[name].imports ?? []) with_imports(other, seen);
  return seen;
};
const entry = Object.keys(manifest).find((name) => manifest[name].isEntry);
const start = with_imports(entry);
for (const name of Object.keys(manifest))
  if (/shell\/Home|words\/frame\.de\.json/.test(name)) with_imports(name, start);
const kb = (bytes) => Math.round(bytes / 100) / 10;
const total = (names) => kb([...names].reduce((sum, name) => sum + size(manifest[name].file), 0));

// What several screens share is fetched once, while nobody waits; it is judged by itself.
const counted = (name) => !/words\/\w+\.(?!de)\w+\.json/.test(name);
const screens = Object.keys(manifest).filter(
  (name) => manifest[name].isDynamicEntry && !start.has(name) && counted(name),
);
const used = new Map();
for (const screen of screens) for (const name of with_imports(screen)) used.set(name, (used.get(name) ?? 0) + 1);
const shared = [...used].filter(([name, times]) => times > 1 && !start.has(name)).map(([name]) => name);

const rows = [['first screen', total(start), 200]];
for (const screen of screens) {
  const own = [...with_imports(screen)].filter((name) => !start.has(name) && !shared.includes(name));
  rows.push([screen, total(own), 60]);
}
for (const name of shared) rows.push([`shared: ${manifest[name].name ?? name}`, total([name]), 60]);
rows.push([
  'all scripts',
  total(Object.keys(manifest).filter((name) => manifest[name].file.endsWith('.js') && counted(name))),
  600,
]);
const styles = new Set(Object.values(manifest).flatMap((part) => part.css ?? []));
rows.push(['styles', kb([...styles].reduce((sum, file) => sum + size(file), 0)), 30]);
let over = 0;
for (const [name, measured, limit] of rows) {
  if (measured > limit) over += 1;
  console.log(`${measured > limit ? 'OVER' : 'ok  '} ${String(measured).padStart(7)} kB of ${limit}  ${name}`);
}
process.exit(over ? 1 : 0);
