import { choices, type FactKey, type Stage, type SubjectKind } from '@yingjin/facts'
import { firstDayOf, inYuan, onPaper, periodOnPaper, term as termOf } from '@yingjin/kernel'
import {
  aidItemWord,
  type AnyPackSource,
  describe,
  differencesFor,
  documentTitle,
  type DatedName,
  documentWords,
  type DocumentWords,
  everyNode,
  factWordOn,
  forms,
  type Line,
  loadStack,
  type Node,
  type Pack,
  parametersIn,
  policyFor,
  readingsIn,
  type Stacking,
  valueWord,
} from '@yingjin/policy'
import { factsOfCase, type WorkedCase } from '@yingjin/policy/testing'
import { subjectKinds } from '../decide/read-subject.ts'
import { html, type Markup, nothing } from './markup.ts'
import type { OpenPack } from './open-pack.ts'
import { caseFacts, cite, deliveryWords, fundingWords, groupNames, outcomeWords, share, span, stackingWords } from './page-words.ts'
import { pageStyle } from './page-style.ts'

type Row = readonly (Markup | string)[]
/** A table whose cells know their column, so that on a phone a row becomes a card. The first cell is the row's head. */
const tableOf = (caption: string, heads: readonly string[], rows: readonly Row[]): Markup =>
  rows.length === 0
    ? nothing
    : html`<table role="table">
        <caption>
          ${caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            ${heads.map(h => html`<th role="columnheader" scope="col">${h}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${rows.map(
            row =>
              html`<tr role="row">
                ${row.map((cell, i) =>
                  i === 0 ? html`<th role="rowheader" scope="row">${cell}</th>` : html`<td role="cell" data-of="${heads[i] ?? ''}">${cell}</td>`,
                )}
              </tr> `,
          )}
        </tbody>
      </table>`

type Entry = readonly [name: string, value: Markup | string | null]
const list = (entries: readonly Entry[]): Markup =>
  html`<dl>
    ${entries.flatMap(([name, value]) =>
      value === null
        ? []
        : [
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
          ],
    )}
  </dl>`
const bullets = (items: readonly (Markup | string)[]): Markup =>
  html`<ul>
    ${items.map(i => html`<li>${i}</li>`)}
  </ul>`
const section = (id: string, title: string, body: readonly Markup[]): Markup =>
  body.every(b => b.markup === '')
    ? nothing
    : html`<section aria-labelledby="${id}">
        <h2 id="${id}">${title}</h2>
        ${body}
      </section> `

const stageWord = (s: Stage): string => choices.stage[s]

/** All that a page is made of. */
type Shown = Readonly<{ pack: Pack; words: DocumentWords; open: OpenPack; cases: readonly WorkedCase[] }>

const documentPart = ({ pack, open }: Shown): Markup => {
  const d = pack.document
  const cited = pack.county?.documents ?? []
  const upstream = (d.upstream ?? []).map(id => cited.find(c => c.id === id)?.title ?? id)
  return html`<header>
    <p class="lead">政策包 ${pack.id}，区划 ${pack.division === '' ? '全国' : pack.division}</p>
    <h1>${documentTitle(d)}</h1>
    ${list([
      ['发文机关', d.issuer],
      ['文号', d.number ?? '文件没有编号'],
      ['发布', onPaper(d.promulgated)],
      ['有效期', span(d.inForce[0], d.inForce[1])],
      ['替代', d.replaces.length === 0 ? '没有写明替代哪一份' : d.replaces.join('、')],
      ['上游文件', upstream.length === 0 ? '没有列出' : bullets(upstream)],
      ['沿用', pack.base === null ? null : html`各条规则沿用政策包 ${pack.base}`],
      ['上级', open.above.length === 0 ? null : bullets(open.above.map(a => `${a.id}：${documentTitle(a.document)}`))],
      ['舍入', html`${pack.rounding.rule}${cite(pack, pack.rounding.cites)}`],
      ['学期中途换文件', html`${pack.midPeriodChange.rule}${cite(pack, pack.midPeriodChange.cites)}`],
    ])}
  </header> `
}

const whom = (line: Line): Markup => {
  const { named, etcetera } = groupNames(line.persons)
  const who =
    line.subject === 'student'
      ? `${line.stages.map(stageWord).join('、')}${line.stages.every(s => s === 'preschool') ? '儿童' : '学生'}`
      : subjectKinds[line.subject]
  if (line.persons === 'everyone') return html`${who}，符合条件的都是`
  const reachedBy = line.persons.described === undefined ? '只由“等”字概括、' : `只写“${line.persons.described}”、没有点名，`
  return html`${who}，其中：${named.length === 0 ? '（没有点名）' : named.join('、')}${
    etcetera.length === 0 ? nothing : html`<br />${reachedBy}须由人逐个判定的：${etcetera.join('、')}`
  }`
}

/** Figures that a part of a line rests on, in the words of the document. */
const figureRows = (pack: Pack, keys: Iterable<string>): readonly Row[] =>
  [...keys].toSorted().flatMap((key): readonly Row[] => {
    const p = pack.parameters[key]
    if (p === undefined) return []
    const per = p.type.kind === 'money' ? `，${periodOnPaper(p.type.per)}` : ''
    if (p.values.length === 0) return [[p.label, html`<span class="warn">尚未录入</span>，录入前不发一分`, '文件没有写明', '', cite(pack, p.clause)]]
    return p.values.map(v => [
      p.label,
      `${valueWord(v.value, p.type)}${per}`,
      html`“${v.printed}”${v.asRead === undefined ? nothing : html`<br />读作“${v.asRead.text}”，因为${v.asRead.because}`}`,
      `${span(v.from, v.to)}${v.known === undefined ? '' : `；${onPaper(v.known)}更正`}`,
      cite(pack, p.clause),
    ])
  })
const figureHeads = ['数字', '取值', '文件印的', '适用', '依据'] as const

export const linesOf = (s: Stacking): readonly string[] => (s.kind === 'exclude' ? [s.first, s.then] : s.kind === 'quota' ? [s.of] : s.of)

export const delivery = (line: Line, words: DocumentWords): string => {
  const d = line.delivery
  return 'when' in d ? `${describe(d.when, words)}的，${deliveryWords(d.then)}；否则${deliveryWords(d.otherwise)}` : deliveryWords(d)
}

export const amountMeans: Readonly<Record<Line['amountMeans'], string>> = { exact: '', ceiling: '（是最高额）', floor: '（是最低额）' }

/** For whom a line is under the readings taken: groups that a reading leaves out or takes in without asking are told so. */
const readPersons = (line: Line, words: DocumentWords): string => {
  if (line.persons === 'everyone') return ''
  const { grounds, etcetera, decision } = line.persons
  const reached = (of: typeof grounds): readonly string[] => of.filter(g => withoutMark(describe(g.when, words)) !== never).map(g => g.name)
  const [named, others] = [reached(grounds), reached(etcetera)]
  const settled = decision === null ? never : withoutMark(describe(decision, words))
  const more =
    others.length === 0
      ? ''
      : settled === never
        ? '；没有点名的都不给'
        : settled === always
          ? `；没有点名的也给：${others.join('、')}`
          : `；由人逐个判定：${others.join('、')}`
  return `${named.join('、')}${more}`
}
export const always = '一律成立'
const never = '一律不成立'

/** Trees of the stages that a line stands in: where it may stand, what is kept of it. */
export const treesOfStage = (s: Stacking): readonly Node[] =>
  s.kind === 'quota' ? [s.places, ...s.order] : s.kind === 'reduce' ? [s.when, s.kept, s.whole] : s.kind === 'cumulative' ? [s.limit, s.paid] : []

/** How an open point is read for a line, and what of the line is otherwise under each other reading. */
const readingOf = (pack: Pack, id: string, line: Line, amount: Line['amount']): Markup => {
  const reading = pack.readings[id]
  if (reading === undefined) return html`${id}`
  const taken = documentWords(pack)
  const stages = pack.stack.filter(s => linesOf(s).includes(line.id))
  const otherwise = Object.entries(reading.options).flatMap(([option, text]) => {
    if (option === reading.default) return []
    const words = documentWords(pack, { [id]: option })
    const where = (say: (of: DocumentWords) => string, told: (said: string) => string): readonly string[] =>
      say(words) === say(taken) ? [] : [told(say(words))]
    const { funding } = line
    const changed = [
      ...where(
        of => readPersons(line, of),
        said => `给${said}`,
      ),
      ...where(
        of => describe(amount, of),
        said => `标准为${said}`,
      ),
      ...line.criteria.flatMap(c =>
        where(
          of => describe(c.when, of),
          said => conditionWords(c.name, said),
        ),
      ),
      ...where(
        of => delivery(line, of),
        said => said,
      ),
      ...(funding === null
        ? []
        : where(
            of => fundingWords(funding, of),
            said => said,
          )),
      ...stages.flatMap(s =>
        where(
          of => stackingWords(s, of),
          said => said.replace(/。$/, ''),
        ),
      ),
    ]
    return [`若按〈${text}〉：${changed.length === 0 ? '这一项不变' : changed.join('；')}`]
  })
  return html`<a href="#reading-${id}">${id}</a>：${reading.options[reading.default] ?? ''}${bullets(otherwise)}`
}
export const withoutMark = (said: string): string => said.replaceAll(/〔O-\d+〕/g, '')
/** `“本学期计发”要看：秋季学期`, and no condition where it always holds. */
const conditionWords = (name: string, said: string): string =>
  withoutMark(said) === always ? `不看“${name}”` : withoutMark(said) === never ? `“${name}”一律不成立` : `“${name}”要看：${said}`

/** A condition says what it looks at where its name does not say it already. */
export const criterionWords = (name: string, said: string): string => (name.includes(withoutMark(said)) ? name : `${name}：${said}`)

const linePart = ({ pack, words, cases }: Shown, line: Line): Markup => {
  const amount = pack.bundle.find(a => a.line.id === line.id)?.amount ?? line.amount
  const stacked = pack.stack.filter(s => linesOf(s).includes(line.id))
  const trees = [
    amount,
    ...line.criteria.map(c => c.when),
    ...(line.funding?.kind === 'payers' ? line.funding.heads.map(h => h.amount) : []),
    ...('when' in line.delivery ? [line.delivery.when] : []),
    ...stacked.flatMap(treesOfStage),
  ]
  // A condition nobody asks about while it holds is not told where, as the text is read, it always does.
  const criteria = line.criteria.filter(c => c.quiet !== true || withoutMark(describe(c.when, words)) !== always)
  const figures = parametersIn(trees)
  const persons = line.persons === 'everyone' ? [] : [...line.persons.grounds, ...line.persons.etcetera].map(g => g.when)
  const decision = line.persons === 'everyone' || line.persons.decision === null ? [] : [line.persons.decision]
  const readings = readingsIn([...trees, ...persons, ...decision])
  const asks = [...new Set(everyNode([...trees, ...decision]).flatMap(n => (n.kind === 'human-decision' ? [n.question] : [])))]
  const worked = cases.flatMap((c, i) => (c.expect[line.id] === undefined ? [] : [{ i, e: c.expect[line.id] as NonNullable<(typeof c.expect)[string]> }]))
  return html`<article class="item" id="line-${line.id}" aria-labelledby="title-${line.id}">
    <h4 id="title-${line.id}">${line.title} <span class="id">${line.id}</span></h4>
    ${list([
      ['依据', html`${pack.clauses[line.clause]?.text ?? ''}${cite(pack, line.clause)}`],
      ['只作对照', line.effect === 'compares' ? '出处待核，只用来对照，不据以发放' : null],
      ['同类项目', line.item === null ? null : aidItemWord(line.item)],
      ['给谁', whom(line)],
      [
        '条件',
        criteria.length === 0 ? '没有别的条件' : bullets(criteria.map(c => html`${criterionWords(c.name, describe(c.when, words))}${cite(pack, c.clause)}`)),
      ],
      ['由人判定', asks.length === 0 ? null : bullets(asks)],
      ['标准', html`${describe(amount, words)}${amountMeans[line.amountMeans]}`],
      ['执行', line.inForce === undefined ? null : span(...line.inForce)],
      ['怎样计', line.period],
      ['怎样发', html`${delivery(line, words)}${line.forbidden.length === 0 ? '' : `；不得${line.forbidden.map(f => forms[f]).join('、')}`}`],
      ['由谁出', line.funding === null ? '文件没有写' : html`${fundingWords(line.funding, words)}${cite(pack, line.funding.clause)}`],
      ['与别项', stacked.length === 0 ? null : bullets(stacked.map(s => html`${stackingWords(s, words)}${cite(pack, s.clause)}`))],
      ['读法', readings.length === 0 ? null : bullets(readings.map(id => readingOf(pack, id, line, amount)))],
      [
        '算例',
        worked.length === 0
          ? html`<span class="warn">还没有</span>`
          : html`${worked.length} 个：${worked.flatMap(({ i }, at) => [at === 0 ? '' : '、', html`<a href="#case-${i + 1}">${i + 1}</a>`])}`,
      ],
    ])}
    ${tableOf('这一项用到的数字', figureHeads, figureRows(pack, figures))}
  </article> `
}

/** Levels of schooling, as officials speak of them. */
const levels: Readonly<Record<Stage, string>> = {
  preschool: '学前教育',
  primary: '义务教育',
  junior: '义务教育',
  senior: '普通高中',
  vocational: '中等职业教育',
  higher: '高等教育',
}

const groupOf = (l: Line): string => {
  if (l.subject !== 'student') return `以${subjectKinds[l.subject]}为对象`
  const of = new Set(l.stages.map(s => levels[s]))
  return of.size === 1 ? ([...of][0] ?? '') : '几个学段共有'
}

export const groupsOf = (pack: Pack): readonly Readonly<{ title: string; lines: readonly Line[] }>[] => {
  const others = (Object.keys(subjectKinds) as readonly SubjectKind[]).map(kind => `以${subjectKinds[kind]}为对象`)
  return [...new Set(Object.values(levels)), '几个学段共有', ...others]
    .map(title => ({ title, lines: pack.lines.filter(l => groupOf(l) === title) }))
    .filter(g => g.lines.length > 0)
}

const casePart = (c: WorkedCase, i: number, { pack, words }: Shown): Markup => {
  const word = (key: FactKey): string => factWordOn(pack, firstDayOf(termOf(c.term)), key)
  return html`<article class="case" id="case-${i + 1}">
    <h3>${i + 1}．${c.title}</h3>
    ${list([
      ['学期', termWord(c.term)],
      ['情况', caseFacts(c, word)],
      [
        '读法',
        c.readings === undefined
          ? null
          : Object.entries(c.readings)
              .map(([id, option]) => `${id} ${option}`)
              .join('、'),
      ],
      [
        '假定已录入',
        c.entered === undefined
          ? null
          : Object.entries(c.entered)
              .map(([key, value]) => `${words.parameters[key]?.label ?? key} ${valueWord(value, words.parameters[key]?.type ?? { kind: 'yes-no' })}`)
              .join('、'),
      ],
      [
        '结果',
        bullets(
          Object.entries(c.expect).map(([line, e]) => html`<a href="#line-${line}">${words.titleOf(line)}</a>：${outcomeWords(e, word)}${paidHow(c, line)}`),
        ),
      ],
      ['算式', c.arithmetic],
      ['依据', c.clause],
    ])}
  </article> `
}

/** `（补助到人；中央 400.00 元，县级 100.00 元）`: how it is paid and who bears it, where the case says so. */
export const paidHow = (c: WorkedCase, line: string): string => {
  const [form, funds] = [c.delivered?.[line], Object.entries(c.funds?.[line] ?? {})]
  const said = [...(form === undefined ? [] : [form]), ...(funds.length === 0 ? [] : [`由${funds.map(([name, sum]) => `${name}出 ${sum} 元`).join('，')}`])]
  return said.length === 0 ? '' : `（${said.join('；')}）`
}

export const termWord = (written: string): string => {
  const [year, season] = written.split('-')
  return `${year}年${season === 'autumn' ? '秋' : '春'}季学期`
}

const named = (names: readonly DatedName[]): string =>
  names
    .map(
      n =>
        `${n.name}${n.from === null && n.to === null ? '' : `（${n.from === null ? '' : `${onPaper(n.from)}起`}${n.to === null ? '' : `至${onPaper(n.to)}前`}）`}`,
    )
    .join('；')

const intendedPart = ({ pack, words }: Shown): Markup =>
  section('intended', '文件要管到谁', [
    tableOf(
      '文件要管到的人，和本来就不管的',
      ['要管到', '谁', '由哪些项目', '不在其中的', '依据'],
      (pack.intended ?? []).map(i => [
        i.id,
        describe(i.who, words),
        i.lines.map(words.titleOf).join('、'),
        i.apart.length === 0 ? '' : bullets(i.apart.map(a => `${a.name}：${a.because}`)),
        cite(pack, i.clause),
      ]),
    ),
    tableOf(
      '可以同时享受的',
      ['项目', '原因', '依据'],
      (pack.together ?? []).map(t => [t.lines.map(words.titleOf).join('、'), t.because, cite(pack, t.clause)]),
    ),
  ])

const countyPart = ({ pack, words }: Shown): Markup => {
  const c = pack.county
  if (c === undefined) return nothing
  const of = (id: string): string => c.organisations.find(o => o.id === id)?.names.at(-1)?.name ?? c.posts.find(p => p.id === id)?.name ?? id
  const matters = ([title, list]: readonly [string, typeof c.ledgers]): Markup =>
    tableOf(
      title,
      ['名称', '登记册'],
      list.map(m => [m.title, m.register]),
    )
  const rest: readonly (readonly [string, typeof c.ledgers])[] = [
    ['台账', c.ledgers],
    ['名册', c.rosters],
    ['文书', c.papers],
    ['检查', c.checks],
  ]
  return section('county', '本县的机构、岗位和要做的事', [
    tableOf(
      '机构（名称按日期）',
      ['机构', '隶属', '登记册'],
      c.organisations.map(o => [named(o.names), o.partOf === null ? '' : of(o.partOf), o.register]),
    ),
    tableOf(
      '岗位',
      ['岗位', '机构', '责任链', '登记册'],
      c.posts.map(p => [p.name, p.organisation === null ? '' : of(p.organisation), p.chain ?? '', p.register]),
    ),
    tableOf(
      '对象的叫法和终止日',
      ['叫法（按日期）', '到期', '登记册'],
      c.designations.map(d => [named(d.names), d.ends === null ? '没有写' : onPaper(d.ends), d.register]),
    ),
    tableOf(
      '本县自定的数字',
      ['数字', '取值', '登记册'],
      c.settings.map(s => [
        s.label,
        s.values.length === 0 ? html`<span class="warn">还没有定</span>` : s.values.map(v => `${v.value} ${s.unit}（${onPaper(v.from)}起）`).join('；'),
        s.register,
      ]),
    ),
    tableOf(
      '引用的文件',
      ['文件', '发文机关和文号', '新文件怎样对待', '用于', '登记册'],
      c.documents.map(d => [
        d.title,
        [d.issuer, d.number].filter(x => x !== null).join('，'),
        `${d.mark ?? ''}${d.successor === null ? '' : `，由“${c.documents.find(x => x.id === d.successor)?.title ?? d.successor}”接替`}`,
        d.usedFor,
        d.register,
      ]),
    ),
    tableOf(
      '任务',
      ['任务', '谁负责', '时限', '登记册'],
      c.tasks.map(t => [t.title, t.answers.map(of).join('、'), t.period, t.register]),
    ),
    tableOf(
      '指标',
      ['指标', '分母', '分子', '另列', '目标', '依据'],
      c.figures.map(f => [
        f.title,
        describe(f.among, words),
        f.sums === null ? describe(f.meets, words) : `${describe(f.sums.numerator, words)} ÷ ${describe(f.sums.denominator, words)}`,
        f.apart.map(a => a.name).join('、'),
        f.target === null
          ? '没有写'
          : `${{ 'at-least': '不低于', 'at-most': '不高于', equal: '等于' }[f.target.is]} ${f.target.numerator === f.target.denominator ? '全部' : share([f.target.numerator, f.target.denominator])}`,
        cite(pack, f.clause),
      ]),
    ),
    ...rest.map(matters),
  ])
}

const towardsUpper: Readonly<Record<'replaced' | 'added' | 'left', string>> = { replaced: '由本文件替代', added: '在它之外增加', left: '保留，照它执行' }

/** What the cases of this pack come to beside the standards above it: each difference once. */
const differencesShown = ({ open, cases }: Shown): readonly Row[] => {
  const stack = loadStack([...open.above, open.source], open.registry)
  if (!stack.ok) return []
  const seen = new Map<string, Row>()
  for (const c of cases) {
    const policy = policyFor(stack.value, termOf(c.term), {
      ...(c.readings === undefined ? {} : { readings: c.readings }),
      ...(c.subject === undefined ? {} : { subject: c.subject }),
    })
    if (!policy.ok) continue
    for (const d of differencesFor(policy.value, factsOfCase(c), c.decisions)) {
      const standard = d.least === d.greatest ? `${inYuan(d.least)} 元` : `${inYuan(d.least)} 元至 ${inYuan(d.greatest)} 元`
      const own = d.ownFen === null ? '不享受' : `${inYuan(d.ownFen)} 元`
      const key = [d.item, d.standard.id, own, standard].join(' ')
      if (!seen.has(key))
        seen.set(key, [aidItemWord(d.item), own, standard, `${d.standard.title}（${documentTitle(d.standard.document)}${d.standard.clause.article}）`, c.title])
    }
  }
  return [...seen.values()]
}

const upperPart = (shown: Shown): Markup => {
  const { pack, open } = shown
  const words = Object.entries(pack.upper ?? {})
  const above = new Map(open.above.flatMap((a: AnyPackSource) => ('lines' in a ? a.lines.map(l => [l.id, l] as const) : [])))
  return section('upper', '与上级标准的关系', [
    tableOf(
      '本文件怎样对待上级的项目',
      ['上级项目', '怎样对待', '本文件的项目'],
      words.map(([id, w]) => [`${above.get(id)?.title ?? ''} ${id}`.trim(), towardsUpper[w.how], w.how === 'replaced' ? w.by.join('、') : '']),
    ),
    tableOf('算例中与现行标准不一致的（本学期）', ['项目', '本文件', '标准', '标准出处', '见算例'], differencesShown(shown)),
  ])
}

/** One static page about a pack: everything a reader of the document would want to check, and how to cite it. */
export const packPage = (open: OpenPack, pack: Pack): string => {
  const words = documentWords(pack)
  const cases = open.cases.filter(c => Object.keys(c.expect).some(line => pack.lines.some(l => l.id === line)))
  const shown: Shown = { pack, words, open, cases }
  const groups = groupsOf(pack)
  const body = html`${documentPart(shown)}
    <nav aria-labelledby="contents">
      <h2 id="contents">目录</h2>
      <ul>
        ${groups.flatMap(g => g.lines.map(l => html`<li><a href="#line-${l.id}">${l.title}</a></li>`))}
        <li><a href="#figures">全部数字</a></li>
        <li><a href="#clauses">条款</a></li>
        ${cases.length > 0 ? html`<li><a href="#cases">算例</a></li>` : nothing}
      </ul>
    </nav>
    <main id="main">
      ${section(
        'lines',
        '资助项目',
        groups.map(
          g =>
            html`<h3>${g.title}</h3>
              ${g.lines.map(l => linePart(shown, l))}`,
        ),
      )}
      ${section('stacking', '各项之间', [
        pack.stack.length === 0
          ? html`<p>文件没有写明哪些项目不能同时享受；没有写明的，各算各的。</p>`
          : html`<ol>
                ${pack.stack.map(s => html`<li>${stackingWords(s, words)}${cite(pack, s.clause)}</li>`)}
              </ol>
              <p>按以上次序，后一步只看前一步留下的；没有写到的，各算各的。</p>`,
      ])}
      ${section('notices', '提示', [pack.notices.length === 0 ? nothing : bullets(pack.notices.map(n => html`${n.text}${cite(pack, n.clause)}`))])}
      ${intendedPart(shown)}
      ${section(
        'readings',
        '读法',
        Object.entries(pack.readings).map(
          ([id, r]) =>
            html`<article class="item" id="reading-${id}">
              <h3>${r.question} <span class="id">${id}</span></h3>
              ${bullets(Object.entries(r.options).map(([option, text]) => html`${text} <span class="id">${option}</span>${option === r.default ? '　← 现在按这样读' : ''}`))}
              <p class="cite">改读：运行时加 --reading ${id}=代码</p>
            </article> `,
        ),
      )}
      ${section('figures', '全部数字', [tableOf('文件里的数字：取值、印在纸上的样子、怎样读、为什么', figureHeads, figureRows(pack, Object.keys(pack.parameters)))])}
      ${section('clauses', '条款（用我们自己的话复述）', [
        tableOf(
          '条款',
          ['条', '内容', '登记册', '不编为规则的原因'],
          Object.entries(pack.clauses).map(([key, c]) => [html`<span id="clause-${key}">${c.article}</span>`, c.text, c.register, c.waived ?? '']),
        ),
      ])}
      ${section('not-encoded', '没有编成规则的', [
        tableOf(
          '没有编成规则的条目和原因',
          ['条目', '登记册', '原因'],
          pack.notEncoded.map(n => [n.title, n.register, n.because]),
        ),
      ])}
      ${upperPart(shown)} ${countyPart(shown)}
      ${section('cases', '算例', [
        open.casesOf === open.folder.id ? nothing : html`<p class="lead">沿用 ${open.casesOf} 的算例。</p>`,
        ...cases.map((c, i) => casePart(c, i, shown)),
      ])}
    </main>
    <footer>由政策包 ${pack.id} 生成，与据以核定的规则是同一份数据。条款为复述，以文件原文为准。</footer>`
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${html`${documentTitle(pack.document)}`.markup} — 政策包 ${html`${pack.id}`.markup}</title>
<style>
${pageStyle}
</style>
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<div class="page">
${body.markup}
</div>
</body>
</html>
`
}
