'use client'
import { useEffect, useRef, useSyncExternalStore } from 'react'

/** Something that can be done on the page in sight, as the palette lists it. */
export interface PageCommand {
  /** Unique on the page. */
  id: string
  label: string
  run: () => void
}

const NONE: readonly PageCommand[] = []

let commands = NONE
const listeners = new Set<() => void>()

function set(next: readonly PageCommand[]): void {
  commands = next
  for (const listener of listeners) listener()
}

/** Puts a page's commands into the palette for as long as it is shown. */
export function usePageCommands(own: readonly PageCommand[]): void {
  const latest = useRef(own)
  useEffect(() => {
    latest.current = own
  })
  const names = own.map(({ id, label }) => `${id} ${label}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: other names are another list; what they run is read when they do
  useEffect(() => {
    const listed = latest.current.map(({ id, label }) => ({
      id,
      label,
      run: () => latest.current.find((command) => command.id === id)?.run(),
    }))
    set([...commands, ...listed])
    return () => set(commands.filter((command) => !listed.includes(command)))
  }, [names])
}

/** The commands of the page in sight. */
export function useListedCommands(): readonly PageCommand[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => commands,
    () => NONE,
  )
}
