import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { livingProcess, startOf } from './processes'

const stat = (state: string, threads: number) =>
  `4711 (next-server (v1) x) ${state} 1 4711 4711 0 -1 4194560 9 0 0 0 7 1 0 0 20 0 ${threads} 0 998877 0 0 18446744073709551615`

describe('a process', () => {
  it.each([
    ['runs', 'S', 11, '998877'],
    ['is a zombie whose threads still hold its ports', 'Z', 11, '998877'],
    ['is a zombie that nobody has waited for', 'Z', 1, null],
    ['is dead', 'X', 1, null],
  ])('that %s', (_what, state, threads, started) => {
    expect(startOf(stat(state, threads))).toBe(started)
  })

  it('is known until it has ended', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] })
    await once(child, 'spawn')
    const pid = child.pid ?? 0
    expect(livingProcess(pid)?.command).toContain('process.stdin.resume')
    child.stdin.end()
    await once(child, 'close')
    expect(livingProcess(pid)).toBeNull()
  })
})
