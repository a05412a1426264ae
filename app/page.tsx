import { redirect } from 'next/navigation'

/** The overview sends whoever is not signed in to the door. */
export default function Home() {
  redirect('/overview')
}
