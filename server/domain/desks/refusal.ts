import { type Sentence, sentence } from '../../language/sentence'
import type { DeskRole } from './roles'

const WHO: Record<DeskRole, Sentence> = {
  viewer: sentence`viewers, traders, managers and owners`,
  trader: sentence`traders, managers and owners`,
  manager: sentence`managers and owners`,
  owner: sentence`owners`,
}
const A: Record<DeskRole, Sentence> = {
  viewer: sentence`a viewer`,
  trader: sentence`a trader`,
  manager: sentence`a manager`,
  owner: sentence`an owner`,
}

/** `managers and owners`: whoever may what the role is needed for. */
export const whoMay = (least: DeskRole): Sentence => WHO[least]

/** Why somebody may not, in a whole sentence that says who may. */
export const roleRefusal = (role: DeskRole, least: DeskRole): Sentence =>
  sentence`This is for ${whoMay(least)} of this desk; you are ${A[role]}. An owner can change what you may.`

export const LIMITED_REFUSAL = sentence`This concerns all accounts of the desk, and you see some of them. An owner can change that.`
