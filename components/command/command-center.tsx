'use client'
import { useRouter } from 'next/navigation'
import { DESTINATIONS } from '../shell/navigation'
import { useRefresh } from '../shell/use-refresh'
import { CommandPalette } from './command-palette'
import { showPanel, usePanel } from './command-store'
import { useShortcutPreference } from './shortcut-preference'
import { ShortcutsDialog } from './shortcuts-dialog'
import { useHotkeys } from './use-hotkeys'

/** The keyboard's half of the application: global keys, the palette and the list of shortcuts. */
export function CommandCenter() {
  const router = useRouter()
  const panel = usePanel()
  const { refresh } = useRefresh()
  const [single] = useShortcutPreference()
  useHotkeys(
    {
      'mod+k': () => showPanel(panel === 'palette' ? null : 'palette'),
      '?': () => showPanel('shortcuts'),
      r: () => refresh(),
      n: () => router.push('/accounts/new'),
      ...Object.fromEntries(DESTINATIONS.map(({ href, shortcut }) => [`g ${shortcut}`, () => router.push(href)])),
    },
    single,
  )
  return (
    <>
      <CommandPalette open={panel === 'palette'} onRefresh={() => refresh()} />
      <ShortcutsDialog open={panel === 'shortcuts'} />
    </>
  )
}
