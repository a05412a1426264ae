'use client'
import { createContext, type ReactNode, useContext } from 'react'
import { type DeskRole, mayAs } from '@/server/domain/desks/roles'

interface Standing {
  role: DeskRole
  /** They see some of the desk's accounts. */
  limited: boolean
}

/** Without a desk that says otherwise one may all: it is one's own. */
const Place = createContext<Standing>({ role: 'owner', limited: false })

/** What whoever looks at a page may on its desk; set by the frame around the pages. */
export function DeskRoleOf({ role, limited, children }: Standing & { children: ReactNode }) {
  return <Place value={{ role, limited }}>{children}</Place>
}

/** Whether they may what is for such a role; `whole`: what concerns all of the desk's accounts. */
export function useMay(): (least: DeskRole, of?: 'whole' | 'accounts') => boolean {
  const { role, limited } = useContext(Place)
  return (least, of = 'whole') => mayAs(role, least) && (of === 'accounts' || !limited)
}

/** Whether they see some of the desk's accounts alone. */
export const useLimited = (): boolean => useContext(Place).limited

/** Shows what is done by a role to those who may; nothing in its place to others. */
export function ForRole({ least, of, children }: { least: DeskRole; of?: 'whole' | 'accounts'; children: ReactNode }) {
  return useMay()(least, of) ? children : null
}
