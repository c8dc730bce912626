import { leadMoveWords, leadStateWords, openKinds, type Proof, proofs } from '@yingjin/domain/leads'
import type { office } from '../../shared/ask/index.ts'
import { dayOnPaper, today } from '../../shared/dates.ts'
import { Paper } from '../../shared/paper/index.ts'

type Lead = Awaited<ReturnType<typeof office.leads.leadPage>>

/** One lead on one sheet, as it goes along to a family or into a file. Why a household is in difficulty stays in the office. */
export const LeadSheet = ({ lead, county, back }: Readonly<{ lead: Lead; county: string; back: () => void }>) => (
  <Paper title={`${county}问题线索办理单`} says={[`线索 ${lead.leadId} 号，第 ${lead.version} 版`, `截至 ${dayOnPaper(today())}`]} back={back}>
    <table>
      <tbody>
        <tr>
          <th scope="row">姓名</th>
          <td>{lead.child?.name ?? '不在您的范围内'}</td>
          <th scope="row">线索种类</th>
          <td>{lead.word}</td>
        </tr>
        <tr>
          <th scope="row">学校和班</th>
          <td>{[lead.child?.school, lead.child?.className].filter(each => typeof each === 'string').join(' ')}</td>
          <th scope="row">乡镇</th>
          <td>{lead.child?.township ?? ''}</td>
        </tr>
        <tr>
          <th scope="row">责任人</th>
          <td>{lead.ownerName ?? '还没有'}</td>
          <th scope="row">办理期限</th>
          <td>{dayOnPaper(lead.dueOn)}</td>
        </tr>
        <tr>
          <th scope="row">办理状态</th>
          <td>{leadStateWords[lead.state]}</td>
          <th scope="row">销号凭证</th>
          <td>{openKinds[lead.kind].closesWith.map(each => proofs[each]).join('；')}</td>
        </tr>
        {lead.about === null ? null : (
          <tr>
            <th scope="row">要查什么</th>
            <td colSpan={3}>{lead.about.says}</td>
          </tr>
        )}
      </tbody>
    </table>
    <h2>办理记录</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">日期</th>
          <th scope="col">办理</th>
          <th scope="col">说明</th>
          <th scope="col">办理人</th>
        </tr>
      </thead>
      <tbody>
        {lead.acts.map(({ act, move, says, proof, accountName, toName, happenedOn }) => (
          <tr key={`${act} ${move}`}>
            <td>{happenedOn === null ? '' : dayOnPaper(happenedOn)}</td>
            <td>
              {leadMoveWords[move]}
              {toName === null ? '' : `：${toName}`}
              {proof === null ? '' : `（${proofs[proof as Proof] ?? proof}）`}
            </td>
            <td>{says}</td>
            <td>{accountName ?? '运行'}</td>
          </tr>
        ))}
        {lead.acts.length === 0 ? (
          <tr>
            <td colSpan={4}>还没有人办过。</td>
          </tr>
        ) : null}
      </tbody>
    </table>
    <h2>凭据文件</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">文件</th>
          <th scope="col">证明什么</th>
          <th scope="col">摘要</th>
        </tr>
      </thead>
      <tbody>
        {lead.evidence
          .filter(({ destroyedAct }) => destroyedAct === null)
          .map(({ evidenceId, name, proof, digest }) => (
            <tr key={evidenceId}>
              <td>{name}</td>
              <td>{proof === null ? '只作说明' : proofs[proof]}</td>
              <td>{digest}</td>
            </tr>
          ))}
        {lead.files === 0 ? (
          <tr>
            <td colSpan={3}>还没有凭据文件。</td>
          </tr>
        ) : null}
      </tbody>
    </table>
    <h2>核实情况（上门或到校填写）</h2>
    <table className="to-write">
      <tbody>
        <tr>
          <td />
        </tr>
      </tbody>
    </table>
  </Paper>
)
