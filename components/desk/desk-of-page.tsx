'use client'
import { usePathname } from 'next/navigation'
import { createContext, Fragment, type ReactNode, useContext, useEffect } from 'react'
import { splitDesk } from '@/server/schemas/desk-path'
import { pageIsAt } from './desk-here'
import { keepDesk } from './last-desk'

const DeskContext = createContext<string | null>(null)

/** The desk that this page was drawn for; null: one's own. */
export const useDesk = (): string | null => useContext(DeskContext)

/**
 * Everything within was drawn for one desk, and asks for its figures alone. From desk to desk one goes by loading the page
 * anew; where the address changed to another's without that, it is made up for.
 */
export function DeskOfPage({ desk, children }: { desk: string | null; children: ReactNode }) {
  pageIsAt(desk)
  const pathname = usePathname()
  useEffect(() => {
    const there = splitDesk(pathname)
    if (there && there.desk !== desk) location.reload()
  }, [pathname, desk])
  useEffect(() => keepDesk(desk), [desk])
  return (
    <DeskContext value={desk}>
      <Fragment key={desk ?? 'own'}>{children}</Fragment>
    </DeskContext>
  )
}
