// Writes a .gz beside every file of dist that shrinks, so that the server never compresses the program's own files.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { globSync } from './files.mjs';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
for (const file of globSync(dist, '')) {
  if (!/\.(js|css|html|svg|json|txt)$/.test(file)) continue;
  const plain = readFileSync(file);
  const packed = gzipSync(plain, { level: 9 });
  if (packed.length < plain.length) writeFileSync(`${file}.gz`, packed);
}
