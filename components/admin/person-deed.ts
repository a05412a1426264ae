/** What an administrator is asked about before it is done to somebody. */
export type PersonDeed = 'make' | 'unmake' | 'disable' | 'takeOff' | 'delete'
