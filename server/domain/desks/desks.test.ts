import { describe, expect, it } from 'vitest'
import { leavesNoOwner } from './owners'
import { roleRefusal, whoMay } from './refusal'
import { DESK_ROLES, mayAs, roleOf } from './roles'

describe('roles on a desk', () => {
  it('may each more than the one before', () => {
    const may = DESK_ROLES.map((role) => DESK_ROLES.filter((least) => mayAs(role, least)).length)
    expect(may).toEqual([1, 2, 3, 4])
    expect(mayAs('viewer', 'trader')).toBe(false)
    expect(mayAs('manager', 'manager')).toBe(true)
  })

  it('are the least where only a newer version knows them', () => {
    expect(DESK_ROLES.map((role) => roleOf({ role }))).toEqual(DESK_ROLES)
    expect(roleOf({ role: 'auditor' })).toBe('viewer')
  })

  it('are refused in words that say who may', () => {
    expect(DESK_ROLES.slice(1).map((role) => String(whoMay(role)))).toEqual([
      'traders, managers and owners',
      'managers and owners',
      'owners',
    ])
    expect(String(roleRefusal('viewer', 'manager'))).toBe(
      'This is for managers and owners of this desk; you are a viewer. An owner can change what you may.',
    )
  })
})

describe('the last owner', () => {
  const alone = { owners: 0, members: 0 }
  const among = { owners: 0, members: 3 }
  const oneOfTwo = { owners: 1, members: 3 }

  it('neither goes nor becomes less while others are there', () => {
    expect(leavesNoOwner('owner', null, among)).toBe(true)
    for (const role of ['viewer', 'trader', 'manager'] as const) expect(leavesNoOwner('owner', role, among)).toBe(true)
  })

  it('stays an owner where nobody else is there, but may go', () => {
    expect(leavesNoOwner('owner', 'manager', alone)).toBe(true)
    expect(leavesNoOwner('owner', null, alone)).toBe(false)
  })

  it('is nobody where there is another, and no other role', () => {
    expect(leavesNoOwner('owner', null, oneOfTwo)).toBe(false)
    expect(leavesNoOwner('owner', 'viewer', oneOfTwo)).toBe(false)
    expect(leavesNoOwner('owner', 'owner', among)).toBe(false)
    expect(leavesNoOwner('manager', null, among)).toBe(false)
  })
})
