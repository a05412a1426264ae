'use client'
import { useEffect } from 'react'
import { useDeskPath } from '../desk/navigation'
import { onSettled } from '../ui/use-wanted'
import { forgetPages, isInstalled, keepChoice, keepThisPage, tellWhose } from './kept-page'

/** Time in which parts of a page arrive that are not asked for before it has settled. */
const PARTS_MS = 3000

/** In the installed app: has each page kept once it has settled, and again as it was when it is put aside. Mount it once. */
export function PageTaker({ person }: { person: string }) {
  const pathname = useDeskPath()
  const choice = keepChoice.use()
  useEffect(() => tellWhose(person), [person])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page is taken.
  useEffect(() => {
    if (!('serviceWorker' in navigator) || !isInstalled()) return
    if (choice === 'off') {
      void forgetPages()
      return
    }
    // Without a network, or in a browser that keeps nothing for this site, there is none to open on.
    const take = () => void keepThisPage().catch(() => {})
    const aside = () => {
      if (document.hidden) take()
    }
    // What comes once a page has settled is part of it.
    let timer: ReturnType<typeof setTimeout> | undefined
    const end = onSettled(() => {
      timer = setTimeout(take, PARTS_MS)
    })
    document.addEventListener('visibilitychange', aside)
    return () => {
      end()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', aside)
    }
  }, [pathname, choice])
  return null
}
