import { type LeadMove, leadMoveWords, leadStateWords, onPaper, openKinds, presenceWords, type Proof, proofs, withoutOwnerWords } from '@yingjin/domain/leads'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { office, problemOf } from '../../shared/ask/index.ts'
import { momentWord, today } from '../../shared/dates.ts'
import { OrderForm } from '../../shared/order-form.tsx'
import { mayReach, useMe } from '../../shared/session/index.ts'
import type { Standing } from '../../shared/standing.ts'
import { StandingOf } from '../../shared/standing-of.tsx'
import { StateWord } from '../../shared/state-word.tsx'
import { RefusedPage } from '../../shared/refused-page.tsx'
import { placeWord } from '../../shared/place-word.ts'
import { given } from '../../shared/given.ts'
import { EvidenceFiles } from './evidence-files.tsx'
import { LeadSheet } from './lead-sheet.tsx'
import { OfCounty } from './of-county.tsx'
import { childWord, leadShapes } from './shapes.ts'
import { termWord } from '../../shared/term-word.ts'
import { useOpenForm } from '../../shared/use-open-form.ts'
import { takerField, useTakers } from './use-takers.ts'

type Lead = Awaited<ReturnType<typeof office.leads.leadPage>>

/** How a lead stands, for whoever writes on it while another does too. */
const standingOf = ({ state, ownerName, dueOn, acts, evidence }: Lead): Standing => {
  const last = acts.at(-1)
  return {
    办理: leadStateWords[state],
    责任人: ownerName ?? '还没有',
    期限: dueOn,
    凭据: `${evidence.length} 份`,
    最后一步: last === undefined ? '' : [last.accountName, leadMoveWords[last.move], last.says].filter(part => part !== null && part !== '').join(' '),
  }
}

const says = { key: 'says', label: '说明', kind: 'words', required: true } as const

/** What may be done now, each with what it needs; one form at a time. */
const Acts = ({ lead }: Readonly<{ lead: Lead }>) => {
  const { open: doing, toggle, close } = useOpenForm<LeadMove>()
  const takers = useTakers('leads', lead.personId, doing === 'assign')
  const on = { leadId: lead.leadId, version: lead.version }
  const possible = lead.possible.filter(move => move !== 'attach' && move !== 'destroy-evidence')
  const proof = {
    key: 'proof',
    label: '凭什么销号',
    kind: 'choice',
    required: true,
    options: lead.closesWith.map(value => ({ value, word: onPaper[value] ? `${proofs[value]}（须附文件）` : proofs[value] })),
  } as const
  const form = (move: LeadMove) => {
    const id = `lead ${lead.leadId} ${move}`
    switch (move) {
      case 'assign':
        return (
          <OrderForm
            id={id}
            fields={[takerField(takers), { key: 'says', label: '交代', kind: 'words', rows: 2 }]}
            button="派给责任人"
            submit={({ accountId = '', says: words = '' }, beside) =>
              office.leads.assignLead({ ...on, accountId, ...(words === '' ? {} : { says: words }) }, beside)
            }
            done={close(move)}
          />
        )
      case 'propose-close':
      case 'close':
        return (
          <OrderForm
            id={id}
            fields={[proof, { ...says, label: '怎样核实、怎样办的' }]}
            button={leadMoveWords[move]}
            says={move === 'propose-close' ? '提请后由另一个人看过才销号。' : '销号后，下次运行又发现时会自动重新打开。'}
            submit={({ proof: by = '', says: words = '' }, beside) =>
              (move === 'close' ? office.leads.closeLead : office.leads.proposeClose)({ ...on, proof: by as Proof, says: words }, beside)
            }
            done={close(move)}
          />
        )
      case 'comment':
        return (
          <OrderForm
            id={id}
            fields={[says]}
            button="写下说明"
            submit={({ says: words = '' }, beside) => office.leads.commentOnLead({ ...on, says: words }, beside)}
            done={close(move)}
          />
        )
      case 'return':
        return (
          <OrderForm
            id={id}
            fields={[{ ...says, label: '为什么退回' }]}
            button="退回这条线索"
            submit={({ says: words = '' }, beside) => office.leads.returnLead({ ...on, says: words }, beside)}
            done={close(move)}
          />
        )
      case 'refuse-close':
        return (
          <OrderForm
            id={id}
            fields={[{ ...says, label: '还缺什么' }]}
            button="不同意销号"
            submit={({ says: words = '' }, beside) => office.leads.refuseClose({ ...on, says: words }, beside)}
            done={close(move)}
          />
        )
      case 'reopen':
        return (
          <OrderForm
            id={id}
            fields={[{ ...says, label: '为什么重新打开' }]}
            button="重新打开"
            submit={({ says: words = '' }, beside) => office.leads.reopenLead({ ...on, says: words }, beside)}
            done={close(move)}
          />
        )
      case 'attach':
      case 'destroy-evidence':
        return null
    }
  }
  return (
    <section className="paper no-print" aria-label="办理">
      <h2>办理</h2>
      <div className="acts">
        {possible.map(move => (
          <Button key={move} type={move === doing ? 'primary' : 'default'} aria-pressed={move === doing} onClick={toggle(move)}>
            {leadMoveWords[move]}
          </Button>
        ))}
      </div>
      {lead.state === 'proposed' && !possible.includes('close') ? <p className="soft">是您提请销号的，等另一位同事核对凭据后销号。</p> : null}
      {doing === null ? null : form(doing)}
    </section>
  )
}

