import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

/**
 * The dashboard by Grafana's own schema, as its package publishes it (types made from the definitions that Grafana itself is
 * built of): every field of it is one that Grafana knows, with a value that Grafana takes. What Grafana draws of it is not
 * seen by this.
 */

const tsc = path.resolve('node_modules/.bin/tsc')
const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-dashboard-'))
symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'))
writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What JSON may hold for Grafana's types: words of an enumeration as texts, options of a panel as far as they are set. */
const TYPES = `
import type * as grafana from '@grafana/schema'
import type { Options as Stat } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen'
import type { FieldConfig as Lines, Options as Series } from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen'

type Json<T> = unknown extends T ? unknown
  : T extends string ? \`\${T}\`
  : T extends number | boolean | null | undefined ? T
  : T extends readonly (infer Item)[] ? Json<Item>[]
  : { [Key in keyof T]: Json<T[Key]> }
type Some<T> = T extends readonly (infer Item)[] ? Some<Item>[] : T extends object ? { [Key in keyof T]?: Some<T[Key]> } : T

interface Query extends Pick<grafana.DataQuery, 'refId' | 'hide'> {
  datasource: grafana.DataSourceRef
  expr: string
  legendFormat?: string
}
interface Drawn<Kind extends string, Options, Custom> extends Omit<grafana.Panel, 'type' | 'options' | 'fieldConfig' | 'targets'> {
  type: Kind
  title: string
  gridPos: grafana.Panel['gridPos'] & {}
  options: Some<Options>
  fieldConfig: { defaults: Omit<grafana.FieldConfig, 'custom'> & { custom?: Some<Custom> }; overrides: [] }
  targets: Query[]
}
interface Dashboard extends Omit<grafana.Dashboard, 'panels'> {
  panels: (Drawn<'stat', Stat, {}> | Drawn<'timeseries', Series, Lines> | grafana.RowPanel)[]
}
export const dashboard: Json<Dashboard> = `

/** What Grafana's types have against it; empty: nothing. */
function faultsOf(dashboard: unknown): Promise<string> {
  const file = path.join(folder, `dashboard-${Math.random().toString(36).slice(2)}.ts`)
  writeFileSync(file, `${TYPES}${JSON.stringify(dashboard)}\n`)
  const how = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022', '--types', '']
  return new Promise((resolve, reject) => {
    execFile(tsc, [...how, file], { cwd: folder }, (error, stdout) => {
      if (error && stdout === '') reject(error)
      else resolve(stdout)
    })
  })
}

const dashboardSchema = z.looseObject({
  uid: z.string().max(40),
  panels: z.array(
    z.looseObject({
      id: z.number().int(),
      type: z.string(),
      title: z.string().min(1),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      datasource: z.object({ uid: z.string() }).optional(),
      targets: z.array(z.looseObject({ refId: z.string(), datasource: z.object({ uid: z.string() }) })).optional(),
    }),
  ),
  templating: z.object({ list: z.array(z.looseObject({ name: z.string() })) }),
})
const read = (): unknown => JSON.parse(readFileSync('docs/grafana/ballast.json', 'utf8'))

/** Time for a compiler on a busy machine. */
const SLOW_MS = 120_000

describe('the dashboard for Grafana', () => {
  it('is one by Grafana’s own types', async () => expect(await faultsOf(read())).toBe(''), SLOW_MS)

  it.each<[string, string, (given: z.output<typeof dashboardSchema>) => unknown]>([
    ['a field that there is not', 'refreshs', (given) => ({ ...given, refreshs: '30s' })],
    ['a word that is none of an enumeration', '"loud"', (given) => withPanel(given, 'stat', { options: { colorMode: 'loud' } })],
    [
      'an option of another panel',
      'legend',
      (given) => withPanel(given, 'stat', { options: { legend: { placement: 'bottom' } } }),
    ],
    [
      'a query without its letter',
      'refId',
      (given) => withPanel(given, 'timeseries', { targets: [{ datasource: {}, expr: 'up' }] }),
    ],
    ['a panel that Grafana has not', 'type', (given) => withPanel(given, 'stat', { type: 'number' })],
  ])(
    'is found to be none with %s',
    async (_, named, change) => expect(await faultsOf(change(dashboardSchema.parse(read())))).toContain(named),
    SLOW_MS,
  )

  it('has each panel once, where no other is, in the 24 columns, and every query asks the source that is chosen', () => {
    const { panels, templating } = dashboardSchema.parse(read())
    expect(panels.length).toBeGreaterThan(20)
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    const taken = new Map<string, string>()
    for (const {
      title,
      gridPos: { x, y, w, h },
    } of panels) {
      expect(x + w, title).toBeLessThanOrEqual(24)
      for (let column = x; column < x + w; column++) {
        for (let row = y; row < y + h; row++) {
          const place = `${column} ${row}`
          expect(taken.get(place), `${title} at ${place}`).toBeUndefined()
          taken.set(place, title)
        }
      }
    }
    const chosen = templating.list.map(({ name }) => `\${${name}}`)
    for (const { type, title, datasource, targets = [] } of panels) {
      if (type === 'row') continue
      expect(chosen, title).toContain(datasource?.uid)
      expect(targets.length, title).toBeGreaterThan(0)
      for (const { datasource: asked } of targets) expect(chosen, title).toContain(asked.uid)
      expect(new Set(targets.map(({ refId }) => refId)).size, title).toBe(targets.length)
    }
  })
})

/** The dashboard with something else in its first panel of a type. */
function withPanel(given: z.output<typeof dashboardSchema>, type: string, change: object) {
  const at = given.panels.findIndex((panel) => panel.type === type)
  return { ...given, panels: given.panels.map((panel, index) => (index === at ? { ...panel, ...change } : panel)) }
}
