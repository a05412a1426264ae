import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { ensureBrowser } from './browser'

const report = z.object({
  lighthouseVersion: z.string(),
  runtimeError: z.object({ code: z.string() }).optional(),
  categories: z.record(z.string(), z.object({ title: z.string(), score: z.number().nullable() })),
  audits: z.record(z.string(), z.object({ displayValue: z.string().optional(), numericValue: z.number().optional() })),
})

export interface LighthouseRun {
  version: string
  /** Performance, of a hundred. */
  performance: number
  /** Milliseconds. */
  blockingMs: number
  paintedMs: number
  shift: number
  /** All of it for a person. */
  text: string
}

/** A trace without a beginning and the like are the tool's own faults, told in the report or by how it ends: it asks to be run again. */
const TRIES = 3
/** A page that has not come to rest by then, the slowest of them after five seconds on a slow machine, is looked at as it is. */
const SETTLED_MS = 15_000

/**
 * Lighthouse's figures of one page as a phone with a slow network and processor sees it (its own defaults). It is no
 * dependency: npx fetches it, or LIGHTHOUSE names its command.
 * @throws Error where it cannot be had or cannot measure
 */
export async function lighthouse(url: string, cookie: string | null): Promise<LighthouseRun> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await reportOf(url, cookie).catch((error: unknown) => {
      if (attempt === TRIES) throw error
      return null
    })
    if (found === null) continue
    const { lighthouseVersion: version, runtimeError, categories, audits } = found
    const performance = categories.performance?.score ?? null
    if (performance === null) {
      if (attempt < TRIES) continue
      throw new Error(`Lighthouse could not measure ${url}: ${runtimeError?.code ?? 'no score'}.`)
    }
    const scores = Object.values(categories).map(
      ({ title, score }) => `${title} ${score === null ? '—' : Math.round(score * 100)}`,
    )
    const shown = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'].map(
      (id) => `${id.replace(/-/g, ' ')} ${audits[id]?.displayValue ?? '—'}`,
    )
    const figure = (id: string) => audits[id]?.numericValue ?? Number.NaN
    return {
      version,
      performance: performance * 100,
      blockingMs: figure('total-blocking-time'),
      paintedMs: figure('largest-contentful-paint'),
      shift: figure('cumulative-layout-shift'),
      text: [...scores, ...shown].join(', '),
    }
  }
}

async function reportOf(url: string, cookie: string | null): Promise<z.infer<typeof report>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-lighthouse-'))
  try {
    const headers = path.join(folder, 'headers.json')
    const output = path.join(folder, 'report.json')
    writeFileSync(headers, JSON.stringify(cookie === null ? {} : { Cookie: cookie }))
    const command = process.env.LIGHTHOUSE ? [process.env.LIGHTHOUSE] : ['npx', '--yes', 'lighthouse@12']
    await run([
      ...command,
      url,
      '--output=json',
      `--output-path=${output}`,
      `--extra-headers=${headers}`,
      '--only-categories=performance,accessibility,best-practices',
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
      // The emptiest page there is says that there is nothing.
      '--ignore-status-code',
      // The live line never rests, for which it would wait 45 s; all else has come long before.
      `--max-wait-for-load=${SETTLED_MS}`,
      '--quiet',
    ])
    return report.parse(JSON.parse(readFileSync(output, 'utf8')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run([file = '', ...args]: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, CHROME_PATH: ensureBrowser() },
    })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`Lighthouse ended with ${code}.`))))
  })
}
