import { onPaper, type PlainDate, type Problem, problem, type Term, termOnPaper, word, type WordingFor } from '@yingjin/kernel'

/** The closed list of what can be wrong with a pack. Each names the pack's place, so that its writer can go there. */
type P<Code extends string, Facts extends object> = Problem<`policy/${Code}`, Facts>

export type PackProblem =
  | P<'uncited-line', { line: string }>
  | P<'unknown-clause', { place: string; clause: string }>
  | P<'unused-clause', { clause: string }>
  | P<'unit-mismatch', { place: string; expected: string; found: string }>
  | P<'missing-rounding', { place: string }>
  | P<'bad-divisor', { place: string; divisor: number }>
  | P<'may-be-negative', { place: string; least: number }>
  | P<'overflow', { place: string; least: number; greatest: number }>
  | P<'table-not-total', { place: string; lacking: readonly string[] }>
  | P<'known-in-a-rule', { place: string }>
  | P<'bands-gap', { place: string; from: string; to: string }>
  | P<'bands-overlap', { place: string; at: string }>
  | P<'bands-unsorted', { place: string; first: string; then: string }>
  | P<'bands-short', { place: string; least: string; greatest: string }>
  | P<'not-a-code', { place: string; code: string; expected: string }>
  | P<'bounds-reversed', { place: string; from: string; to: string }>
  | P<'unknown-code', { place: string; choice: string; code: string }>
  | P<'unknown-fact', { place: string; fact: string }>
  | P<'unknown-parameter', { place: string; parameter: string }>
  | P<'unknown-reading', { place: string; reading: string }>
  | P<'reading-options', { place: string; reading: string; lacking: readonly string[]; surplus: readonly string[] }>
  | P<'reading-default', { reading: string; option: string }>
  | P<'dates-not-contiguous', { what: string; until: PlainDate; next: PlainDate }>
  | P<'dates-reversed', { what: string; from: PlainDate; to: PlainDate }>
  | P<'parameter-missing', { parameter: string; term: Term }>
  | P<'parameter-short', { parameter: string; from: PlainDate; to: PlainDate }>
  | P<'not-in-force', { pack: string; term: Term; from: PlainDate; to: PlainDate }>
  | P<'not-yet-known', { pack: string; promulgated: PlainDate; knownOn: PlainDate }>
  | P<'no-such-option', { reading: string; option: string; options: readonly string[] }>
  | P<'duplicate-line', { line: string }>
  | P<'unknown-line', { place: string; line: string }>
  | P<'unstaged-line', { line: string }>
  | P<'forbidden-form', { line: string; form: string }>
  | P<'waiver-inside', { place: string }>
  | P<'too-many-bits', { what: string; count: number }>
  | P<'not-encoded-and-a-line', { register: string }>
  | P<'unknown-base', { pack: string; base: string; known: readonly string[] }>
  | P<'base-in-a-circle', { packs: readonly string[] }>
  | P<'key-in-two-packs', { what: string; key: string; packs: readonly string[] }>
  | P<'unknown-upper-line', { pack: string; line: string }>
  | P<'line-without-word', { upper: string; upperPack: string; lower: string; lowerPack: string }>
  | P<'no-pack', { division: string; papers: readonly string[] }>
  | P<'no-pack-in-force', { division: string; term: Term; papers: readonly Readonly<{ title: string; from: PlainDate; to: PlainDate }>[] }>
  | P<'two-in-force', { division: string; term: Term; packs: readonly string[] }>
  | P<'line-outside-document', { line: string; from: PlainDate; to: PlainDate }>
  | P<'shares-not-one', { line: string; numerator: number; denominator: number }>
  | P<'payers-not-the-sum', { line: string }>
  | P<'unknown-fund-head', { line: string; head: string; heads: readonly string[] }>
  | P<'unknown-organisation', { place: string; organisation: string }>
  | P<'same-name-twice', { place: string; name: string }>

export type PackProblemCode = PackProblem['code']

