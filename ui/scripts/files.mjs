// Files of a folder and all below it, by name or ending.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export function globSync(folder, ending) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...globSync(path, ending));
    else if (entry.name.endsWith(ending)) found.push(path);
  }
  return found;
}
