import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { writePrivateFile } from '@/db/cluster/private-files'

const fileIn = (dataDir: string) => path.join(dataDir, 'exchange-base-urls.json')

/** Notes where this start's exchanges are (EXCHANGE_BASE_URLS), for commands that are run beside it. */
export function noteBaseUrls(dataDir: string, baseUrls: string | undefined): void {
  if (baseUrls) writePrivateFile(fileIn(dataDir), baseUrls)
  else rmSync(fileIn(dataDir), { force: true })
}

/** What the start on this data folder noted; undefined where its exchanges are the real ones. */
export function notedBaseUrls(dataDir: string): string | undefined {
  return existsSync(fileIn(dataDir)) ? readFileSync(fileIn(dataDir), 'utf8') : undefined
}
