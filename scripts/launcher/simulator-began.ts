import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { writePrivateFile } from '@/db/cluster/private-files'

/**
 * When the demo of a data folder was started for the first time, milliseconds. What moved on its simulated accounts
 * follows from that moment: a later start tells the same of the time before, and goes on with it.
 */
export function simulatorBegan(dataDir: string): number {
  const file = path.join(dataDir, 'simulator-began')
  const known = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN
  if (Number.isSafeInteger(known) && known > 0) return known
  const now = Date.now()
  writePrivateFile(file, String(now))
  return now
}
