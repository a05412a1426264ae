'use client'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useEffect, useRef } from 'react'
import { ACCOUNT_TASKS, type AccountTask } from './account-queries'

const ASKED = { do: parseAsStringLiteral(ACCOUNT_TASKS), pair: parseAsString }

/** Does what the page's URL asks for (of a pair, where it names one), once, and takes it out of the URL. */
export function useAskedTask(act: (task: AccountTask, pair: string | null) => void): void {
  const [{ do: asked, pair }, setAsked] = useQueryStates(ASKED)
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    if (asked === null) return
    latest.current(asked, pair)
    void setAsked(null)
  }, [asked, pair, setAsked])
}
