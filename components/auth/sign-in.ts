import type { signIn as SignIn } from 'next-auth/react'
import { outcomeOf, type SignInOutcome } from './sign-in-outcome'

/** Fetches what signs in, which a page needs once its form is sent. */
export function warmSignIn(): void {
  import('next-auth/react').catch(() => {})
}

/** Signs in without leaving the page. Never throws: what cannot be sent is no answer. */
export async function signInHere(
  way: 'credentials' | 'passkey' | 'second-step',
  proof: Record<string, string>,
): Promise<SignInOutcome> {
  try {
    const { signIn } = await import('next-auth/react')
    return outcomeOf(await signIn(way, { ...proof, redirect: false }))
  } catch {
    return outcomeOf(undefined)
  }
}

/** Leaves for a provider, which sends the browser back to `callbackUrl`. @throws where what does it could not be fetched */
export async function signInAway(...[provider, options]: Parameters<typeof SignIn>): Promise<void> {
  const { signIn } = await import('next-auth/react')
  await signIn(provider, options)
}
