// Builds the client to dist/: hashed files under assets/, everything else is index.html.
// No inline script or style may appear in the output: the server's Content-Security-Policy forbids both.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const api = process.env.COLLOQUIUM_API ?? 'https://127.0.0.1:8443';

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    sourcemap: false,
    manifest: 'build.json',
  },
  server: {
    proxy: { '/api': { target: api, secure: false, ws: true } },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
