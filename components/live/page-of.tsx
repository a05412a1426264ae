'use client'
import { type ReactNode, useEffect } from 'react'
import { pageIsOf, personOfPage } from './person'

/** Everything within was drawn for one person. Where another's page takes its place, all of it is loaded anew. */
export function PageOf({ person, children }: { person: string; children: ReactNode }) {
  pageIsOf(person)
  useEffect(() => {
    if (personOfPage() !== person) location.reload()
  }, [person])
  return (
    <>
      {/* Whose page it is, for what may keep it. */}
      <meta name="page-of" content={person} />
      {children}
    </>
  )
}
