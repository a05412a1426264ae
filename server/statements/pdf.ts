import PDFDocument from 'pdfkit'
import { formatMoney, formatPercent } from '../domain/number-format'
import { canonical, type Statement } from './envelope'

/** A statement on a page (A4). Its fonts are those that every reader has, so that it holds none. */

const LOCALE = 'en-US'
const MARKS = { exact: '', at_least: 'at least ', at_most: 'at most ', uncertain: 'about ' } as const
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const INK = '#18181b'
const SOFT = '#5c5c66'
const LINE = '#d4d4d8'
const LEFT = 56
const WIDTH = 483
/** So many accounts are named; the file holds all. */
const MOST_NAMED = 24

/** The standard fonts know Latin letters; the others stand in the attached file alone. */
const written = (text: string) =>
  text
    .replaceAll('\u2212', '-')
    .replaceAll('\u2248', 'about ')
    .replaceAll('\u00a0', ' ')
    .replaceAll(/[^\u0020-\u007e\u00a1-\u00ff]/g, '?')
const usd = (value: string | null) => (value === null ? '-' : written(formatMoney(value, { locale: LOCALE, currency: 'USD' })))
const gain = (value: string | null) =>
  value === null ? '-' : written(formatMoney(value, { locale: LOCALE, currency: 'USD', sign: 'always' }))
const share = (value: string | null) =>
  value === null ? '-' : written(formatPercent(value, { locale: LOCALE, sign: 'always', decimals: 4 }))
const minute = (moment: string) => `${moment.slice(0, 16).replace('T', ' ')} UTC`

/** @param keyId of the key that is to sign it */
export async function statementPdf(statement: Statement, keyId: string): Promise<Buffer> {
  const { month, from, madeAt, issuer, tag, accounts, nav, twr, opening, flows, gain: gained, basis } = statement
  const title = `Statement for ${MONTH.format(new Date(from))}`
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: 64, bottom: 56, left: LEFT, right: LEFT },
    info: { Title: `${title} (${month})`, Producer: 'Ballast', Creator: 'Ballast', CreationDate: new Date(madeAt) },
    lang: 'en',
    displayTitle: true,
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<void>((resolve, reject) => doc.once('end', resolve).once('error', reject))

  doc.fillColor(SOFT).font('Helvetica').fontSize(10).text(written(issuer))
  doc.moveDown(0.4).fillColor(INK).font('Helvetica-Bold').fontSize(22).text(title)
  doc.moveDown(0.3).fillColor(SOFT).font('Helvetica').fontSize(10)
  doc.text(`In US dollars. Made ${minute(madeAt)}.`).moveDown(1.4)

  const line = (label: string, value: string, why: string | null) => {
    const top = doc.y
    doc.font('Helvetica').fontSize(11).fillColor(INK).text(label, LEFT, top, { width: 300 })
    doc.font('Helvetica-Bold').text(value, LEFT + 233, top, { width: 250, align: 'right' })
    if (why !== null)
      doc
        .font('Helvetica')
        .fontSize(9)
        .fillColor(SOFT)
        .text(written(why), LEFT, doc.y + 2, { width: WIDTH })
    const under = doc.y + 5
    doc
      .moveTo(LEFT, under)
      .lineTo(LEFT + WIDTH, under)
      .lineWidth(0.5)
      .strokeColor(LINE)
      .stroke()
    doc.y = under + 7
  }
  const read = nav.readFrom === null ? null : `Read at the exchanges from ${minute(nav.readFrom)} on.`
  line(
    'Net asset value at the end of the month',
    nav.value === null ? '-' : MARKS[nav.bound] + usd(nav.value),
    sentences(nav.why, read),
  )
  const since = twr.since === null || twr.since === from.slice(0, 10) ? null : `Over the days from ${twr.since} on.`
  line('Time-weighted return', share(twr.value), sentences(twr.why, since))
  line('Held at the beginning', usd(opening), null)
  line('Came in less went out', gain(flows), null)
  line('Gain', gain(gained), null)

  const many = accounts.length === 1 ? 'One account' : `${accounts.length} accounts`
  heading(doc, tag === undefined ? many : `${written(tag)}: ${many.toLowerCase()}`)
  for (const { name, exchange } of accounts.slice(0, MOST_NAMED))
    doc.text(written(`${name} (${exchange})`), LEFT, doc.y, { width: WIDTH })
  if (accounts.length > MOST_NAMED) doc.text(`And ${accounts.length - MOST_NAMED} more, which the attached file names.`)

  heading(doc, 'What it rests on')
  doc.text(`${basis.rows} stored days of these accounts, whose canonical JSON has this SHA-256:`)
  doc.font('Courier').fontSize(9).text(basis.sha256)

  heading(doc, 'How to check it')
  doc.text(
    `This file is signed (Ed25519), every byte of this page with it, by the key that ${written(issuer)}/.well-known/ballast.json publishes:`,
    LEFT,
    doc.y,
    { width: WIDTH },
  )
  doc.font('Courier').fontSize(9).text(keyId)
  doc.font('Helvetica').text('With Ballast at hand: npm run verify -- FILE. A "-" is what is not known.')

  doc.file(Buffer.from(canonical(statement), 'utf8'), {
    ...{ name: `ballast-${month}.json`, type: 'application/json', description: 'What this page says' },
    ...{ creationDate: new Date(madeAt), modifiedDate: new Date(madeAt) },
  })
  doc.end()
  await done
  return Buffer.concat(chunks)
}

const sentences = (...each: (string | null)[]) => each.filter((one) => one !== null).join(' ') || null

function heading(doc: PDFKit.PDFDocument, text: string): void {
  doc.moveDown(1.2).font('Helvetica-Bold').fontSize(11).fillColor(INK).text(text, LEFT, doc.y)
  doc.moveDown(0.3).font('Helvetica').fontSize(9).fillColor(SOFT)
}
