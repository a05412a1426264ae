import { execFile } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { FakeExchanges } from '@/server/exchanges/testing'
import { TestClock, testDeps } from '@/server/services/testing'
import { registerUser } from '@/server/services/users/register'
import { PASSWORD, signedUp, someVisitor } from '@/server/services/users/testing'

describe('npm run admin', () => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await testDatabase()
    const clock = new TestClock()
    const deps = testDeps(database.db, new FakeExchanges(), clock)
    for (const name of ['first', 'second', 'third']) {
      await signedUp(deps, `${name}@example.com`)
      clock.advance(1)
    }
  })
  afterAll(() => database.close())

  function runOn(url: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    return new Promise((resolve) => {
      const env = { ...process.env, DATABASE_URL: url, SMTP_URL: '' }
      const child = execFile(process.execPath, ['--import', 'tsx', 'scripts/admin.ts', ...args], { env }, (_, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      )
    })
  }
  const run = (...args: string[]) => runOn(database.url, ...args)
  const stored = () =>
    database.db.asSystem((tx) => tx.execute('select email, is_admin, disabled_at is not null as off from users order by email'))

  it('only helps where help is asked for, whatever else is typed', async () => {
    const before = [...(await stored())]
    for (const args of [
      ['--help'],
      ['delete', 'second@example.com', '--confirm', 'second@example.com', '--help'],
      ['-h', 'make'],
    ]) {
      const { code, stdout, stderr } = await run(...args)
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(/^usage: npm run admin/)
    }
    expect([...(await stored())]).toEqual(before)
  }, 180_000)

  it('refuses what it does not know, and does nothing', async () => {
    const before = [...(await stored())]
    const wrong: [string[], RegExp][] = [
      [[], /argument is missing/],
      [['promote', 'second@example.com'], /no command 'promote'/],
      [['make'], /needs the e-mail address/],
      [['make', 'second@example.com', 'third@example.com'], /Unexpected argument/],
      [['make', 'second@example.com', '--force'], /--force/],
      [['disable', 'second@example.com', '--confirm', 'second@example.com'], /--confirm is for delete/],
      [['delete', 'second@example.com'], /needs --confirm/],
      [['list', 'second@example.com'], /Unexpected argument/],
      [['setup-code', 'second@example.com'], /Unexpected argument/],
    ]
    for (const [args, words] of wrong) {
      const { code, stdout, stderr } = await run(...args)
      expect([args, code, stdout]).toEqual([args, 2, ''])
      expect(stderr).toMatch(words)
    }
    const refused: [string[], string][] = [
      [['make', 'nobody@example.com'], 'admin: Nobody here has the address nobody@example.com.\n'],
      [['unmake', 'first@example.com'], 'admin: This is the last administrator.\n'],
      [['disable', 'first@example.com'], 'admin: This is the last administrator.\n'],
      [['delete', 'first@example.com', '--confirm', 'first@example.com'], 'admin: This is the last administrator.\n'],
      [['delete', 'second@example.com', '--confirm', 'third@example.com'], 'admin: This is not the address of the person.\n'],
      [['take-off-second-factor', 'second@example.com'], 'admin: This person has no second factor.\n'],
    ]
    for (const [args, words] of refused)
      expect([args, await run(...args)]).toEqual([args, { code: 1, stdout: '', stderr: words }])
    expect([...(await stored())]).toEqual(before)
  }, 120_000)

  it('makes, unmakes, disables, enables, lists and deletes', async () => {
    expect(await run('make', 'Second@Example.com')).toMatchObject({
      code: 0,
      stdout: 'second@example.com is an administrator.\n',
    })
    expect(await run('unmake', 'first@example.com')).toMatchObject({ code: 0 })
    expect(await run('disable', 'third@example.com')).toMatchObject({ code: 0 })
    expect(await run('list')).toMatchObject({
      code: 0,
      stdout:
        'first@example.com\t0 accounts\nsecond@example.com\tadministrator, 0 accounts\nthird@example.com\tdisabled, 0 accounts\n',
    })
    expect(await run('enable', 'third@example.com')).toMatchObject({ code: 0 })
    expect(await run('delete', 'third@example.com', '--confirm', 'third@example.com')).toMatchObject({ code: 0 })
    expect([...(await stored())]).toEqual([
      { email: 'first@example.com', is_admin: false, off: false },
      { email: 'second@example.com', is_admin: true, off: false },
    ])
  }, 180_000)

  it('makes the setup code anew while nobody administers, and none afterwards', async () => {
    const fresh = await testDatabase()
    try {
      const made = await runOn(fresh.url, 'setup-code')
      expect(made).toMatchObject({ code: 0, stderr: '' })
      const [, setupCode = ''] = /Setup code: (\S+)\n/.exec(made.stdout) ?? []
      expect(made.stdout).toContain(`/sign-up#setup=${setupCode}\n`)
      const deps = testDeps(fresh.db, new FakeExchanges(), new TestClock())
      await registerUser(someVisitor(deps), { email: 'owner@example.com', password: PASSWORD, setupCode }, 'closed')
      expect(await runOn(fresh.url, 'setup-code')).toMatchObject({
        code: 1,
        stderr: 'admin: Somebody administers this installation: `npm run admin -- list` says who.\n',
      })
    } finally {
      await fresh.close()
    }
  }, 180_000)
})
