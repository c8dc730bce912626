import { inYuan, onPaper, termOnPaper, yuan } from '@yingjin/kernel'
import {
  type AnyPackSource,
  documentTitle,
  factLabel,
  isError,
  lapsedPapers,
  loadStack,
  type Pack,
  type PackProblem,
  prove,
  proveDocuments,
  stackFor,
  type ProofFinding,
  wordPackProblem,
  wordProofFinding,
} from '@yingjin/policy'
import { faultsOfCases, workCase, type WorkedCase, type WorkedOutcome } from '@yingjin/policy/testing'
import type { OpenPack } from './open-pack.ts'
import { span } from './page-words.ts'
import { termsIn } from './terms.ts'

/** What a check of one pack says, and how much of it must be mended before the pack is used. */
export type Checked = Readonly<{ said: readonly string[]; faults: number }>

type Part = Readonly<{ title: string; faults: readonly string[]; notes: readonly string[]; sound: string }>
const printed = ({ title, faults, notes, sound }: Part): readonly string[] => [
  '',
  title,
  ...(faults.length === 0 && sound !== '' ? [`  ✓ ${sound}`] : []),
  ...faults.map(f => `  ✗ ${f}`),
  ...notes.map(n => `  · ${n}`),
]

/** The article a diagnostic stands in, where it names a clause of the pack. */
const articleOf = (pack: Pick<Pack, 'clauses'> | null, facts: object): string => {
  const clause = 'clause' in facts && typeof facts.clause === 'string' ? facts.clause : null
  const article = clause === null ? undefined : pack?.clauses[clause]?.article
  return article === undefined ? '' : `（条款：${article}）`
}

/** `packs/530623-yanjin：…（条款：…）〔policy/…〕`: where, what, under which article, and the stable code to look up. */
const diagnostic = (path: string, pack: Pick<Pack, 'clauses'> | null, says: string, of: PackProblem | ProofFinding): string =>
  `${path}：${says}${articleOf(pack, of.facts)}〔${of.code}〕`

const clausesOf = ({ source, registry }: OpenPack): Pick<Pack, 'clauses'> | null => {
  if ('clauses' in source) return source
  const base = registry[source.base]
  return base !== undefined && 'clauses' in base ? base : null
}

const soundness = (open: OpenPack, path: string): Part => ({
  title: '一、能不能启用',
  faults: open.loaded.ok ? [] : open.loaded.problem.facts.problems.map(p => diagnostic(path, clausesOf(open), wordPackProblem(p), p)),
  notes: [],
  sound: open.loaded.ok ? `${open.loaded.value.lines.length} 个条目，${Object.keys(open.loaded.value.clauses).length} 条条款，能启用` : '',
})

const proof = (open: OpenPack, pack: Pack, path: string): Part => {
  const beside = Object.values(open.registry).filter(s => s.division === open.source.division)
  const found = [...prove(pack), ...proveDocuments(beside)]
  const said = (f: ProofFinding): string => diagnostic(path, pack, wordProofFinding(f), f)
  return {
    title: '二、整份政策的证明',
    faults: found.filter(isError).map(said),
    notes: found.filter(f => !isError(f)).map(said),
    sound: '没有谁也享受不到的条目，没有重复享受，没有互相矛盾的数字',
  }
}

/** The papers above that are in force in some term of this one: each such stack once. */
const stacksOf = ({ source, above }: OpenPack): readonly (readonly AnyPackSource[])[] => {
  const registry = Object.fromEntries([...above, source].map(s => [s.id, s]))
  const stacks = termsIn(source.document.inForce).flatMap(term => {
    const stack = stackFor(source.division, term, registry)
    return stack.ok && stack.value.length > 1 ? [stack.value] : []
  })
  return [...new Map(stacks.map(s => [s.map(p => p.id).join(' '), s])).values()]
}

/** Papers above that end before this one does, with nothing after them: from that term on, results stand on this paper alone. */
const endingAbove = ({ source, above }: OpenPack): readonly string[] => {
  const registry = Object.fromEntries([...above, source].map(s => [s.id, s]))
  const first = new Map<string, string>()
  for (const term of termsIn(source.document.inForce))
    for (const { pack, title, inForce } of lapsedPapers(source.division, term, registry))
      if (!first.has(pack))
        first.set(
          pack,
          `请注意：上级的${title}（${pack}）到${onPaper(inForce[1])}前为止，比本文件早；从${termOnPaper(term)}起没有它的条目，也不和它比对，每个结果都会写明；请补上接续的文件`,
        )
  return [...first.values()]
}

/** What goes wrong only where this paper lies over those above it: `alone` has been told already. */
const stacked = (open: OpenPack, path: string, alone: readonly string[]): Part => {
  const title = '三、与上级文件合在一起'
  const stacks = stacksOf(open)
  const ending = endingAbove(open)
  if (stacks.length === 0) return { title, faults: [], notes: ['有效期内没有上级文件', ...ending], sound: '' }
  const said = stacks.flatMap(stack => {
    const loaded = loadStack(stack, open.registry)
    if (!loaded.ok) return loaded.problem.facts.problems.map(p => diagnostic(path, clausesOf(open), wordPackProblem(p), p))
    return prove(loaded.value)
      .filter(isError)
      .map(f => diagnostic(path, loaded.value, wordProofFinding(f), f))
      .filter(f => !alone.includes(f))
  })
  const upper = [...new Set(stacks.flatMap(stack => stack.slice(0, -1)))]
  return {
    title,
    faults: [...new Set(said)],
    notes: [...upper.map(a => `${a.id}：${documentTitle(a.document)}（${span(a.document.inForce[0], a.document.inForce[1])}）`), ...ending],
    sound: '合得上',
  }
}

