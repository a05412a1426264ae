import { deviceOf, type Subscription } from '@/server/domain/alerts/device'
import { WORKER } from './worker-path'

/** The person said no, or the browser did in their name. */
export class NotAllowed extends Error {}

/** The browser allows it and its push service does not answer, or is switched off. */
export class NoPushService extends Error {}

const base64url = (buffer: ArrayBuffer | null) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer ?? new ArrayBuffer(0))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const bytesOf = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

const told = (subscription: PushSubscription): Subscription => ({
  endpoint: subscription.endpoint,
  p256dh: base64url(subscription.getKey('p256dh')),
  auth: base64url(subscription.getKey('auth')),
})

async function subscriptionHere(): Promise<PushSubscription | null> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return null
  const registration = await navigator.serviceWorker.getRegistration('/')
  return (await registration?.pushManager.getSubscription()) ?? null
}

/** What this browser's subscription is known by; null where it has none. */
export async function deviceHere(): Promise<string | null> {
  const subscription = await subscriptionHere()
  return subscription && deviceOf(told(subscription))
}

/** Asks the person, as browsers ask: only in the wake of a click. @throws NotAllowed */
export async function askPermission(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new NotAllowed()
}

/**
 * Has the browser take messages that are signed by this key.
 * @param anew gives up the subscription that it has: somebody else is told by it
 * @throws NoPushService
 */
export async function subscribe(publicKey: string, { anew = false } = {}): Promise<Subscription> {
  await navigator.serviceWorker.register(WORKER, { scope: '/', updateViaCache: 'none' })
  const { pushManager } = await navigator.serviceWorker.ready
  const former = await pushManager.getSubscription()
  // A subscription is bound to the key that it was made with.
  if (former && !anew && base64url(former.options.applicationServerKey) === publicKey) return told(former)
  await former?.unsubscribe()
  try {
    return told(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) }))
  } catch (cause) {
    throw new NoPushService('The push service did not answer.', { cause })
  }
}

/** Takes no more messages in this browser, and clears away those that stand on its screen. */
export async function giveUp(): Promise<void> {
  await (await subscriptionHere())?.unsubscribe()
  const registration = await navigator.serviceWorker.getRegistration('/')
  for (const notification of (await registration?.getNotifications()) ?? []) notification.close()
}
