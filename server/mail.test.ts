import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog, type Log } from './log'
import { createMailer } from './mail'

const LINK = 'https://ballast.example.com/reset-password?token=only-for-joan'

describe('a letter without a mail server', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-letters-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('waits in a file of its own, its owner’s alone, and is in no log', async () => {
    const said: unknown[] = []
    const log: Log = createLog('silent')
    log.warn = (...all: unknown[]) => void said.push(...all)
    const dataDir = path.join(folder, 'made', 'for it')
    const mail = createMailer({ SMTP_URL: undefined, MAIL_FROM: 'x', DATA_DIR: dataDir }, log)
    await mail({ to: 'joan@example.com', subject: 'A new password', text: `Go on here: ${LINK}` })
    await mail({ to: 'jim@example.com', subject: 'Invitation', text: 'Come in' })
    const file = path.join(dataDir, 'letters.txt')
    const text = readFileSync(file, 'utf8')
    for (const part of ['To: joan@example.com', 'Subject: A new password', LINK, 'To: jim@example.com'])
      expect(text).toContain(part)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    expect(said).toHaveLength(4)
    expect(JSON.stringify(said)).not.toMatch(/joan|token|Go on here/)
  })
})