/** What the lead is about: as the run says it, or in words that tell no category of difficulty, for whoever may not read of one. */
const Ground = ({ lead: { ground, about } }: Readonly<{ lead: Lead }>) => {
  const says = ground?.detail ?? about?.says ?? ''
  const restsOn = ground?.restsOn ?? about?.restsOn ?? null
  return (
    <>
      {says === '' ? null : <p>{says}。</p>}
      <p className="soft">
        {restsOn === null ? '依据的是困难类别或发放名册，哪一份、哪一行由资助中心和学校资助经办人看；要核对，请找他们。' : `依据：${restsOn}`}
      </p>
    </>
  )
}

/** Who answers for the child, and why the lead is not given to them. */
const WithoutOwner = ({ why, holder, role }: NonNullable<Lead['withoutOwner']>) => (
  <div className="soft">
    {withoutOwnerWords[why].replace('他', () => (holder === null ? '责任人' : `${holder}（${role}）`))}。{why === 'not-given' ? '' : '请派给能办的人。'}
  </div>
)

const LeadPage = () => {
  const { leadId } = route.useParams()
  const { county } = route.useSearch()
  const me = useMe()
  const [printing, setPrinting] = useState(false)
  const { data: lead, error } = useQuery({
    queryKey: ['lead', leadId, county],
    queryFn: ({ signal }) => office.leads.leadPage({ leadId, ...given({ county }) }, { signal }),
  })
  if (error !== null)
    return (
      <RefusedPage title="这条线索" problem={problemOf(error)}>
        <Link to="/leads" search={{}}>
          回到线索
        </Link>
      </RefusedPage>
    )
  if (lead === undefined) return <p className="empty">正在打开…</p>
  if (printing) return <LeadSheet lead={lead} county={me.divisionName} back={() => setPrinting(false)} />
  const late = lead.state !== 'closed' && lead.dueOn < today()
  const may = mayReach(me, 'leads', 'write') && county === undefined
  return (
    <>
      <div className="page-head">
        <h1>
          {lead.word} · {childWord(lead.child)}
        </h1>
        <div className="says">
          {placeWord(lead.child)}
          {county === undefined ? null : (
            <>
              {' · '}
              <OfCounty county={county} />
            </>
          )}
          {lead.child === null || county !== undefined || !mayReach(me, 'persons', 'rows') ? null : (
            <>
              {' · '}
              <Link to="/persons/$personId" params={{ personId: lead.personId }}>
                打开一生一档
              </Link>
              {mayReach(me, 'results', 'rows') ? (
                <>
                  {' · '}
                  <Link to="/results/of/$personId" params={{ personId: lead.personId }} search={{}}>
                    看核定依据
                  </Link>
                </>
              ) : null}
            </>
          )}
        </div>
        {county === undefined ? (
          <Button className="no-print" onClick={() => setPrinting(true)}>
            打印办理单
          </Button>
        ) : null}
      </div>
      <section className="paper" aria-label="现在">
        <dl className="facts-line">
          <div>
            <dt>办理</dt>
            <dd>
              <StateWord shape={leadShapes[lead.state]}>{leadStateWords[lead.state]}</StateWord>
            </dd>
          </div>
          <div>
            <dt>责任人</dt>
            <dd>
              {lead.ownerName ?? '还没有'}
              {lead.withoutOwner === null ? null : <WithoutOwner {...lead.withoutOwner} />}
            </dd>
          </div>
          <div>
            <dt>期限</dt>
            <dd>{late ? <StateWord shape="wrong">{lead.dueOn} 已过期</StateWord> : lead.dueOn}</dd>
          </div>
          <div>
            <dt>本次运行</dt>
            <dd>{presenceWords[lead.presence]}</dd>
          </div>
          <div>
            <dt>销号凭证</dt>
            <dd>{openKinds[lead.kind].closesWith.map(each => proofs[each]).join('；')}</dd>
          </div>
        </dl>
        <Ground lead={lead} />
      </section>
      <StandingOf now={standingOf(lead)}>
        {may ? <Acts lead={lead} /> : null}
        <EvidenceFiles
          id={`lead ${leadId}`}
          files={lead.evidence}
          acts={lead.acts}
          attach={may && lead.possible.includes('attach') ? { path: '/api/leads/attach-evidence', order: { leadId }, closesWith: lead.closesWith } : null}
          take={county === undefined ? evidenceId => office.leads.takeEvidence.file({ leadId, evidenceId }) : null}
          destroy={
            may && lead.possible.includes('destroy-evidence')
              ? (evidenceId, words, beside) => office.leads.destroyEvidence({ leadId, version: lead.version, evidenceId, says: words }, beside)
              : null
          }
        />
      </StandingOf>
      <section className="paper" aria-label="办理记录">
        <h2>办理记录</h2>
        <ol className="timeline">
          {lead.acts.map(({ act, move, says: words, proof, accountName, toName, happenedOn, recordedAt }) => (
            <li key={`${act} ${move}`}>
              <span className="soft">{happenedOn ?? ''}</span> <strong>{leadMoveWords[move]}</strong>
              {toName === null ? '' : `：${toName}`}
              {proof === null ? '' : `（${proofs[proof as Proof] ?? proof}）`} <span className="soft">{accountName ?? '运行'}</span>
              {words === null ? null : <div>{words}</div>}
              {recordedAt !== null && happenedOn !== null && recordedAt.slice(0, 10) !== happenedOn ? (
                <div className="soft">登记于 {momentWord(recordedAt)}</div>
              ) : null}
            </li>
          ))}
          {lead.acts.length === 0 ? <li className="soft">还没有人办过。</li> : null}
        </ol>
        <FoundByRuns runs={lead.runs} opens={mayReach(me, 'results', 'counts') && county === undefined} />
      </section>
    </>
  )
}

/** The runs that found the lead, by their term and the day they were published; each opens its results. */
const FoundByRuns = ({ runs, opens }: Readonly<{ runs: Lead['runs']; opens: boolean }>) => (
  <>
    <h3>历次运行</h3>
    <ul className="plain-list">
      {runs.map(({ runId, run, term, publishedAt, presence }) => {
        const word = `${term === null ? '一次运行' : `${termWord(term)}的运行`}${publishedAt === null ? '' : `，${momentWord(publishedAt)} 发布`}`
        return (
          <li key={runId} title={`编号 ${run}`}>
            {opens ? (
              <Link to="/results/totals" search={{ runId }}>
                {word}
              </Link>
            ) : (
              word
            )}
            ：{presenceWords[presence]}
          </li>
        )
      })}
    </ul>
  </>
)

export const route = createLazyRoute('/leads/$leadId')({ component: LeadPage })
