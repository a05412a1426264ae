/** Ends this session and leads to the sign-in page; what does it is fetched when it is asked for. */
export async function signOutHere(): Promise<void> {
  const { signOut } = await import('next-auth/react')
  await signOut({ callbackUrl: '/sign-in' })
}