const sums = (fen: string): string => `${inYuan(yuan(fen).fen)} 元`
const borne = (funds: Readonly<Record<string, string>>): string =>
  Object.entries(funds)
    .map(([fund, fen]) => `${fund} ${sums(fen)}`)
    .join('、')
const outcome = (e: unknown): string => {
  if (typeof e !== 'object' || e === null) return String(e)
  const o = e as WorkedOutcome
  if ('due' in o) return o.due === null ? '应享，没有金额' : `应享 ${sums(o.due)}`
  if ('not' in o) return '不享受'
  if ('missing' in o) return `还缺 ${o.missing.map(factLabel).join('、')}`
  if ('notEntered' in o) return `尚未录入 ${o.notEntered.join('、')}`
  if ('decide' in o) return '须由人判定'
  return 'notInForce' in o ? '本学期不执行' : borne(e as Readonly<Record<string, string>>)
}

const outcomesOf = (of: unknown): Readonly<Record<string, unknown>> => (typeof of === 'object' && of !== null ? (of as Readonly<Record<string, unknown>>) : {})

const worked = (open: OpenPack, pack: Pack, path: string): Part => {
  const register = new Set([
    ...Object.values(pack.clauses).map(c => c.register),
    ...Object.keys(pack.readings),
    ...pack.lines.map(l => l.id),
    ...pack.notEncoded.map(n => n.register),
  ])
  const wrong = open.cases.flatMap(c => {
    const { got, expected } = workCase(pack, c)
    if (typeof got === 'string') return [`${path} 算例“${c.title}”：不能计算（${got}）`]
    return Object.entries(outcomesOf(expected)).flatMap(([line, e]) => {
      const g = outcomesOf(got)[line]
      if (JSON.stringify(g) === JSON.stringify(e)) return []
      return [`${path} 算例“${c.title}”${line}：应为${outcome(e)}，算出来是${outcome(g)}（依据：${c.clause}）`]
    })
  })
  // IDs of other documents are the business of the register, which the gate asks.
  const own = faultsOfCases(open.cases, register).filter(f => !f.endsWith('不在登记册里'))
  return {
    title: '四、算例',
    faults: [...own.map(f => `${path} 算例${f}`), ...wrong],
    notes: open.casesOf === open.folder.id ? [] : [`沿用 ${open.casesOf} 的算例`],
    sound: `${open.cases.length} 个，全部相符`,
  }
}

const notEncoded = (pack: Pack): Part => ({
  title: '五、没有编成规则的条款',
  faults: [],
  notes: [
    ...pack.notEncoded.map(n => `${n.register} ${n.title}：${n.because}`),
    ...Object.entries(pack.clauses).flatMap(([key, c]) =>
      c.waived === undefined || pack.notEncoded.some(n => n.register === c.register) ? [] : [`${key} ${c.article} ${c.text}：${c.waived}`],
    ),
  ],
  sound: '',
})

const toEnter = (pack: Pack): Part => ({
  title: '六、还要录入的数字（录入前相关条目不发一分）',
  faults: [],
  notes: Object.entries(pack.parameters).flatMap(([key, p]) =>
    p.values.length > 0 ? [] : [`${p.label}（parameters.ts 里的 ${key}；${pack.clauses[p.clause]?.article ?? p.clause}）`],
  ),
  sound: '',
})

const kinds = { due: '应享', not: '不享受', missing: '缺信息', notEntered: '未录入', decide: '由人判定', notInForce: '不执行' } as const
const perLine = (pack: Pack, cases: readonly WorkedCase[]): Part => ({
  title: '七、每个条目的算例',
  faults: [],
  notes: pack.lines.map(l => {
    const of = cases.flatMap(c => (c.expect[l.id] === undefined ? [] : [c.expect[l.id] as WorkedOutcome]))
    const counted = Object.entries(kinds).flatMap(([kind, label]) => {
      const number = of.filter(e => kind in e).length
      return number === 0 ? [] : [`${label} ${number}`]
    })
    return `${l.id} ${l.title}：${of.length === 0 ? '还没有算例' : `${of.length} 个（${counted.join('，')}）`}`
  }),
  sound: '',
})

/** Everything there is to say about a pack before anybody is decided by it, in Chinese, each with its place and clause. */
export const checkPack = (open: OpenPack, path: string, typed: boolean): Checked => {
  const d = open.source.document
  const head = [
    `政策包 ${open.folder.id}：${documentTitle(d)}（${span(d.inForce[0], d.inForce[1])}）`,
    typed ? '  ✓ 通过类型检查' : '  · 没有装类型检查器，没有查类型',
  ]
  const first = soundness(open, path)
  if (!open.loaded.ok) return { said: [...head, ...printed(first), '', '改好以上各处，才能接着查。'], faults: first.faults.length }
  const pack = open.loaded.value
  const proven = proof(open, pack, path)
  const parts = [first, proven, stacked(open, path, proven.faults), worked(open, pack, path), notEncoded(pack), toEnter(pack), perLine(pack, open.cases)]
  const faults = parts.reduce((n, p) => n + p.faults.length, 0)
  const nothing = (p: Part): Part => (p.faults.length + p.notes.length === 0 && p.sound === '' ? { ...p, notes: ['没有'] } : p)
  return {
    said: [
      ...head,
      ...parts.map(nothing).flatMap(printed),
      '',
      faults === 0 ? `政策包 ${open.folder.id} 没有问题。` : `政策包 ${open.folder.id} 有 ${faults} 处要改。`,
    ],
    faults,
  }
}
