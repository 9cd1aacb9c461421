// SPDX-License-Identifier: EUPL-1.2
// Builds the browser application into build/web (TELAIO_WEB_OUT elsewhere). The C++ server serves
// that folder as it is; Node is needed only here.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const port = Number(process.env.TELAIO_WEB_PORT ?? 5173);
const target = process.env.TELAIO_SERVER ?? 'https://localhost:8443';

export default defineConfig({
  plugins: [svelte()],
  base: './',
  build: {
    outDir: process.env.TELAIO_WEB_OUT ?? '../../build/web',
    emptyOutDir: true,
    target: 'es2022',
    // The policy refuses inline code and data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { port, proxy: { '/api': { target, secure: false }, '/checkpoint': { target, secure: false } } },
  test: { environment: 'happy-dom', include: ['tests/**/*.test.ts'] },
});
