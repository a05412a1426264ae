import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { CCXT_UNTOUCHED } from './ccxt-untouched'

const run = promisify(execFile)

/** What a method with an `import()` in it, which is what tsx looks for, is in a process that loaded it with these flags. */
async function method(flags: readonly string[], file: string): Promise<string> {
  const script = `const { default: Exchange } = await import('./node_modules/ccxt/js/src/${file}')
    console.log(new Exchange({}).loadFetchImplementation.toString())`
  const { stdout } = await run(process.execPath, [...flags, '--input-type=module', '--eval', script])
  return stdout.trim()
}

it.each(['binance.js', 'pro/bybit.js'])('%s runs as it was written, and did not before', async (file) => {
  const written = readFileSync('node_modules/ccxt/js/src/base/Exchange.js', 'utf8')
  expect(written).toContain(await method(['--import', 'tsx', ...CCXT_UNTOUCHED], file))
  expect(written).not.toContain(await method(['--import', 'tsx'], file))
})
