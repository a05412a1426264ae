import { keepDesk } from '../desk/last-desk'

/** Ends this session and leads to the sign-in page; what does it is fetched when it is asked for. */
export async function signOutHere(): Promise<void> {
  keepDesk(null)
  const [{ signOut }] = await Promise.all([import('next-auth/react'), leaveHere()])
  await signOut({ callbackUrl: '/sign-in' })
}

/** Nothing of whoever leaves stays in this browser: neither pages that it kept, nor messages that it takes. */
async function leaveHere(): Promise<void> {
  await Promise.all([leaveKeptPages(), leaveMessages()])
}

/** The worker forgets by itself too, as soon as the page of signing in is shown. */
async function leaveKeptPages(): Promise<void> {
  try {
    const { leavePages } = await import('../offline/kept-page')
    await leavePages()
  } catch {
    // Its code could not be fetched: nor could a page be kept.
  }
}

/** Browsers that show no messages have nothing to take back. */
async function leaveMessages(): Promise<void> {
  if (!('serviceWorker' in navigator && 'Notification' in window) || Notification.permission !== 'granted') return
  try {
    const { leaveBrowser } = await import('../push/leave')
    await leaveBrowser()
  } catch {
    // Its code could not be fetched: the server takes the browser away with the session.
  }
}