/** A pack that is not sound, with everything that is wrong with it: one run shows all. */
export type PackRefused = Problem<'policy/pack-refused', { pack: string; problems: readonly PackProblem[] }>
export const packRefused = (pack: string, problems: readonly PackProblem[]): PackRefused => problem('policy/pack-refused', { pack, problems })

const quoted = (names: readonly string[]): string => names.map(n => `“${n}”`).join('、')

export const packProblemWording: WordingFor<PackProblem> = {
  'policy/uncited-line': p => `${p.line}：没有写明依据哪一条款。`,
  'policy/unknown-clause': p => `${p.place}：引用的条款“${p.clause}”不在本政策的条款表里。`,
  'policy/unused-clause': p => `条款“${p.clause}”没有任何规则引用；如确实不编码，请列入“不编码”并写明理由。`,
  'policy/unit-mismatch': p => `${p.place}：单位不一致，应为${p.expected}，实为${p.found}。`,
  'policy/missing-rounding': p => `${p.place}：做了除法而没有写明舍入依据的条款或读法。`,
  'policy/bad-divisor': p => `${p.place}：除数必须是正整数，现为 ${p.divisor}。`,
  'policy/may-be-negative': p => `${p.place}：结果可能为负（最小 ${p.least}），不能分配或舍入。`,
  'policy/overflow': p => `${p.place}：数值可能超出可精确表示的范围（${p.least} 至 ${p.greatest}）。`,
  'policy/table-not-total': p => `${p.place}：对照表缺 ${quoted(p.lacking)}。`,
  'policy/known-in-a-rule': p => `${p.place}：“是否已经知道”只能用在提示里；用在规则里，已定的结果会随着信息增加而改变。`,
  'policy/bands-gap': p => `${p.place}：分档不衔接，从 ${p.from} 到 ${p.to} 没有任何一档。`,
  'policy/bands-overlap': p => `${p.place}：分档重叠，${p.at} 同时落在两档里。`,
  'policy/bands-unsorted': p => `${p.place}：分档没有从低到高排列，${p.then} 排在 ${p.first} 之后。`,
  'policy/bands-short': p => `${p.place}：分档没有覆盖全部可能的取值（${p.least} 至 ${p.greatest}）。`,
  'policy/not-a-code': p => `${p.place}：“${p.code}”不是${p.expected}。`,
  'policy/bounds-reversed': p => `${p.place}：范围的上下限颠倒，从 ${p.from} 到 ${p.to}。`,
  'policy/unknown-code': p => `${p.place}：“${p.choice}”没有“${p.code}”这个取值。`,
  'policy/unknown-fact': p => `${p.place}：事实“${p.fact}”不在事实字典里。`,
  'policy/unknown-parameter': p => `${p.place}：参数“${p.parameter}”没有定义。`,
  'policy/unknown-reading': p => `${p.place}：读法“${p.reading}”没有定义。`,
  'policy/reading-options': p =>
    `${p.place}：读法 ${p.reading} 的各种理解没有逐一对应${p.lacking.length > 0 ? `，缺 ${quoted(p.lacking)}` : ''}${p.surplus.length > 0 ? `，多出 ${quoted(p.surplus)}` : ''}。`,
  'policy/reading-default': p => `读法 ${p.reading} 的默认理解“${p.option}”不在它的选项里。`,
  'policy/dates-not-contiguous': p => `${p.what}：日期不衔接，前一段到 ${onPaper(p.until)} 为止，后一段从 ${onPaper(p.next)} 开始。`,
  'policy/dates-reversed': p => `${p.what}：截止日 ${onPaper(p.to)} 不晚于起始日 ${onPaper(p.from)}。`,
  'policy/parameter-missing': p => `参数“${p.parameter}”在${termOnPaper(p.term)}没有取值；不会沿用其他年份的数字。`,
  'policy/parameter-short': p => `参数“${p.parameter}”没有覆盖文件的有效期（${onPaper(p.from)} 至 ${onPaper(p.to)} 前）。`,
  'policy/not-in-force': p => `政策 ${p.pack} 的有效期是 ${onPaper(p.from)} 至 ${onPaper(p.to)} 前，${termOnPaper(p.term)}第一天不在其中。`,
  'policy/not-yet-known': p => `政策 ${p.pack} ${onPaper(p.promulgated)}才发布，${onPaper(p.knownOn)}还不知道有它。`,
  'policy/no-such-option': p => `读法 ${p.reading} 没有“${p.option}”这种理解；可选：${quoted(p.options)}。`,
  'policy/duplicate-line': p => `${p.line}：同一编号出现两次。`,
  'policy/unknown-line': p => `${p.place}：没有编号为“${p.line}”的条目。`,
  'policy/unstaged-line': p => `${p.line}：没有写明适用的学段。`,
  'policy/forbidden-form': p => `${p.line}：条款禁止以“${p.form}”方式发放。`,
  'policy/waiver-inside': p => `${p.place}：减免和实物只能作为一个条目的标准，不能参加计算。`,
  'policy/too-many-bits': p => `${p.what}有 ${p.count} 项，超过 52 项的上限。`,
  'policy/not-encoded-and-a-line': p => `${p.register}：既列为“不编码”，又是一个条目。`,
  'policy/unknown-base': p => `政策 ${p.pack} 以“${p.base}”为蓝本，但没有这个政策；现有：${quoted(p.known)}。`,
  'policy/base-in-a-circle': p => `蓝本互相引用成环：${p.packs.join(' → ')}。`,
  'policy/key-in-two-packs': p => `${p.what}“${p.key}”在上下级政策 ${p.packs.join('、')} 里都有，请改名。`,
  'policy/unknown-upper-line': p => `${p.pack}：说明了如何对待上级条目“${p.line}”，但上级政策没有这个条目。`,
  'policy/line-without-word': p =>
    `${p.lower}（${p.lowerPack}）与上级条目 ${p.upper}（${p.upperPack}）是同一项资助，请写明是替代、增加还是保留；没有这句话，两条都不能执行。`,
  'policy/no-pack': p =>
    `区划 ${p.division} 没有政策包，上级（省、市）也没有；现有：${p.papers.join('；')}。请管理员照本县现行的文件做好政策包再来；别处的文件不能代替。`,
  'policy/no-pack-in-force': p =>
    `区划 ${p.division} 在${termOnPaper(p.term)}没有有效的文件。政策库里有：${p.papers.map(k => `${k.title}，${onPaper(k.from)}至${onPaper(k.to)}前`).join('；')}。请换一个在这些日期里的学期，或者请管理员补上那个学期的文件。`,
  'policy/two-in-force': p => `${termOnPaper(p.term)}同时有效的文件不止一份：${p.packs.join('、')}；请在后一份里写明替代前一份。`,
  'policy/line-outside-document': p => `${p.line}：有效期（${onPaper(p.from)} 至 ${onPaper(p.to)} 前）超出了文件的有效期。`,
  'policy/shares-not-one': p => `${p.line}：各级分担比例之和是 ${p.numerator}/${p.denominator}，应为 1。`,
  'policy/payers-not-the-sum': p => `${p.line}：各出资方的金额之和不是本项金额。`,
  'policy/unknown-fund-head': p => `${p.line}：尾差归“${p.head}”，但资金来源只有${quoted(p.heads)}。`,
  'policy/unknown-organisation': p => `${p.place}：引用的机构“${p.organisation}”不在本县机构表里。`,
  'policy/same-name-twice': p => `${p.place}：“${p.name}”出现两次。`,
}

export const wordPackProblem = (p: PackProblem): string => word(packProblemWording, p)
export const wordPackRefused = (p: PackRefused): readonly string[] => [
  `政策 ${p.facts.pack} 未能启用，共 ${p.facts.problems.length} 处问题：`,
  ...p.facts.problems.map(wordPackProblem),
]
