import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The program serves dist/ under a content policy without inline scripts and styles: nothing is inlined, no polyfill is added.
// KARTEI_URL: where `npm run dev` finds a server (default: the stand-in of mock/).
const server = process.env.KARTEI_URL ?? 'http://127.0.0.1:8099';

export default defineConfig({
  plugins: [react()],
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
