/** Where the choice is kept in this browser. */
export const THEME_KEY = 'theme'
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export function isTheme(value: string | null | undefined): value is Theme {
  return THEMES.some((theme) => theme === value)
}

/** How dense pages are: kept in this browser too. The first is what nobody chose. */
export const DENSITY_KEY = 'ballast.density'
export const DENSITIES = ['regular', 'compact', 'large'] as const
export type Density = (typeof DENSITIES)[number]

/** Runs before the first paint, so that nothing flashes in the other theme, or jumps to another size. */
const SCRIPT = `(function(){var e=document.documentElement,c=e.classList,t,d;try{t=localStorage.getItem('${THEME_KEY}');d=localStorage.getItem('${DENSITY_KEY}')}catch(e){}
if(d)e.dataset.density=d
c.add(t==='dark'||t==='light'?t:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light')})()`

export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, which the content policy lets through by its nonce.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: SCRIPT }} />
}
