import { type DeskRole, mayAs } from './roles'

const PLURAL: Record<DeskRole, string> = { viewer: 'viewers', trader: 'traders', manager: 'managers', owner: 'owners' }
const A: Record<DeskRole, string> = { viewer: 'a viewer', trader: 'a trader', manager: 'a manager', owner: 'an owner' }

/** `managers and owners`: whoever may what the role is needed for. */
export function whoMay(least: DeskRole): string {
  const who = (['trader', 'manager', 'owner'] as const).filter((role) => mayAs(role, least)).map((role) => PLURAL[role])
  return who.length < 2 ? who.join('') : `${who.slice(0, -1).join(', ')} and ${who.at(-1)}`
}

/** Why somebody may not, in a whole sentence that says who may. */
export const roleRefusal = (role: DeskRole, least: DeskRole): string =>
  `This is for ${whoMay(least)} of this desk; you are ${A[role]}. An owner can change what you may.`

export const LIMITED_REFUSAL = 'This concerns all accounts of the desk, and you see some of them. An owner can change that.'
