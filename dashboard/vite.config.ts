import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// To work on this UI: start the stack (`./bureau up --detach`), then here `npm install` once and `npm run dev`. It serves
// the sources at http://localhost:5173 and passes calls on to the stack; another stack's address goes into BUREAU_URL.
const frontDoor = process.env['BUREAU_URL'] ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    // The first browsers with CSS light-dark(), which the styles rely on.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // Straight into the jar: identity-service serves what is under META-INF/resources.
    outDir: 'target/classes/META-INF/resources',
    emptyOutDir: true,
    // The Content-Security-Policy knows no data: addresses and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/auth': frontDoor, '/api': frontDoor, '/v1': frontDoor },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/testing/setup.ts'],
    reporters: ['default', ['junit', { outputFile: 'target/surefire-reports/TEST-dashboard.xml' }]],
    restoreMocks: true,
    testTimeout: 90_000,
    maxWorkers: 2,
  },
});
