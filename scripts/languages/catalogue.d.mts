import type { Messages } from '@lingui/core'

/** What a `.po` says, by the id that its messages have in the sources; what is not translated yet is left out. */
export function catalogueOf(po: string): Messages
