import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundle } from './bundle'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-optional-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What only a setting asks for is no part of any start: bundled, a module that imports it plainly would be. */
it.each(['server/web/main.ts', 'server/jobs/main.ts'])(
  '%s loads metrics and traces only where they are wanted',
  async (entry) => {
    const built = path.join(folder, `${path.basename(path.dirname(entry))}.mjs`)
    await bundle(entry, built)
    const text = readFileSync(built, 'utf8')
    for (const name of ['prom-client', '@opentelemetry/sdk-trace-base', '@opentelemetry/exporter-trace-otlp-http']) {
      expect(text).toContain(`import("${name}")`)
    }
    expect(text.split('\n').filter((line) => /^import .*"(prom-client|@opentelemetry\/.*)"/.test(line))).toEqual([])
  },
)
