import { useEffect, useState } from 'react'

/**
 * The code of a link that was opened: it stands behind `#`, where no server log sees it, and leaves the address bar and the
 * history as soon as it is read. Null until the page is alive, '' where the link has none.
 */
export function useLinkCode(): string | null {
  const [code, setCode] = useState<string | null>(null)
  useEffect(() => {
    function read() {
      const found = new URLSearchParams(window.location.hash.slice(1)).get('code')
      if (found === null) return setCode((before) => before ?? '')
      setCode(found)
      window.history.replaceState(null, '', window.location.pathname)
    }
    read()
    // Another link opened in this same tab.
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [])
  return code
}
