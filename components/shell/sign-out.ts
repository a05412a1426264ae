/** Ends this session and leads to the sign-in page; what does it is fetched when it is asked for. */
export async function signOutHere(): Promise<void> {
  const [{ signOut }] = await Promise.all([import('next-auth/react'), leaveHere()])
  await signOut({ callbackUrl: '/sign-in' })
}

/** Browsers that show no messages have nothing to take back. */
async function leaveHere(): Promise<void> {
  if (!('serviceWorker' in navigator && 'Notification' in window) || Notification.permission !== 'granted') return
  try {
    const { leaveBrowser } = await import('../push/leave')
    await leaveBrowser()
  } catch {
    // Its code could not be fetched: the server takes the browser away with the session.
  }
}
