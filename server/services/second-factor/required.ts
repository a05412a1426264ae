import type { Deps } from '../../context'
import { sentence } from '../../language/sentence'
import { needsSecondFactor } from './check'

/**
 * True for somebody who is signed in by a password or provider alone where the operator wants two factors of everybody:
 * until they have set one up, they can do nothing else.
 */
export async function isConfined(deps: Deps, userId: string): Promise<boolean> {
  return deps.secondFactor === 'required' && !(await needsSecondFactor(deps, userId))
}

/** What they are told. */
export const CONFINED = sentence`A second factor is needed here. Set one up under Settings, Security first.`
