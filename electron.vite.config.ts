import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  main: {
    build: {
      // Only the native module stays outside: everything else in one bundle starts faster and cannot be half installed.
      externalizeDeps: {
        include: ['keytar'],
        exclude: [
          'electron-store',
          'electron-log',
          'zod',
          'minisearch',
          'libphonenumber-js',
          '@hpke/core',
          'temporal-polyfill',
        ],
      },
      rollupOptions: {
        input: {
          index: at('src/main/index.ts'),
          keychain: at('src/main/credentials/keychain-process.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        input: at('src/preload/index.ts'),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    build: { minify: true, rollupOptions: { input: at('src/renderer/index.html') } },
  },
});
