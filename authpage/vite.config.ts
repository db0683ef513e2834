import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './precompress.ts';

const LATER = new RegExp(
  [
    'account/(?!time)|factors/|keys/|opaque/|passkeys/|vault/|words/on-demand',
    'words/(?:account|approval|keys|vault|later|factors|recovery)/',
    'parts/(?:select-field|email-field|password-field)\\.',
    'views/(?:asked-facts|decide|who)\\.',
  ]
    .map((group) => `/src/(?:${group})`)
    .join('|'),
);

/**
 * Three entries, told to the server by the manifest. Nothing is inlined and no polyfill is injected, so that
 * `script-src 'self'` needs no exception; the mock page (index.html) is for `vite authpage` and never built.
 */
export default defineConfig({
  base: '/',
  publicDir: false,
  plugins: [react(), precompress()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: ['src/entry-sign-in.tsx', 'src/entry-account.tsx', 'src/entry-playground.tsx'].map(
        (file) => `${import.meta.dirname}/${file}`,
      ),
      // One file beside each entry, which the shell preloads: React and our parts, the same for every page. What
      // only pages share that come later, or the account's, is in files of their own: nobody who signs in waits for it.
      output: {
        codeSplitting: { groups: [{ name: 'common', minShareCount: 2, test: (id) => !LATER.test(id) }] },
      },
    },
  },
  // The server finds the OPAQUE worker by its name and allows WebAssembly in its response alone; that of the vault is
  // one file of another name, which may load nothing.
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.includes('/vault/') ? 'assets/vault-worker-[hash].js' : 'assets/worker-[hash].js',
      },
    },
  },
});
