import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { NEEDS, needOf } from './roles'
import { appRouter } from './root'

const described = z.record(
  z.string(),
  z.custom<{ _def: { type: 'query' | 'mutation' | 'subscription' } }>((value) => typeof value === 'function'),
)
const procedures = described.parse(appRouter._def.procedures)
/** Before anybody is signed in, or by a link: there is no role. */
const PUBLIC = [
  'alerts.snoozeByLink',
  'security.requestReset',
  'security.resetPassword',
  'security.startPasskeySignIn',
  'users.register',
]

describe('the wall between roles', () => {
  it('has thought of everything that changes something', () => {
    const changes = Object.keys(procedures).filter((path) => procedures[path]?._def.type === 'mutation')
    expect(changes.length).toBeGreaterThan(60)
    expect(changes.filter((path) => !PUBLIC.includes(path) && !(path in NEEDS))).toEqual([])
  })

  it('names nothing that there is not', () => {
    expect(Object.keys(NEEDS).filter((path) => !(path in procedures))).toEqual([])
  })

  it('lets a viewer change nothing of a desk but what their own browser is told', () => {
    const theirs = Object.keys(procedures).filter((path) => {
      const type = procedures[path]?._def.type ?? 'query'
      return type === 'mutation' && !PUBLIC.includes(path) && needOf(path, type).least === 'viewer'
    })
    const ofDesk = theirs.filter((path) => needOf(path, 'mutation').of !== 'person')
    expect(ofDesk.sort()).toEqual(['alerts.addDevice'])
  })

  it('lets whoever may have their browser told also prove it, go on and end it', () => {
    const steps = ['addDevice', 'testDevice', 'seeDevice', 'renewDevice', 'removeDevice']
    expect(steps.map((step) => needOf(`alerts.${step}`, 'mutation').least)).toEqual(steps.map(() => 'viewer'))
  })

  it('is for owners where nobody thought of a change, and for all where nobody thought of a look', () => {
    expect(needOf('made.up', 'mutation')).toEqual({ least: 'owner', of: 'desk' })
    expect(needOf('made.up', 'query')).toEqual({ least: 'viewer', of: 'accounts' })
  })
})
