'use client'
import type { DeskView } from '@/server/domain/views'
import { useDeskRouter } from '../desk/navigation'
import { useMay } from '../desks/desk-role'
import { DESTINATIONS } from '../shell/navigation'
import { useRefresh } from '../shell/use-refresh'
import { lazyPart } from '../ui/lazy-part'
import { useWanted } from '../ui/use-wanted'
import { showPanel, usePanel } from './command-store'
import { useShortcutPreference } from './shortcut-preference'
import { useHotkeys } from './use-hotkeys'

const CommandPalette = lazyPart(() => import('./command-palette').then((module) => module.CommandPalette))
const ShortcutsDialog = lazyPart(() => import('./shortcuts-dialog').then((module) => module.ShortcutsDialog))

/** The keyboard's half of the application: global keys, the palette and the list of shortcuts. */
export function CommandCenter({ isAdmin, desks }: { isAdmin: boolean; desks: readonly DeskView[] }) {
  const router = useDeskRouter()
  const panel = usePanel()
  const { refresh } = useRefresh()
  const may = useMay()
  const [single] = useShortcutPreference()
  const wanted = useWanted(panel !== null)
  useHotkeys(
    {
      'mod+k': () => showPanel(panel === 'palette' ? null : 'palette'),
      '?': () => showPanel('shortcuts'),
      '/': () => focusSearch() || showPanel('palette'),
      r: () => refresh(),
      n: () => may('manager') && router.push('/accounts/new'),
      ...Object.fromEntries(DESTINATIONS.map(({ href, shortcut }) => [`g ${shortcut}`, () => router.push(href)])),
    },
    single,
  )
  if (!wanted) return null
  return (
    <>
      <CommandPalette open={panel === 'palette'} isAdmin={isAdmin} desks={desks} onRefresh={refresh} />
      <ShortcutsDialog open={panel === 'shortcuts'} />
    </>
  )
}

/** Into the page's own search field. @returns false where it has none */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]')
  field?.focus()
  return field !== null
}
