/** Where the choice is kept in this browser. */
export const THEME_KEY = 'theme'
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export function isTheme(value: string | null | undefined): value is Theme {
  return THEMES.some((theme) => theme === value)
}

/** Runs before the first paint, so that nothing flashes in the other theme. */
const SCRIPT = `(function(){var c=document.documentElement.classList,t;try{t=localStorage.getItem('${THEME_KEY}')}catch(e){}
c.add(t==='dark'||t==='light'?t:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light')})()`

export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, which the content policy lets through by its nonce.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: SCRIPT }} />
}
