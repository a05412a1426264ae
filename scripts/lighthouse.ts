import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { ensureBrowser } from './browser'

const report = z.object({
  lighthouseVersion: z.string(),
  categories: z.record(z.string(), z.object({ title: z.string(), score: z.number().nullable() })),
  audits: z.record(z.string(), z.object({ displayValue: z.string().optional() })),
})

/**
 * Lighthouse's scores of one page as a phone with a slow network and processor sees it (its own defaults). It is no
 * dependency: npx fetches it, or LIGHTHOUSE names its command.
 * @throws Error where it cannot be had or cannot measure
 */
export async function lighthouseScores(url: string, cookie: string | null): Promise<{ version: string; text: string }> {
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
      '--quiet',
    ])
    const { lighthouseVersion, categories, audits } = report.parse(JSON.parse(readFileSync(output, 'utf8')))
    const scores = Object.values(categories).map(
      ({ title, score }) => `${title} ${score === null ? '—' : Math.round(score * 100)}`,
    )
    const shown = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'].map(
      (id) => `${id.replace(/-/g, ' ')} ${audits[id]?.displayValue ?? '—'}`,
    )
    return { version: lighthouseVersion, text: [...scores, ...shown].join(', ') }
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
