import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { makeMeter } from './make'
import { readPromql } from './promql.testing'

/** Dashboard and rules by Prometheus' grammar, held to the metrics that a process registers, with their labels. */

/** Of each of them: those that a scrape of any target has come beside. */
const OF_EVERY_TARGET = ['role', 'instance', 'job']

const metricSchema = z.object({ name: z.string(), help: z.string(), labelNames: z.array(z.string()) })

/** What a process registers to be told. */
async function metricsOf() {
  const { Registry } = z
    .object({ Registry: z.custom<typeof import('prom-client').Registry>() })
    .parse(createRequire(import.meta.url)('prom-client'))
  const register = vi.spyOn(Registry.prototype, 'registerMetric')
  await makeMeter({ role: 'web', version: '1', portfolio: true, deps: () => Promise.reject(new Error('No database here.')) })
  const found = register.mock.calls.map(([metric]) => ({
    ...metricSchema.parse(metric),
    type: metric.constructor.name.toLowerCase(),
  }))
  register.mockRestore()
  return found
}

/** Labels of each series that there is, by its name: of a process, and the one that Prometheus has of every target. */
async function registered(): Promise<Map<string, string[]>> {
  const labels = new Map<string, string[]>([['up', ['instance', 'job']]])
  for (const { name, labelNames, type } of await metricsOf()) {
    if (type === 'histogram') {
      labels.set(`${name}_bucket`, [...labelNames, 'le'])
      for (const part of ['sum', 'count']) labels.set(`${name}_${part}`, labelNames)
    } else labels.set(name, labelNames)
  }
  return labels
}

const dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).default([]) })),
})
const rules = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string().min(1),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^[A-Z]\w+$/),
          expr: z.string(),
          for: z.string().regex(/^\d+[smhd]$/),
          labels: z.record(z.string(), z.string()),
          annotations: z.strictObject({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
})
const readDashboard = () => dashboard.parse(JSON.parse(readFileSync('docs/grafana/ballast.json', 'utf8')))
const readRules = () => rules.parse(parse(readFileSync('docs/grafana/alerts.yml', 'utf8'))).groups.flatMap((group) => group.rules)

const expressions: [string, string][] = [
  ...readDashboard().panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }): [string, string] => [`panel ${title}`, expr]),
  ),
  ...readRules().map(({ alert, expr }): [string, string] => [`rule ${alert}`, expr]),
]

/** What is wrong with an expression, beside the metrics that there are. */
function faultsOf(expression: string, known: ReadonlyMap<string, readonly string[]>): string[] {
  const { errors, selectors, groupings } = readPromql(expression)
  const has = (metric: string, label: string) => [...(known.get(metric) ?? []), ...OF_EVERY_TARGET].includes(label)
  return [
    ...errors.map((error) => `no PromQL ${error}`),
    ...(selectors.length === 0 ? ['asks for no metric'] : []),
    ...selectors.flatMap(({ metric, matchers }) => [
      ...(known.has(metric) ? [] : [`there is no ${metric}`]),
      ...matchers.flatMap(({ label }) => (has(metric, label) ? [] : [`${metric} has no label ${label}`])),
    ]),
    ...groupings.flatMap(({ label, metrics }) =>
      metrics.some((metric) => has(metric, label)) ? [] : [`none of ${metrics.join(', ')} has the label ${label}`],
    ),
  ]
}

describe('what Grafana and Prometheus are given', () => {
  it('is PromQL, each expression of it, of metrics that there are and labels that they have', async () => {
    const known = await registered()
    expect(known.size).toBeGreaterThan(40)
    expect(expressions.length).toBeGreaterThan(35)
    const faults = expressions.flatMap(([where, expression]) =>
      faultsOf(expression, known).map((fault) => `${where}: ${fault} in ${expression}`),
    )
    expect(faults).toEqual([])
  })

  it.each([
    ['sum(rate(ballast_readings_total[5m])', 'no PromQL'],
    ['rate(ballast_readings_total)[5m', 'no PromQL'],
    ['1 + 1', 'asks for no metric'],
    ['ballast_readings', 'there is no ballast_readings'],
    ['rate(ballast_reading_duration_seconds[5m])', 'there is no ballast_reading_duration_seconds'],
    ['ballast_accounts{outcome="ok"}', 'ballast_accounts has no label outcome'],
    ['sum by (state) (ballast_readings_total)', 'none of ballast_readings_total has the label state'],
    ['sum by (le) (rate(ballast_reading_duration_seconds_sum[5m]))', 'has the label le'],
  ])('is found to be wrong where it is: %s', async (expression, fault) => {
    expect(faultsOf(expression, await registered()).join()).toContain(fault)
  })

  it('has names as Prometheus asks of them: totals of counters alone, base units, no words of histograms', async () => {
    const ours = (await metricsOf()).filter(({ name }) => name.startsWith('ballast_'))
    expect(ours.length).toBeGreaterThan(20)
    for (const { name, type, help } of ours) {
      expect(name.endsWith('_total'), name).toBe(type === 'counter')
      expect(name).not.toMatch(/_(count|sum|bucket)$|milli|micro|_(ms|minutes|hours|kb|mb|percent)(_|$)|[A-Z]/)
      if (type === 'histogram') expect(name).toMatch(/_seconds$/)
      expect(help.length, name).toBeGreaterThan(3)
    }
  })

  it('no rule waits for a counter to stand still that may not have begun: it has no series then', () => {
    const lost = (expr: string) => /\brate\(.*\)\s*==\s*0/s.test(expr) && !expr.includes('or vector(0)')
    expect(readRules().filter(({ expr }) => lost(expr))).toEqual([])
    expect(readRules().filter(({ expr }) => /\brate\(.*==\s*0/s.test(expr)).length).toBeGreaterThan(0)
    expect(lost('sum(rate(ballast_readings_total[10m])) == 0')).toBe(true)
  })

  it('tells of one target that is away while others of its kind are there, of a process that is not ready, and of old backups', () => {
    const asked = readRules().flatMap(({ expr }) => readPromql(expr).selectors.map(({ metric }) => metric))
    for (const metric of ['up', 'ballast_ready', 'ballast_warning', 'ballast_backup_last_success_timestamp_seconds'])
      expect(asked).toContain(metric)
  })

  it('names in the words of a rule only labels that its expression leaves', async () => {
    const known = await registered()
    for (const { alert, expr, annotations } of readRules()) {
      const { selectors, groupings } = readPromql(expr)
      const left =
        groupings.length > 0
          ? groupings.map(({ label }) => label)
          : [...selectors.flatMap(({ metric }) => known.get(metric) ?? []), ...OF_EVERY_TARGET]
      const named = [
        ...Object.values(annotations)
          .join(' ')
          .matchAll(/\$labels\.(\w+)/g),
      ].map(([, label]) => label ?? '')
      expect(
        named.filter((label) => !left.includes(label)),
        alert,
      ).toEqual([])
    }
  })
})
