import type { ReactNode } from 'react'
import type { SharedCurve, SharedFigure, SharedTable, SharedView } from '../domain/share'
import { SHARE_RANGES } from '../domain/share'
import { drawCurve } from './curve'
import { STYLE } from './style'
import { dayText, directionOf, figureText, headline, markOf, PART_WORDS, RANGE_WORDS, standing } from './words'

/** Shared pages. Drawn by the server and sent as they are: no script runs on them, so nothing of the application's is sent. */

interface DocumentProps {
  title: string
  /** Of messengers that show the page in brief; null: they are told nothing. */
  preview: { description: string; url: string; picture: string; alt: string } | null
  children: ReactNode
}

function Document({ title, preview, children }: DocumentProps) {
  return (
    <html lang="en">
      {/* biome-ignore lint/style/noHeadElement: no page of the framework's. */}
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="robots" content="noindex, nofollow, noarchive, nosnippet, noimageindex" />
        <meta name="referrer" content="no-referrer" />
        <meta name="format-detection" content="telephone=no" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fafafa" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#09090b" />
        <link rel="icon" href="/icons/icon.svg" type="image/svg+xml" />
        {preview ? (
          <>
            <meta name="description" content={preview.description} />
            <meta property="og:type" content="website" />
            <meta property="og:site_name" content="Ballast" />
            <meta property="og:title" content={title} />
            <meta property="og:description" content={preview.description} />
            <meta property="og:url" content={preview.url} />
            <meta property="og:image" content={preview.picture} />
            <meta property="og:image:type" content="image/png" />
            <meta property="og:image:width" content="1200" />
            <meta property="og:image:height" content="630" />
            <meta property="og:image:alt" content={preview.alt} />
            <meta name="twitter:card" content="summary_large_image" />
          </>
        ) : null}
        <style>{STYLE}</style>
      </head>
      <body>{children}</body>
    </html>
  )
}

function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="7.5" fill="currentColor" />
        <circle cx="16" cy="16" r="9" fill="none" stroke="var(--bg)" strokeWidth="2" />
        <path d="M9.1 17.5h13.8a7.05 7.05 0 0 1-13.8 0z" fill="var(--bg)" />
      </svg>
      Ballast
    </span>
  )
}

/** What the figures in brief say in a sentence. */
export const inBrief = (view: SharedView) =>
  headline(view)
    .map(({ label, figure }) => `${label} ${markOf(figure)?.mark ?? ''}${figureText(figure)}`)
    .join(' · ')

/** @param url the address of the page itself */
export function SharedPage({ view, url }: { view: SharedView; url: string }) {
  const brief = inBrief(view)
  const [said, ...more] = standing(view)
  const ranged = view.parts.some(({ part }) => part === 'equity' || part === 'returns')
  return (
    <Document
      title={view.title}
      preview={{ description: `${brief}. ${said}`, url, picture: `${url}/picture.png`, alt: `${view.title}: ${brief}` }}
    >
      <div className="wrap">
        <header>
          <h1>{view.title}</h1>
          <Brand />
        </header>
        <p className="standing">{[said, ...more].join(' ')}</p>
        {ranged ? (
          <nav aria-label="How far back">
            {SHARE_RANGES.map((range) => (
              <a key={range} href={`?range=${range}`} aria-current={range === view.range ? 'page' : undefined}>
                {range === '1y' ? '1 year' : RANGE_WORDS[range]}
              </a>
            ))}
          </nav>
        ) : null}
        <main>
          {view.parts.map(({ part, figures, curve, table, notes }) => (
            <section key={part} aria-labelledby={part}>
              <h2 id={part}>
                {PART_WORDS[part]}
                {curve ? `, ${RANGE_WORDS[view.range]}` : ''}
              </h2>
              <dl>
                {figures.map(({ label, figure }) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>
                      <Figure figure={figure} />
                    </dd>
                  </div>
                ))}
              </dl>
              {curve ? <Curve curve={curve} what={PART_WORDS[part]} /> : null}
              {table ? <Table table={table} what={PART_WORDS[part]} /> : null}
              {notes.length > 0 ? <p className="note">{notes.join(' ')}</p> : null}
            </section>
          ))}
        </main>
        <footer>Read-only, and not for search engines. Figures are as the exchanges tell them; – is what is not known.</footer>
      </div>
    </Document>
  )
}

