import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Db } from '@/db/client'
import { startEmbedded } from '@/db/embedded'
import { migrate } from '@/db/migrate'
import { openAppDb } from '@/db/roles'

export interface BenchDatabase {
  url: string
  db: Db
  close(): Promise<void>
}

/** A migrated PostgreSQL of its own with the settings of a real one (every commit is on the disk). */
export async function benchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-bench-'))
  const server = await startEmbedded({ dataDir: folder })
  await migrate(server.url)
  const db = await openAppDb({ url: server.url })
  return {
    url: server.url,
    db,
    close: async () => {
      await db.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
