import { describe, expect, it } from 'vitest'
import type { LiveEvent } from '@/server/domain/views'
import { Inbox } from './inbox'
import { readLiveMessage, writeLiveMessage } from './message'

describe('Inbox', () => {
  it('gives events in order, those put before and after reading began', async () => {
    const inbox = new Inbox()
    const away = new AbortController()
    inbox.put({ kind: 'accounts' })
    const read = inbox.read(away.signal)
    expect((await read.next()).value).toEqual({ kind: 'accounts' })
    const next = read.next()
    inbox.put({ kind: 'resync' })
    expect((await next).value).toEqual({ kind: 'resync' })
    const last = read.next()
    away.abort()
    expect((await last).done).toBe(true)
  })

  it('gives a page that cannot keep up one resync for all it missed', async () => {
    const inbox = new Inbox()
    for (let n = 0; n < 501; n++) inbox.put({ kind: 'accounts' })
    inbox.put({ kind: 'accounts' })
    const away = new AbortController()
    const read = inbox.read(away.signal)
    expect((await read.next()).value).toEqual({ kind: 'resync' })
    expect((await read.next()).value).toEqual({ kind: 'accounts' })
    const last = read.next()
    away.abort()
    expect((await last).done).toBe(true)
  })
})

describe('messages', () => {
  it('come out as they went in', () => {
    const event: LiveEvent = { kind: 'snapshot', id: '12', accountId: 'a', asOf: new Date(5) }
    expect(readLiveMessage(writeLiveMessage('u', event))).toEqual({ deskId: 'u', event })
  })

  it('are ignored when they are none of ours', () => {
    expect(readLiveMessage('hello')).toBeNull()
    expect(readLiveMessage('{"deskId":"u","event":{"kind":"drop"}}')).toBeNull()
  })
})
