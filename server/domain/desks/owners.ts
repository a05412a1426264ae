import type { DeskRole } from './roles'

/** What a desk would be left with, were somebody no owner of it any more. */
export interface Left {
  /** Owners beside them who may sign in. */
  owners: number
  /** Members beside them, owners too. */
  members: number
}

/** Whether a change would leave a desk with nobody who may all: `is` is what they are, `becomes` null where they go. */
export function leavesNoOwner(is: DeskRole, becomes: DeskRole | null, left: Left): boolean {
  return is === 'owner' && becomes !== 'owner' && left.owners === 0 && (becomes !== null || left.members > 0)
}
