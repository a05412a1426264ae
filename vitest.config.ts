import os from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { languages } from './scripts/languages/for-tests.mjs'

const alias = { '@': path.resolve(import.meta.dirname) }
/** Vite sets BASE_URL to `/`; to the product that name means its public address. */
const env = { BASE_URL: '' }
const exclude = ['node_modules/**', '.next/**', '.data*/**', 'e2e/**']

export default defineConfig({
  resolve: { alias },
  test: {
    // Many files wait for processes: on two cores two of them share the time.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    projects: [
      {
        resolve: { alias },
        plugins: [languages()],
        test: {
          name: 'unit',
          env,
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.int.test.ts'],
          // Pure functions and no module state of their own: a process shared by files is three times as fast.
          isolate: false,
          // Generous, for the property tests beside everything else on a small machine.
          testTimeout: 180_000,
        },
      },
      {
        resolve: { alias },
        plugins: [languages()],
        test: {
          name: 'integration',
          env,
          include: ['**/*.int.test.ts'],
          exclude,
          globalSetup: ['db/testing-global-setup.ts'],
          // States are waited for, however busy the machine is; the limits are for tests that fail.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 120_000 } },
          // Real processes on a machine that may be busy: once more, and the reporter says `retry x1`.
          retry: 1,
        },
      },
    ],
  },
})
