import { statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { runningEmbedded } from '@/db/embedded'
import { onServer } from '@/db/testing'
import { type BallastProcess, setupCodeOf, startBallast } from '../demo-process'
import { pidOf, processesOf, stillLiving } from './processes'
import { type SmallDisk, smallDisk } from './small-disk.testing'

/**
 * A disk that is full: nothing that runs ends by it, `ready` and people are told, and all goes on by itself when there is
 * room. On a small file system of its own; where none may be mounted the logs alone are full, and the database says of
 * itself that its disk is.
 */
const MEGABYTES = 400
const patient = { timeout: 90_000 }

let disk: SmallDisk
let dataDir: string
let ballast: BallastProcess

beforeAll(async () => {
  disk = smallDisk(MEGABYTES, 'data')
  dataDir = path.join(disk.folder, 'data')
  ballast = await startBallast('start', { DATA_DIR: dataDir, BASE_URL: '', DATABASE_URL: '' })
}, 400_000)
afterAll(async () => {
  disk.free()
  await ballast?.stop()
  disk.close()
}, 180_000)

const answerSchema = z.object({
  error: z.object({ json: z.object({ message: z.string() }) }).optional(),
})
let people = 0

/** A new person signs up, which has to be stored. @returns status and what the person is told */
async function signUp(): Promise<{ status: number; told: string }> {
  people += 1
  const response = await fetch(`${ballast.url}/api/trpc/users.register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    // The first one administers; to the others the code says nothing.
    body: JSON.stringify({
      json: { email: `person-${people}@example.com`, password: 'long enough for anybody', setupCode: setupCodeOf(ballast) },
    }),
  })
  const { error } = answerSchema.parse(await response.json())
  return { status: response.status, told: error?.json.message ?? '' }
}

async function ready(): Promise<string> {
  const response = await fetch(`${ballast.url}/api/health/ready`).catch(() => null)
  if (response === null) return 'no answer'
  const { status, reason } = z.object({ status: z.string(), reason: z.string().optional() }).parse(await response.json())
  return reason ?? status
}

const owner = (statement: string) => onServer(runningEmbedded(dataDir, 'owner') ?? '', (sql) => sql.unsafe(statement))

it('is survived, told, and over by itself when there is room', async () => {
  console.log(disk.isReal ? 'full disk: a file system of its own' : 'full disk: a stand-in, for none may be mounted here')
  expect((await signUp()).status).toBe(200)
  const before = processesOf(dataDir)
  expect([...before.keys()].sort()).toEqual(['launcher', 'postgres', 'web', 'worker'])

  // Each row goes to a page of its own, so that the first that is stored needs room.
  await owner('alter table users set (fillfactor = 10)')
  if (!disk.isReal) {
    await owner(`
      create function no_room() returns trigger language plpgsql as
        $$ begin raise exception using errcode = 'disk_full', message = 'could not extend file'; end $$;
      create trigger no_room before insert on users execute function no_room()`)
  }
  disk.fill()
  if (disk.isReal) await expect.poll(ready, patient).toBe('storage_full')
  await expect.poll(async () => (await signUp()).status, patient).toBe(503)
  expect((await signUp()).told).toBe(
    'Nothing can be stored right now: the disk of this installation is full. Nothing was changed; it goes on by itself once there is room.',
  )
  expect((await fetch(`${ballast.url}/api/health/live`)).status).toBe(200)

  // What ends now is started again: the worker waits for room, and so does the database.
  const lost = disk.isReal ? ['worker', 'postgres'] : ['worker']
  for (const name of lost) process.kill(pidOf(dataDir, name), 'SIGKILL')
  await expect.poll(() => ballast.output(), patient).toContain('worker ended (SIGKILL); starting it again')
  disk.fill()
  if (disk.isReal) await expect.poll(() => ballast.output(), patient).toContain('is full: the database starts again as soon as')
  expect(stillLiving(['launcher', 'web'].flatMap((name) => before.get(name) ?? []))).toHaveLength(2)

  disk.free()
  if (!disk.isReal) await owner('drop trigger no_room on users')
  await expect.poll(ready, patient).toBe('ready')
  await expect.poll(async () => (await signUp()).status, patient).toBe(200)
  await expect.poll(() => stillLiving(processesOf(dataDir).values()).length, patient).toBe(before.size)
  expect(processesOf(dataDir).get('launcher')).toBe(before.get('launcher'))
  expect(statSync(path.join(dataDir, 'log', 'web.log')).mode & 0o777).toBe(0o600)
  // The first one was stored before, and still is.
  const stored = await onServer(runningEmbedded(dataDir, 'owner') ?? '', (sql) =>
    sql.begin(async (tx) => {
      await tx`set local app.system = 'on'`
      return tx`select email from users where email = 'person-1@example.com'`
    }),
  )
  expect(stored).toHaveLength(1)
}, 400_000)
