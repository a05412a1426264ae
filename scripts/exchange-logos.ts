import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { commandLine } from './command-line.mjs'

/**
 * Writes `components/accounts/marks` from an icon package that is made for that (MIT; the marks stay their owners' trademarks).
 * It has 80 MB and is fetched for this alone. Run by hand when a mark changes.
 */
const PACKAGE = '@web3icons/core'
const VERSION = '4.0.56'

/** ccxt id → the package's name. Sites for other countries have letters of their own, so that they are told apart. */
const MARKS: Readonly<Record<string, string>> = {
  binance: 'exchanges/background/binance',
  bitget: 'exchanges/background/bitget',
  bithumb: 'exchanges/background/bithumb',
  bitstamp: 'exchanges/background/bitstamp',
  bybit: 'exchanges/background/bybit',
  coinbase: 'exchanges/background/coinbase',
  coinex: 'exchanges/background/coinex',
  cryptocom: 'exchanges/background/crypto-com',
  dydx: 'tokens/background/DYDX',
  gate: 'exchanges/background/gate-io',
  gemini: 'exchanges/background/gemini',
  kraken: 'exchanges/background/kraken',
  kucoin: 'exchanges/background/kucoin',
  okx: 'exchanges/background/okx',
  paradex: 'exchanges/background/paradex',
  upbit: 'exchanges/background/upbit',
}
const OUT = new URL('../components/accounts/marks/', import.meta.url)
const iconSchema = z.object({ default: z.string().startsWith('<svg') })

commandLine({
  usage: 'npx tsx scripts/exchange-logos.ts',
  about: `Writes components/accounts/marks from ${PACKAGE} ${VERSION}, which is fetched.`,
})
const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-marks-'))
try {
  execFileSync('npm', ['pack', `${PACKAGE}@${VERSION}`, '--silent', '--pack-destination', folder])
  execFileSync('tar', ['xzf', `web3icons-core-${VERSION}.tgz`], { cwd: folder })
  const { license } = z
    .object({ license: z.string() })
    .parse(JSON.parse(readFileSync(path.join(folder, 'package/package.json'), 'utf8')))
  if (license !== 'MIT') throw new Error(`${PACKAGE} ${VERSION} is under ${license}.`)
  for (const [id, name] of Object.entries(MARKS)) {
    const file = pathToFileURL(path.join(folder, 'package/dist/svgs', `${name}.svg.js`))
    const icon = iconSchema.parse(await import(file.href)).default
    const lean = icon.replace(/\s+class="[^"]*"/, '').replace(/>\s+</g, '><')
    writeFileSync(new URL(`${id}.svg`, OUT), `${lean.trim()}\n`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
