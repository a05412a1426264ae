import type { SharedView } from '../domain/share'
import { ENGLISH } from '../language/reader'
import { drawCurve } from './curve'
import { directionOf, figureText, headline, momentText, RANGE_WORDS, UNKNOWN } from './words'

/**
 * The picture that messengers show of a shared page (Open Graph), with figures that stand on the page and no others. Drawn by
 * the library that comes with the framework and with its font, from this machine alone: for a letter that the font has not,
 * that library would ask other servers, so that no such letter reaches it.
 */

const WIDTH = 1200
const HEIGHT = 630
const CURVE = { width: 1072, height: 200 }

/** What stands in the picture, as texts and lines. */
export interface PictureContent {
  title: string
  figures: { label: string; text: string; tone: 'up' | 'down' | null }[]
  curve: { line: string; area: string } | null
  foot: string
}

const PLAIN: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u00a0': ' ',
  '\u2265': 'at least',
  '\u2264': 'at most',
  '\u2248': 'about',
  [UNKNOWN]: 'not known',
}
const plain = (text: string) => text.replaceAll(/[\u2212\u00a0\u2265\u2264\u2248\u2013]/g, (letter) => PLAIN[letter] ?? '')
const isLatin = (text: string) => /^[\u0020-\u007e\u00a1-\u00ff]*$/.test(text)
const LONGEST_TITLE = 60

export function pictureContent(view: SharedView): PictureContent {
  const title = plain(view.title)
  const curve = view.parts.find((part) => part.curve !== null)?.curve ?? null
  const drawn = curve && drawCurve(curve, CURVE.width, CURVE.height)
  const marks = { exact: '', at_least: ', at least', at_most: ', at most', uncertain: ', about' }
  const { moment } = view
  return {
    title: !isLatin(title)
      ? 'Shared portfolio'
      : title.length > LONGEST_TITLE
        ? `${title.slice(0, LONGEST_TITLE).trimEnd()}...`
        : title,
    figures: headline(view).map(({ label, figure }) => ({
      label: `${label}${figure.value === null ? '' : marks[figure.bound]}`,
      text: plain(figureText(ENGLISH, figure, { compact: true })),
      tone: directionOf(figure),
    })),
    curve: drawn && { line: drawn.line, area: drawn.area },
    foot: `${drawn ? `${RANGE_WORDS[view.range]}, as` : 'As'} of ${momentText(ENGLISH, moment)}`,
  }
}

const COLOURS = { up: '#3fcfb0', down: '#ff8f61', text: '#ededef', soft: '#a3a3ad', brand: '#82a7ff' }
const KEPT = 64
/** Pictures that were drawn, by all that stands in them: of one that is asked for twice, the drawing is not. */
const drawn = new Map<string, Promise<Buffer>>()

/** PNG, 1200 by 630. */
export function drawPicture(content: PictureContent): Promise<Buffer> {
  const key = JSON.stringify(content)
  const known = drawn.get(key)
  if (known) return known
  const drawing = draw(content)
  drawn.set(key, drawing)
  if (drawn.size > KEPT) drawn.delete(drawn.keys().next().value ?? '')
  // What failed is tried anew.
  drawing.catch(() => drawn.delete(key))
  return drawing
}

async function draw(content: PictureContent): Promise<Buffer> {
  const { ImageResponse } = await import('next/og.js')
  return Buffer.from(await new ImageResponse(<Picture {...content} />, { width: WIDTH, height: HEIGHT }).arrayBuffer())
}

function Picture({ title, figures, curve, foot }: PictureContent) {
  return (
    <div
      style={{
        ...{ display: 'flex', flexDirection: 'column', justifyContent: 'space-between', width: '100%', height: '100%' },
        ...{ padding: 64, background: '#09090b', color: COLOURS.text },
      }}
    >
      <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', width: '100%' }}>
        <div style={{ fontSize: title.length > 32 ? 40 : 52, display: 'flex', maxWidth: 860 }}>{title}</div>
        <div style={{ display: 'flex', alignItems: 'center', fontSize: 28, color: COLOURS.soft }}>
          <svg width="40" height="40" viewBox="0 0 32 32" style={{ marginRight: 12 }} aria-hidden="true">
            <rect width="32" height="32" rx="7.5" fill={COLOURS.text} />
            <circle cx="16" cy="16" r="9" fill="none" stroke="#09090b" strokeWidth="2" />
            <path d="M9.1 17.5h13.8a7.05 7.05 0 0 1-13.8 0z" fill="#09090b" />
          </svg>
          Ballast
        </div>
      </div>
      <div style={{ display: 'flex', width: '100%' }}>
        {figures.map(({ label, text, tone }) => (
          <div key={label} style={{ display: 'flex', flexDirection: 'column', marginRight: 56 }}>
            <div style={{ fontSize: 26, color: COLOURS.soft, display: 'flex' }}>{label}</div>
            <div style={{ fontSize: figures.length > 3 ? 42 : 52, display: 'flex', color: tone ? COLOURS[tone] : COLOURS.text }}>
              {text}
            </div>
          </div>
        ))}
      </div>
      {curve ? (
        <svg width={CURVE.width} height={CURVE.height} viewBox={`0 -4 ${CURVE.width} ${CURVE.height + 8}`} aria-hidden="true">
          <path d={curve.area} fill={COLOURS.brand} fillOpacity="0.14" />
          <path d={curve.line} fill="none" stroke={COLOURS.brand} strokeWidth="4" />
        </svg>
      ) : null}
      <div style={{ display: 'flex', fontSize: 24, color: COLOURS.soft }}>{foot}</div>
    </div>
  )
}
