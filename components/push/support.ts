import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** What a browser says of itself. */
export interface BrowserTraits {
  /** The page came over https, or from this very machine. */
  secure: boolean
  hasWorkers: boolean
  hasPush: boolean
  /** Null where it knows no notifications. */
  permission: NotificationPermission | null
  userAgent: string
  touchPoints: number
  /** It runs from the home screen. */
  installed: boolean
}

/** Whether messages can come to this browser; if not, what stands in the way. */
export type PushSupport = 'ready' | 'insecure' | 'install' | 'denied' | 'unsupported'

/** iPads say that they are a Mac, which no Mac with ten fingers is. */
const isApplePhone = ({ userAgent, touchPoints }: BrowserTraits) =>
  /\b(iPhone|iPad|iPod)\b/.test(userAgent) || (/\bMacintosh\b/.test(userAgent) && touchPoints > 1)

export function pushSupport(traits: BrowserTraits): PushSupport {
  const { secure, hasWorkers, hasPush, permission, installed } = traits
  if (!secure) return 'insecure'
  const complete = hasWorkers && hasPush && permission !== null
  // Safari there has push in what was put on the home screen, and in nothing else (iOS 16.4).
  if (!complete) return isApplePhone(traits) && !installed ? 'install' : 'unsupported'
  return permission === 'denied' ? 'denied' : 'ready'
}

/** What to do about it, for a person. */
export const SUPPORT_WORDS: Readonly<Record<Exclude<PushSupport, 'ready'>, MessageDescriptor>> = {
  insecure: msg`Browsers take messages from https addresses alone. Ask whoever runs this Ballast for one.`,
  install: msg`On an iPhone or iPad, add Ballast to the home screen first (Share, then “Add to Home Screen”), and open it from there.`,
  denied: msg`This browser blocks messages from Ballast. Allow notifications for this site in its settings, then come back.`,
  unsupported: msg`This browser takes no messages. Chrome, Edge, Firefox and Safari do, though not in private windows.`,
}

/** What this browser says; in a browser alone. */
export function browserTraits(): BrowserTraits {
  return {
    secure: window.isSecureContext,
    hasWorkers: 'serviceWorker' in navigator,
    hasPush: 'PushManager' in window,
    permission: 'Notification' in window ? Notification.permission : null,
    userAgent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints,
    installed: window.matchMedia('(display-mode: standalone)').matches,
  }
}
