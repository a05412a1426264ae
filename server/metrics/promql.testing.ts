import { parser } from '@prometheus-io/lezer-promql'

/** What an expression asks for. */
export interface Asked {
  /** Where it is no PromQL, by Prometheus' own grammar; empty: it is. */
  errors: string[]
  selectors: { metric: string; matchers: { label: string; op: string; value: string }[] }[]
  /** Labels that are kept, dropped or matched (`by`, `on` …), each with the metrics that it is asked of. */
  groupings: { label: string; metrics: string[] }[]
}

/** Takes an expression apart by the grammar of Prometheus. */
export function readPromql(text: string): Asked {
  const asked: Asked = { errors: [], selectors: [], groupings: [] }
  const tree = parser.parse(text)
  const metricsWithin = (from: number, to: number) => {
    const metrics: string[] = []
    tree.iterate({
      from,
      to,
      enter: ({ name, node }) => {
        if (name === 'VectorSelector' && node.from >= from && node.to <= to) metrics.push(nameOf(text, node))
      },
    })
    return metrics
  }
  tree.iterate({
    enter: ({ name, type, node }) => {
      if (type.isError) asked.errors.push(`at ${node.from}: …${text.slice(node.from, node.from + 20)}`)
      if (name === 'VectorSelector') {
        const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []
        asked.selectors.push({
          metric: nameOf(text, node),
          matchers: matchers.map((matcher) => ({
            label: sliceOf(text, matcher.getChild('LabelName')),
            op: sliceOf(text, matcher.getChild('MatchOp')),
            value: sliceOf(text, matcher.getChild('StringLiteral')).slice(1, -1),
          })),
        })
      }
      if (name === 'GroupingLabels') {
        const whole = node.parent?.parent ?? node
        for (const label of node.getChildren('LabelName')) {
          asked.groupings.push({ label: sliceOf(text, label), metrics: metricsWithin(whole.from, whole.to) })
        }
      }
    },
  })
  return asked
}

interface Span {
  from: number
  to: number
}
const sliceOf = (text: string, span: Span | null) => (span ? text.slice(span.from, span.to) : '')
const nameOf = (text: string, node: { getChild(name: string): Span | null }) => sliceOf(text, node.getChild('Identifier'))
