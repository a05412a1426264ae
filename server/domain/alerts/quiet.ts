import type { FiringView } from '../views'

/** Whether what fires is told of. Apart from what words it, since browsers need this alone. */
export const isHeard = ({ snoozedUntil, muted }: Pick<FiringView, 'snoozedUntil' | 'muted'>) => snoozedUntil === null && !muted
