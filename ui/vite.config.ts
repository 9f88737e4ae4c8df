import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// The program serves dist/ under a content policy without inline scripts and styles: nothing is inlined, no polyfill is
// added. KARTEI_URL: where `npm run dev` finds a server (default: `kartei serve`).
const server = process.env.KARTEI_URL ?? 'http://127.0.0.1:8080';

/// The widget library speaks over thirty languages; ours are three. The others' words are left out of the build.
const spoken = /\/(de-DE|nl-NL|en-US)\.m?js$/;
const only_our_languages: Plugin = {
  name: 'only-our-languages',
  enforce: 'pre',
  load(id) {
    const path = id.split('?')[0]!;
    const words =
      /\/(react-aria|react-stately|@react-aria|@react-stately|react-aria-components)\/.*\/[a-z]{2}-[A-Z]{2}\.m?js$/;
    return words.test(path) && !spoken.test(path) ? 'export default {};' : null;
  },
};

export default defineConfig({
  plugins: [only_our_languages, react()],
  resolve: { alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' } },
  build: {
    target: 'es2022',
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
  },
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
});