function Figure({ figure }: { figure: SharedFigure }) {
  const mark = markOf(figure)
  const direction = directionOf(figure)
  return (
    <>
      {mark ? (
        <>
          <span className="mark" aria-hidden="true">
            {mark.mark}
          </span>
          <span className="hidden">{mark.words} </span>
        </>
      ) : null}
      {figure.value === null ? (
        <>
          <span aria-hidden="true">{figureText(figure)}</span>
          <span className="hidden">not known</span>
        </>
      ) : (
        <span className={direction ?? undefined}>{figureText(figure)}</span>
      )}
    </>
  )
}

const WIDTH = 1000
const HEIGHT = 240

function Curve({ curve, what }: { curve: SharedCurve; what: string }) {
  const drawn = drawCurve(curve, WIDTH, HEIGHT)
  if (!drawn) return <p className="none">Not known for long enough to draw it.</p>
  const text = (value: string) => figureText({ value, as: curve.as, bound: 'exact', signed: false })
  const { line, area, low, high, first, last } = drawn
  const words = `${what} from ${dayText(first.at)} (${text(first.value)}) to ${dayText(last.at)} (${text(last.value)}), at least ${text(low)}, at most ${text(high)}`
  return (
    <figure>
      <div className="plot">
        <svg viewBox={`0 -4 ${WIDTH} ${HEIGHT + 8}`} preserveAspectRatio="none" role="img" aria-label={words}>
          <path className="area" d={area} />
          <path className="line" d={line} />
        </svg>
        <ol aria-hidden="true">
          <li>{text(high)}</li>
          <li>{text(low)}</li>
        </ol>
      </div>
      <figcaption>
        <span>{dayText(first.at)}</span>
        <span>{dayText(last.at)}</span>
      </figcaption>
    </figure>
  )
}

function Table({ table: { columns, rows, more }, what }: { table: SharedTable; what: string }) {
  if (rows.length === 0) return <p className="none">None.</p>
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways on a phone must be within reach of the keyboard. */}
      <section className="scroll" aria-label={what} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="hidden">{what}</span>
              </th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, note, cells }, nth) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, and two accounts may hold the same.
              <tr key={nth}>
                <th scope="row">
                  {name}
                  {note ? <small>{note}</small> : null}
                </th>
                {cells.map((cell, column) => (
                  <td key={columns[column]}>
                    <Figure figure={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {more > 0 ? <p className="note">{`And ${more} smaller ones.`}</p> : null}
    </>
  )
}

/** Asks for the link's password; nothing of what is behind it is told. @param problem why it is asked again */
export function PasswordPage({ problem }: { problem: string | null }) {
  return (
    <Document title="A password is needed" preview={null}>
      <main className="alone">
        <div>
          <Brand />
          <h1>A password is needed</h1>
          <p>Whoever sent you this link has it.</p>
          <form method="post">
            <label htmlFor="password">Password of the link</label>
            <input
              id="password"
              name="password"
              type="password"
              required
              maxLength={256}
              autoComplete="off"
              aria-invalid={problem ? true : undefined}
              aria-describedby={problem ? 'problem' : undefined}
            />
            {problem ? (
              <p id="problem" className="bad" role="alert">
                {problem}
              </p>
            ) : null}
            <button className="button" type="submit">
              Show it
            </button>
          </form>
        </div>
      </main>
    </Document>
  )
}

/** Where there is nothing to see, and why. */
export function NothingPage({ title, words }: { title: string; words: string }) {
  return (
    <Document title={title} preview={null}>
      <main className="alone">
        <div>
          <Brand />
          <h1>{title}</h1>
          <p>{words}</p>
        </div>
      </main>
    </Document>
  )
}
