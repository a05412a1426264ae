import type { ReactNode } from 'react'
import type { SharedCurve, SharedFigure, SharedTable, SharedView } from '../domain/share'
import { SHARE_RANGES } from '../domain/share'
import type { Reader } from '../language/reader'
import { type Said, sentence } from '../language/sentence'
import { drawCurve } from './curve'
import { STYLE } from './style'
import { dayText, directionOf, figureText, headline, markOf, PART_WORDS, RANGE_WORDS, standing } from './words'

/** Shared pages. Drawn by the server and sent as they are: no script runs on them, so nothing of the application's is sent. */

interface DocumentProps {
  reader: Reader
  title: string
  /** Of messengers that show the page in brief; null: they are told nothing. */
  preview: { description: string; url: string; picture: string; alt: string } | null
  children: ReactNode
}

function Document({ reader, title, preview, children }: DocumentProps) {
  return (
    <html lang={reader.language}>
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
const inBrief = (reader: Reader, view: SharedView) =>
  headline(view)
    .map(({ label, figure }) => `${reader.say(label)} ${markOf(figure)?.mark ?? ''}${figureText(reader, figure)}`)
    .join(' · ')

/** @param url the address of the page itself */
export function SharedPage({ reader, view, url }: { reader: Reader; view: SharedView; url: string }) {
  const { say } = reader
  const brief = inBrief(reader, view)
  const [said, ...more] = standing(reader, view)
  const ranged = view.parts.some(({ part }) => part === 'equity' || part === 'returns')
  return (
    <Document
      reader={reader}
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
          <nav aria-label={say(sentence`How far back`)}>
            {SHARE_RANGES.map((range) => (
              <a key={range} href={`?range=${range}`} aria-current={range === view.range ? 'page' : undefined}>
                {say(range === '1y' ? sentence`1 year` : RANGE_WORDS[range])}
              </a>
            ))}
          </nav>
        ) : null}
        <main>
          {view.parts.map(({ part, figures, curve, table, notes }) => (
            <section key={part} aria-labelledby={part}>
              <h2 id={part}>
                {say(PART_WORDS[part])}
                {curve ? `, ${say(RANGE_WORDS[view.range])}` : ''}
              </h2>
              <dl>
                {figures.map(({ label, figure }) => (
                  <div key={label}>
                    <dt>{say(label)}</dt>
                    <dd>
                      <Figure reader={reader} figure={figure} />
                    </dd>
                  </div>
                ))}
              </dl>
              {curve ? <Curve reader={reader} curve={curve} what={say(PART_WORDS[part])} /> : null}
              {table ? <Table reader={reader} table={table} what={say(PART_WORDS[part])} /> : null}
              {notes.length > 0 ? <p className="note">{notes.map(say).join(' ')}</p> : null}
            </section>
          ))}
        </main>
        <footer>
          {say(sentence`Read-only, and not for search engines. Figures are as the exchanges tell them; – is what is not known.`)}
        </footer>
      </div>
    </Document>
  )
}

function Figure({ reader, figure }: { reader: Reader; figure: SharedFigure }) {
  const { say } = reader
  const mark = markOf(figure)
  const direction = directionOf(figure)
  return (
    <>
      {mark ? (
        <>
          <span className="mark" aria-hidden="true">
            {mark.mark}
          </span>
          <span className="hidden">{say(mark.words)} </span>
        </>
      ) : null}
      {figure.value === null ? (
        <>
          <span aria-hidden="true">{figureText(reader, figure)}</span>
          <span className="hidden">{say(sentence`not known`)}</span>
        </>
      ) : (
        <span className={direction ?? undefined}>{figureText(reader, figure)}</span>
      )}
    </>
  )
}

const WIDTH = 1000
const HEIGHT = 240

function Curve({ reader, curve, what }: { reader: Reader; curve: SharedCurve; what: string }) {
  const { say } = reader
  const drawn = drawCurve(curve, WIDTH, HEIGHT)
  if (!drawn) return <p className="none">{say(sentence`Not known for long enough to draw it.`)}</p>
  const text = (value: string) => figureText(reader, { value, as: curve.as, bound: 'exact', signed: false })
  const { line, area, low, high, first, last } = drawn
  const [from, to] = [dayText(reader, first.at), dayText(reader, last.at)]
  const words = say(
    sentence`${what} from ${from} (${text(first.value)}) to ${to} (${text(last.value)}), at least ${text(low)}, at most ${text(high)}`,
  )
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
        <span>{from}</span>
        <span>{to}</span>
      </figcaption>
    </figure>
  )
}

function Table({ reader, table, what }: { reader: Reader; table: SharedTable; what: string }) {
  const { say } = reader
  const { columns, rows, more } = table
  if (rows.length === 0) return <p className="none">{say(sentence`None.`)}</p>
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
                  {say(column)}
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
                  {note ? <small>{say(note)}</small> : null}
                </th>
                {cells.map((cell, column) => (
                  // On a phone each figure stands with its name.
                  <td key={columns[column]} data-label={say(columns[column] ?? '')}>
                    <Figure reader={reader} figure={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {more > 0 ? <p className="note">{say(sentence`And ${more} smaller ones.`)}</p> : null}
    </>
  )
}

/** Asks for the link's password; nothing of what is behind it is told. @param problem why it is asked again */
export function PasswordPage({ reader, problem }: { reader: Reader; problem: Said | null }) {
  const { say } = reader
  const title = say(sentence`A password is needed`)
  return (
    <Document reader={reader} title={title} preview={null}>
      <main className="alone">
        <div>
          <Brand />
          <h1>{title}</h1>
          <p>{say(sentence`Whoever sent you this link has it.`)}</p>
          <form method="post">
            <label htmlFor="password">{say(sentence`Password of the link`)}</label>
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
                {say(problem)}
              </p>
            ) : null}
            <button className="button" type="submit">
              {say(sentence`Show it`)}
            </button>
          </form>
        </div>
      </main>
    </Document>
  )
}

/** Where there is nothing to see, and why. */
export function NothingPage({ reader, title, words }: { reader: Reader; title: Said; words: Said }) {
  const { say } = reader
  return (
    <Document reader={reader} title={say(title)} preview={null}>
      <main className="alone">
        <div>
          <Brand />
          <h1>{say(title)}</h1>
          <p>{say(words)}</p>
        </div>
      </main>
    </Document>
  )
}
