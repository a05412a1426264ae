'use client'
import { type ComponentProps, useState } from 'react'
import { Link } from '../desk/link'

/**
 * A link that stands among many, or that few who see it follow: what is behind it is fetched ahead only once somebody points
 * at it, since fetching all of them took the server and a phone more than the page itself.
 */
export function IntentLink(props: Omit<ComponentProps<typeof Link>, 'prefetch' | 'onPointerEnter' | 'onTouchStart' | 'onFocus'>) {
  const [meant, setMeant] = useState(false)
  const mean = () => setMeant(true)
  return <Link {...props} prefetch={meant ? null : false} onPointerEnter={mean} onTouchStart={mean} onFocus={mean} />
}
