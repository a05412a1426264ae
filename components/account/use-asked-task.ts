'use client'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useEffect, useRef } from 'react'
import { ACCOUNT_TASKS, type AccountTask } from './account-queries'

/** Does what the page's URL asks for, once, and takes it out of the URL. */
export function useAskedTask(act: (task: AccountTask) => void): void {
  const [asked, setAsked] = useQueryState('do', parseAsStringLiteral(ACCOUNT_TASKS))
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    if (asked === null) return
    latest.current(asked)
    void setAsked(null)
  }, [asked, setAsked])
}
